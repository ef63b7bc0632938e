//go:build unix

package printer

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func mustOpen(t *testing.T, address string) Printer {
	t.Helper()
	p, err := Open(address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDevice(t *testing.T) {
	dir := t.TempDir()
	plain, pipe, missing := filepath.Join(dir, "plain"), filepath.Join(dir, "pipe"), filepath.Join(dir, "missing")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		path string
		err  error
	}{{plain, nil}, {plain, nil}, {missing, ErrSilent}, {pipe, ErrSilent}, {dir, ErrSilent}, {"/dev/full", ErrNoPaper}} {
		if err := mustOpen(t, "file:"+tt.path).Print(t.Context(), job); !errors.Is(err, tt.err) || tt.err == nil && err != nil {
			t.Errorf("%s: got %v, want %v", tt.path, err, tt.err)
		}
	}
	if got, err := os.ReadFile(plain); err != nil || !bytes.Equal(got, append(append([]byte{}, job...), job...)) {
		t.Errorf("the file has %d bytes, %v, want two slips one after the other", len(got), err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("a device that was missing was made")
	}
	for path, want := range map[string]error{plain: nil, missing: ErrSilent, pipe: ErrSilent} {
		if _, err := mustOpen(t, "file:"+path).Status(t.Context()); !errors.Is(err, want) {
			t.Errorf("status of %s: got %v, want %v", path, err, want)
		}
	}
}

// A pipe whose reader takes the slip gets it whole; one whose reader stops is left at the deadline, half written.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0) // open for writing too, it never ends
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	p := mustOpen(t, "file:"+path)
	read := make(chan []byte)
	go func() {
		got := make([]byte, len(job))
		_, _ = io.ReadFull(reader, got)
		read <- got
	}()
	if err := p.Print(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	if got := <-read; !bytes.Equal(got, job) {
		t.Error("the reader got another job")
	}
	for within := 100 * time.Millisecond; ; within *= 4 { // a slow machine may not even begin in so short a time
		ctx, stop := context.WithTimeout(t.Context(), within)
		err := p.Print(ctx, bytes.Repeat(job, 4))
		stop()
		if errors.Is(err, ErrHalf) {
			break
		}
		if !errors.Is(err, ErrSilent) || within > writeWithin {
			t.Fatalf("in %v: got %v, want ErrHalf", within, err)
		}
	}
}

// mustProgram puts a shell script on the PATH in the place of a program of CUPS.
func mustProgram(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestSpool(t *testing.T) {
	const name = "-o raw; $(touch oops) 'x'" // a name is one argument, whatever it looks like
	for _, tt := range []struct {
		name, lpstat, lp string
		err              error
		prints           bool
	}{
		{"well", "echo printer x is idle", "", nil, true},
		{"disabled", "echo printer x disabled since Monday", "", ErrSilent, false},
		{"unknown", "echo invalid destination >&2; exit 1", "", ErrSilent, false},
		{"no lpstat", "", "", nil, true},
		{"refuses", "echo idle", "echo 'not accepting jobs' >&2; exit 1", ErrSilent, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Setenv("PATH", dir+":/usr/bin:/bin")
			t.Chdir(dir)
			if tt.lpstat != "" {
				mustProgram(t, dir, "lpstat", tt.lpstat)
			}
			lp := tt.lp
			if lp == "" {
				lp = `printf '%s\n' "$@" > args; cat > job`
			}
			mustProgram(t, dir, "lp", lp)
			if err := mustOpen(t, "spool:"+name).Print(t.Context(), job); !errors.Is(err, tt.err) || tt.err == nil && err != nil {
				t.Fatalf("got %v, want %v", err, tt.err)
			}
			got, _ := os.ReadFile("job")
			if tt.prints != bytes.Equal(got, job) {
				t.Errorf("lp got %d bytes, want the job: %t", len(got), tt.prints)
			}
			if args, _ := os.ReadFile("args"); tt.prints && string(args) != "-d\n"+name+"\n-o\nraw\n-t\npaihao\n" {
				t.Errorf("lp was called with %q", args)
			}
		})
	}
	t.Run("no lp", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if err := mustOpen(t, "spool:x").Print(t.Context(), job); !errors.Is(err, ErrSilent) || !strings.Contains(err.Error(), "lp") {
			t.Errorf("got %v, want ErrSilent about lp", err)
		}
	})
	t.Run("hangs", func(t *testing.T) {
		dir := t.TempDir()
		t.Setenv("PATH", dir+":/usr/bin:/bin")
		mustProgram(t, dir, "lpstat", "sleep 60")
		ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer stop()
		if err := mustOpen(t, "spool:x").Print(ctx, job); !errors.Is(err, ErrSilent) {
			t.Errorf("got %v, want ErrSilent", err)
		}
	})
}

// What the operating system never comes back from is left, and nothing begins before it is over.
func TestTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turn, gate := newTurn(), make(chan struct{})
		hang := func(context.Context) error { <-gate; return nil }
		if err := turn.do(t.Context(), 10*time.Millisecond, ErrHalf, hang); !errors.Is(err, ErrHalf) {
			t.Errorf("what hangs: got %v, want ErrHalf", err)
		}
		began := false
		next := func(context.Context) error { began = true; return nil }
		if err := turn.do(t.Context(), 10*time.Millisecond, ErrHalf, next); !errors.Is(err, ErrSilent) || began {
			t.Errorf("what comes after: got %v, began %t, want ErrSilent and no beginning", err, began)
		}
		close(gate)
		if err := turn.do(t.Context(), time.Minute, ErrHalf, next); err != nil || !began {
			t.Errorf("once it is over: got %v, began %t", err, began)
		}
	})
}
