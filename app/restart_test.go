package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStartAfterDeath lets a supervisor start the program again as soon as it has died, by kill -9 and by a mistake of its own,
// while customers hold connections to both ports: each start is well within seconds, has every ticket, and its sub-commands
// reach it, although the run before has left its door, its connections and half a line of the log. What the program said when
// it died is kept. TestPowerCut looks whether all that was acknowledged is still there.
func TestStartAfterDeath(t *testing.T) {
	p := newProgram(t)
	folder := filepath.Join(p.home, "log")
	p.set("PAIHAO_LOG_DIR", folder)
	p.set("PAIHAO_LISTEN_PUBLIC", mustFreePort(t))
	tickets := map[string]string{}
	deaths := []syscall.Signal{syscall.SIGKILL, syscall.SIGABRT, syscall.SIGKILL, syscall.SIGABRT, syscall.SIGKILL}
	for i, death := range deaths {
		began := time.Now()
		p.start("-trial", "-headless")
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("the program was healthy %v after its start", took)
		}
		p.mustLog(filepath.Join(folder, "paihao.log"), "paihao is running", i+1)
		p.run("-trial", "verify").ends(t, "verify just after the start", well, "is sound")
		for id, number := range tickets {
			p.has(id, number, true)
		}
		id, number := p.mustTake()
		tickets[id] = number
		p.hold("PAIHAO_LISTEN_PUBLIC")
		p.hold("PAIHAO_LISTEN_LOCAL")
		if err := p.process.Signal(death); err != nil {
			t.Fatal(err)
		}
		<-p.over
		mustAppend(t, filepath.Join(folder, "paihao.log"), "time=2026-11-21T10:00:00 level=INFO msg=\"half a li")
	}
	stop := p.start("-trial", "-headless")
	for id, number := range tickets {
		p.has(id, number, true)
	}
	stop().ends(t, "the last run", well)

	crashes, err := filepath.Glob(filepath.Join(folder, "crash-*.log"))
	if err != nil || len(crashes) == 0 { // two within a second have one name
		t.Errorf("kept is %v (%v), want what it said when it died of a mistake", crashes, err)
	}
	for _, path := range crashes {
		if text := string(mustRead(t, path)); !strings.Contains(text, "SIGABRT") || !strings.Contains(text, "goroutine ") {
			t.Errorf("%s is %.300q, want the stack of all that ran", path, text)
		}
	}
	log := string(mustRead(t, filepath.Join(folder, "paihao.log")))
	if starts := strings.Count(log, "msg=\"paihao is running\""); starts != len(deaths)+1 {
		t.Errorf("the log tells of %d starts, want %d:\n%s", starts, len(deaths)+1, log)
	}
	if told := strings.Count(log, "the run before ended on a mistake of the program"); told != 2 {
		t.Errorf("the log tells of %d mistakes, want 2:\n%s", told, log)
	}
	for line := range strings.Lines(log) {
		if !strings.HasPrefix(line, "time=") || strings.Count(line, "level=") != 1 {
			t.Errorf("in the log lines run into each other: %q", line)
		}
	}
}

// hold opens a connection that is in use when the program dies: the port then waits for what may still come by it.
func (p *program) hold(name string) {
	p.t.Helper()
	c, err := net.Dial("tcp", p.value(name))
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		p.t.Fatal(err)
	}
	if _, err := io.ReadAtLeast(c, make([]byte, 16), 16); err != nil {
		p.t.Fatal(err)
	}
}

func mustAppend(t *testing.T, path, text string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := io.WriteString(file, text); err != nil {
		t.Fatal(err)
	}
}

// A start that fails says why in the folder of the log too, and a second start on the same data touches nothing there.
func TestLogOfStarts(t *testing.T) {
	p := newProgram(t)
	folder := filepath.Join(p.home, "log")
	p.set("PAIHAO_LOG_DIR", folder)
	log := filepath.Join(folder, "paihao.log")
	stop := p.start("-trial", "-headless")
	p.mustLog(log, "paihao is running", 1)
	before := p.modified(folder)
	p.run("-trial", "-headless").ends(t, "a second start", failed, "already running")
	p.run("-trial").ends(t, "a second start, with windows", well, "already running")
	if after := p.modified(folder); after != before {
		t.Errorf("second starts have left\n%swhere there was\n%s", after, before)
	}
	if text := string(mustRead(t, log)); strings.Count(text, "paihao is running") != 1 || strings.Contains(text, "paihao did not start") {
		t.Errorf("the log of the first tells of the second:\n%s", text)
	}
	stop().ends(t, "the first", well)

	taken, err := net.Listen("tcp", p.value("PAIHAO_LISTEN_LOCAL"))
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	p.run("-trial", "-headless").ends(t, "a taken port", failed, "The network port is taken")
	if text := string(mustRead(t, filepath.Join(folder, "failed-start.log"))); !strings.Contains(text, "paihao did not start") || !strings.Contains(text, "address already in use") {
		t.Errorf("the failed start has left %q", text)
	}
}

// mustLog waits until the log has had words so many times: the doors open before it is written.
func (p *program) mustLog(path, words string, times int) {
	p.t.Helper()
	limit, often := time.After(longest), time.NewTicker(10*time.Millisecond)
	defer often.Stop()
	for {
		if text, err := os.ReadFile(path); err == nil && strings.Count(string(text), words) >= times {
			return
		}
		select {
		case <-limit:
			p.t.Fatalf("the log never said %q %d times", words, times)
		case <-often.C:
		}
	}
}

// modified is what lies in a folder beside the log that is being written, its sizes and when each was written.
func (p *program) modified(folder string) (text string) {
	p.t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == "paihao.log" {
			continue
		}
		info, err := e.Info()
		if err != nil {
			p.t.Fatal(err)
		}
		text += fmt.Sprintln(e.Name(), info.Size(), info.ModTime())
	}
	return text
}
