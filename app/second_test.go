package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
)

// twice are the settings of a hall that is started a second time.
func twice(t *testing.T) core.Options {
	t.Helper()
	s, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Environ: []string{}, Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Listen.Public, s.Listen.Local = "127.0.0.1:0", "127.0.0.1:0"
	s.Store.URL = "bolt:" + filepath.Join(t.TempDir(), "queue.db")
	return core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0", Windows: true}
}

func mustOpen(t *testing.T, o core.Options) *core.Kiosk {
	t.Helper()
	k, err := openOrRaise(t.Context(), o, !o.Windows)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// A second start on the same data raises the windows of the first, and takes no port and leaves no file.
func TestSecondRaises(t *testing.T) {
	o := twice(t)
	first := mustOpen(t, o)
	before := inFolder(t, o.Settings.DataFile())
	o.Settings.Listen.Public, o.Settings.Listen.Local = mustFreePort(t), mustFreePort(t)
	if k, err := openOrRaise(t.Context(), o, false); !errors.Is(err, errRaised) || k != nil {
		t.Fatalf("got %v, %v, want errRaised", k, err)
	}
	<-first.Raised()
	for _, name := range inFolder(t, o.Settings.DataFile()) {
		if !slices.Contains(before, name) {
			t.Errorf("the second start has left %s", name)
		}
	}
	if _, err := openOrRaise(t.Context(), o, true); !errors.Is(err, queue.ErrLocked) {
		t.Errorf("a second start without windows: %v, want ErrLocked", err)
	}
	select {
	case <-first.Raised():
		t.Error("a second start without windows has raised those of the first")
	default:
	}
}

// inFolder is what lies in a file's folder.
func inFolder(t *testing.T, file string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestSecondBesideHeadless(t *testing.T) {
	o := twice(t)
	o.Windows = false
	mustOpen(t, o)
	o.Windows = true
	if _, err := openOrRaise(t.Context(), o, false); !errors.Is(err, web.ErrNoWindows) {
		t.Errorf("got %v, want ErrNoWindows", err)
	}
}

// Of starts at once one runs and the others raise its windows.
func TestStartsAtOnce(t *testing.T) {
	o := twice(t)
	var mu sync.Mutex
	var running []*core.Kiosk
	var starting sync.WaitGroup
	for range 3 {
		starting.Go(func() {
			k, err := openOrRaise(t.Context(), o, false)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				running = append(running, k)
			case !errors.Is(err, errRaised):
				t.Errorf("got %v, want errRaised", err)
			}
		})
	}
	starting.Wait()
	if len(running) != 1 {
		t.Fatalf("%d run, want 1", len(running))
	}
	<-running[0].Raised()
	if err := running[0].Close(); err != nil {
		t.Error(err)
	}
}

// A first one that starts still, and has no door yet, is waited for.
func TestSecondWhileFirstStarts(t *testing.T) {
	o := twice(t)
	first := mustOpen(t, o)
	door := o.Settings.DataFile() + ".door"
	hidden := door + ".later"
	if err := os.Rename(door, hidden); err != nil {
		t.Fatal(err)
	}
	told := make(chan error, 1)
	time.AfterFunc(1500*time.Millisecond, func() { told <- os.Rename(hidden, door) })
	if _, err := openOrRaise(t.Context(), o, false); !errors.Is(err, errRaised) {
		t.Errorf("got %v, want errRaised", err)
	}
	if err := <-told; err != nil {
		t.Fatal(err)
	}
	<-first.Raised()
}

// A first one that ends makes room: the second runs then. One that hangs does not hold the second for ever.
func TestSecondWhileFirstEnds(t *testing.T) {
	o := twice(t)
	first, err := core.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(o.Settings.DataFile() + ".door"); err != nil { // it answers no more
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // nobody waits for what is beside it
	if _, err := openOrRaise(ctx, o, false); !errors.Is(err, queue.ErrLocked) {
		t.Errorf("beside one that hangs: %v, want ErrLocked", err)
	}
	closed := make(chan error, 1)
	time.AfterFunc(1500*time.Millisecond, func() { closed <- first.Close() })
	mustOpen(t, o)
	if err := <-closed; err != nil {
		t.Error(err)
	}
}
