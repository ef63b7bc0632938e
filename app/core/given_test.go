package core

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
)

// What is given is a whole copy, and nothing of it stays on the disk.
func TestGive(t *testing.T) {
	k := newKeeping(t)
	if _, err := k.queue.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: customer(1)}); err != nil {
		t.Fatal(err)
	}
	given, err := k.give(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(given)
	if err := errors.Join(err, given.Close()); err != nil {
		t.Fatal(err)
	}
	path := mustWriteFile(t, filepath.Join(t.TempDir(), "given.db"), data)
	if report, err := inspect(t.Context(), path); err != nil || report.Tickets != 1 {
		t.Errorf("what was given holds %+v (%v), want the ticket", report, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(k.path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left (%v)", left, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	k.turn <- struct{}{} // somebody else makes a copy
	cancel()
	if _, err := k.give(ctx, false); !errors.Is(err, context.Canceled) {
		t.Errorf("while somebody else has the turn: %v, want context.Canceled", err)
	}
}

// The end of the program waits for the copies that are being given, but not for ever.
func TestCloseWhileGiving(t *testing.T) {
	s, err := config.Parse("trial.toml", assets.TrialSettings, config.Options{Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Listen.Public, s.Listen.Local = "127.0.0.1:0", "127.0.0.1:0"
	s.Store.URL = "bolt:" + filepath.Join(t.TempDir(), "trial.db")
	kiosk, err := Open(t.Context(), Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	given, err := kiosk.keeper.give(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := kiosk.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took < tidyWithin || took > closeWithin {
		t.Errorf("with a copy in somebody's hands the end took %v, want %v", took, tidyWithin)
	}
	if err := given.Close(); err != nil {
		t.Error(err)
	}
	start = time.Now()
	if err := kiosk.keeper.tidy(t.Context()); err != nil || time.Since(start) >= tidyWithin {
		t.Error("a copy that was closed is still waited for")
	}
}

// What a backup that was killed has left is removed by the next one to the same file, unless somebody may be at it.
func TestBackupSweeps(t *testing.T) {
	data, target := mustElsewhere(t), filepath.Join(t.TempDir(), "backup.db")
	stale, fresh := filepath.Join(filepath.Dir(target), ".backup.db.part-1"), filepath.Join(filepath.Dir(target), ".backup.db.part-2")
	for _, dir := range []string{stale, fresh} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(stale, old, old); err != nil {
		t.Fatal(err)
	}
	if _, err := Backup(t.Context(), data, target); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]bool{stale: false, fresh: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s: %v, want that it is there: %v", dir, err, want)
		}
	}
}
