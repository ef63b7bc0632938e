package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longest is how long these tests wait for what has to come: no promise, but the end of a test that would wait for ever.
const longest = 2 * time.Minute

// program is the program in a process of its own, with a home of its own.
type program struct {
	t       *testing.T
	home    string
	environ []string
	process *os.Process   // the one started last
	over    chan struct{} // closed when that has ended
}

func newProgram(t *testing.T) *program {
	t.Helper()
	p := &program{t: t, home: t.TempDir()}
	for _, line := range os.Environ() {
		if !strings.HasPrefix(line, "PAIHAO_") {
			p.environ = append(p.environ, line)
		}
	}
	p.environ = append(p.environ, asProgram+"=1", "XDG_CONFIG_HOME="+p.home, "PAIHAO_LISTEN_PUBLIC=127.0.0.1:0",
		"GORACE=atexit_sleep_ms=0") // else each run under the race detector ends with a second of waiting
	p.set("PAIHAO_LISTEN_LOCAL", mustFreePort(t))
	// No day ends while a test runs: neither the venue's nor that of the machine, by which the log begins anew.
	p.set("PAIHAO_VENUE_DAY_STARTS", farDay())
	p.set("TZ", fmt.Sprintf("Etc/GMT%+d", time.Now().UTC().Hour()-12))
	return p
}

func (p *program) set(name, value string) { p.environ = append(p.environ, name+"="+value) }

// value is a variable as it was set last.
func (p *program) value(name string) (value string) {
	for _, line := range p.environ {
		if v, ok := strings.CutPrefix(line, name+"="); ok {
			value = v
		}
	}
	return value
}

// file is a file in the folder of the settings.
func (p *program) file(name string) string { return filepath.Join(p.home, "paihao", name) }

// ended is how a run of the program ended.
type ended struct {
	status         int
	stdout, stderr string
}

// run runs the program to its end.
func (p *program) run(args ...string) ended {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), longest)
	defer cancel()
	var out, errs bytes.Buffer
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.Env, c.Stdout, c.Stderr = p.environ, &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		p.t.Fatal(err)
	}
	return ended{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// start runs the program until it is healthy. The function it gives ends it as Ctrl-C does, and tells how it ended.
func (p *program) start(args ...string) (stop func() ended) {
	p.t.Helper()
	var out, errs bytes.Buffer
	c := exec.Command(os.Args[0], args...)
	c.Env, c.Stdout, c.Stderr = p.environ, &out, &errs
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.process, p.over = c.Process, make(chan struct{})
	over := make(chan error, 1)
	go func(ended chan struct{}) { over <- c.Wait(); close(ended) }(p.over)
	p.t.Cleanup(func() { _ = c.Process.Kill() }) // it has ended, unless the test failed
	p.mustAnswer(over, &errs)
	return func() ended {
		p.t.Helper()
		began := time.Now()
		if err := c.Process.Signal(syscall.SIGTERM); err != nil {
			p.t.Fatal(err)
		}
		<-over
		if took := time.Since(began); took > 3*time.Second {
			p.t.Errorf("the program was gone after %v, want 3 s", took)
		}
		return ended{c.ProcessState.ExitCode(), out.String(), errs.String()}
	}
}

// mustAnswer waits until the program is healthy.
func (p *program) mustAnswer(over <-chan error, errs *bytes.Buffer) {
	p.t.Helper()
	limit, often := time.After(longest), time.NewTicker(10*time.Millisecond)
	defer often.Stop()
	for {
		if r, err := http.Get("http://" + p.value("PAIHAO_LISTEN_LOCAL") + "/healthz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case err := <-over:
			p.t.Fatalf("the program ended before it was healthy: %v\n%s", err, errs)
		case <-limit:
			p.t.Fatalf("the program is not healthy after %v", longest)
		case <-often.C:
		}
	}
}

// ends checks how a run ended.
func (e ended) ends(t *testing.T, what string, status int, words ...string) {
	t.Helper()
	if e.status != status {
		t.Errorf("%s: exit status %d, want %d; it said %s%s", what, e.status, status, e.stdout, e.stderr)
	}
	for _, w := range words {
		if !strings.Contains(e.stdout+e.stderr, w) {
			t.Errorf("%s: it said %q, want %q in it", what, e.stdout+e.stderr, w)
		}
	}
}
