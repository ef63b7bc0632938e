package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"paihao/app/config"
)

// terminal is one in which a person runs the program.
type terminal struct {
	t          *testing.T
	own, other *os.File // what the person has, and what the program has
	program    *exec.Cmd
	said       strings.Builder
	heard      int // how much of it was waited for
}

// mustTerminal runs the program in one.
func mustTerminal(t *testing.T, p *program, args ...string) *terminal {
	t.Helper()
	own, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Skipf("no terminal can be made here: %v", err)
	}
	person := os.NewFile(uintptr(own), "terminal")
	n, err := unix.IoctlGetInt(own, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(own, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminal can be made here: %v", err)
	}
	t.Cleanup(func() { _ = errors.Join(person.Close(), other.Close()) })
	c := exec.Command(os.Args[0], args...)
	c.Env, c.Stdin, c.Stdout, c.Stderr = p.environ, other, other, other
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() }) // it has ended, unless the test failed
	return &terminal{t: t, own: person, other: other, program: c}
}

// read waits until the program has said something.
func (x *terminal) read(words string) {
	x.t.Helper()
	if err := x.own.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		x.t.Fatal(err)
	}
	for part := make([]byte, 4096); ; {
		if at := strings.Index(x.said.String()[x.heard:], words); at >= 0 {
			x.heard += at + len(words)
			return
		}
		n, err := x.own.Read(part)
		if err != nil {
			x.t.Fatalf("%v while waiting for %q in\n%s", err, words, x.said.String())
		}
		x.said.Write(part[:n])
	}
}

// answer types a line once a question was asked.
func (x *terminal) answer(question, line string) {
	x.t.Helper()
	x.read(question)
	x.read("] > ")
	if _, err := x.own.WriteString(line); err != nil {
		x.t.Fatal(err)
	}
}

// usual takes the answers to n questions that stand already.
func (x *terminal) usual(n int) {
	x.t.Helper()
	for range n {
		x.answer("", "\n")
	}
}

// hidden types a line once a question was asked and the terminal shows no more.
func (x *terminal) hidden(question, line string) {
	x.t.Helper()
	x.answer(question, "")
	for limit := time.Now().Add(30 * time.Second); x.shows(); runtime.Gosched() {
		if time.Now().After(limit) {
			x.t.Fatal("the terminal still shows what is typed")
		}
	}
	if _, err := x.own.WriteString(line); err != nil {
		x.t.Fatal(err)
	}
}

// shows tells whether the terminal shows what is typed.
func (x *terminal) shows() bool {
	x.t.Helper()
	how, err := unix.IoctlGetTermios(int(x.other.Fd()), unix.TCGETS)
	if err != nil {
		x.t.Fatal(err)
	}
	return how.Lflag&unix.ECHO != 0
}

// The AppSecret is not shown while somebody types it; all else is, also afterwards.
func TestSecretIsNotShown(t *testing.T) {
	p := newProgram(t)
	dir := filepath.Join(p.home, "venue")
	x := mustTerminal(t, p, "init", dir)
	x.usual(9) // venue, services and counters
	x.answer("AppID", "wx0123456789abcdef\n")
	x.hidden("AppSecret", "not-a-real-secret-0123\n")
	x.answer("https://", "https://queue.example.com\n")
	x.usual(2) // printer and voice
	x.read("paihao.toml")
	if err := x.program.Wait(); err != nil {
		t.Fatalf("it ended with %v after\n%s", err, x.said.String())
	}
	s, err := config.Load(config.Options{Path: filepath.Join(dir, config.FileName), Environ: []string{}})
	if err != nil || s.WeChat.AppSecret.Reveal() != "not-a-real-secret-0123" || s.Listen.PublicURL != "https://queue.example.com" {
		t.Errorf("the settings say %q, %q, %v", s.WeChat.AppSecret.Reveal(), s.Listen.PublicURL, err)
	}
	if said := x.said.String(); strings.Contains(said, "not-a-real") || !strings.Contains(said, "wx0123456789abcdef\r") || !x.shows() {
		t.Errorf("the terminal showed, and shows now (%v):\n%s", x.shows(), said)
	}
}

// Who stops the program at this question has a terminal that shows what they type.
func TestStoppedAtTheSecret(t *testing.T) {
	for name, key := range map[string]string{"Ctrl+C": "\x03", "Ctrl+\\": "\x1c"} {
		p := newProgram(t)
		dir := filepath.Join(p.home, "venue")
		x := mustTerminal(t, p, "init", dir)
		x.usual(9)
		x.answer("AppID", "wx0123456789abcdef\n")
		x.hidden("AppSecret", "not-a-real"+key)
		if err := x.program.Wait(); err == nil || !x.shows() {
			t.Errorf("%s ended it with %v; the terminal shows what is typed: %v", name, err, x.shows())
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: settings were written", name)
		}
	}
}
