package boltstore_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The parts.
const (
	powerPart   = "power"
	powerNoSync = "power without sync"
	syncPart    = "sync"
	mutantPart  = "mutant"
	upgradePart = "upgrade"
	faultyPart  = "upgrade on a disk that fails"
)

// played are the parts that a copy of the test program can play, each with the path of a store.
var played = map[string]func(path string) error{
	powerPart:   commitForPower,
	powerNoSync: commitForPower,
	syncPart:    runScript,
	mutantPart:  readMutants,
	upgradePart: openForPower,
	faultyPart:  upgradeAndSay,
}

// init lets a copy of the test program play its part instead of testing.
func init() {
	part := played[os.Getenv(childEnv)]
	if part == nil {
		return
	}
	if err := part(os.Getenv(childPath)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// call is one system call as strace saw it.
type call struct {
	thread       string
	name         string
	args         []string
	result       int64 // −1 when it failed
	injected     bool  // it failed because strace was told so
	began, ended int   // lines of the trace
}

// diskCalls are all that change files, or say which. copy_file_range and what else moves bytes within the kernel are
// among them so that the pretend disk can refuse what it does not know.
const diskCalls = "openat,close,write,pwrite64,writev,pwritev,pwritev2,copy_file_range,sendfile,splice,ftruncate,truncate," +
	"fallocate,fdatasync,fsync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat"

// mustTrace runs a part under strace and gives the calls it made, in the order in which they ended, and what it printed.
func mustTrace(t *testing.T, part, path, calls string, more ...string) ([]call, []byte) {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := child(t, part, path)
	cmd.Env = append(cmd.Env, "GORACE=atexit_sleep_ms=0") // else the race detector lets it rest a second at its end
	args := []string{"-f", "--seccomp-bpf", "-xx", "-s", "1000000000", "-o", trace, "-e", "trace=" + calls, "-e", "signal=none"}
	cmd.Args = append(append(append([]string{"strace"}, args...), more...), cmd.Path)
	cmd.Path = mustStrace(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s under strace %q: %v, after it said\n%s", part, more, err, out)
	}
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	list, err := parseTrace(text)
	if err != nil {
		t.Fatal(err)
	}
	return list, out
}

// mustStrace finds strace. Where there is none, or where it may not look at programs, the test is skipped.
func mustStrace(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(path, "-f", "--seccomp-bpf", "-o", os.DevNull, "true").Run()
	}
	if err != nil {
		t.Skipf("strace does not work here, so nothing is proved: %v", err)
	}
	return path
}

// parseTrace reads what strace -f -xx -o writes: "thread name(args) = result", where a call that another thread's comes
// between stands in two lines.
func parseTrace(text []byte) (list []call, err error) {
	begun := map[string]call{}
	for n, line := range strings.Split(string(bytes.TrimSpace(text)), "\n") {
		thread, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimLeft(rest, " ")
		c := call{thread: thread, began: n}
		if strings.HasPrefix(rest, "+++") || strings.HasPrefix(rest, "---") {
			continue
		}
		if later, ok := strings.CutPrefix(rest, "<... "); ok {
			c = begun[thread]
			delete(begun, thread)
			_, later, _ = strings.Cut(later, "resumed>")
			rest = c.name + later
		}
		if head, ok := strings.CutSuffix(rest, " <unfinished ...>"); ok {
			c.name = head
			begun[thread] = c
			continue
		}
		c.ended = n
		if err := c.parse(rest); err != nil {
			return nil, fmt.Errorf("line %d of the trace: %w: %.200s", n+1, err, line)
		}
		list = append(list, c)
	}
	return list, nil
}

// parse reads a whole call. Texts in it are hexadecimal, so that commas and brackets always mean what they seem to.
func (c *call) parse(text string) error {
	name, rest, ok := strings.Cut(text, "(")
	end := strings.Index(rest, ") ")
	if !ok || end < 0 {
		return errors.New("not a call")
	}
	c.name, c.args = name, strings.Split(rest[:end], ", ")
	c.injected = strings.HasSuffix(rest, "(INJECTED)")
	result := strings.TrimLeft(rest[end+2:], " =")
	result, _, _ = strings.Cut(result, " ")
	if result == "?" { // the program ended within it
		c.result = -1
		return nil
	}
	var err error
	c.result, err = strconv.ParseInt(result, 0, 64)
	return err
}

// text is an argument in quotes.
func (c *call) text(i int) (string, error) {
	quoted := strings.Trim(c.args[i], `"`)
	text, err := hex.DecodeString(strings.ReplaceAll(quoted, `\x`, ""))
	if err != nil || len(quoted) != len(c.args[i])-2 {
		return "", fmt.Errorf("%s: argument %d is not a whole text: %.80s", c.name, i, c.args[i])
	}
	return string(text), nil
}

// number is an argument that is a number.
func (c *call) number(i int) (int64, error) { return strconv.ParseInt(c.args[i], 0, 64) }

// paths are all arguments in quotes, as rename and its kin have them.
func (c *call) paths() (list []string, err error) {
	for i, arg := range c.args {
		if !strings.HasPrefix(arg, `"`) {
			continue
		}
		path, err := c.text(i)
		if err != nil {
			return nil, err
		}
		list = append(list, path)
	}
	return list, nil
}
