package boltstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// A limit on file sizes refuses when the file is to grow. It is set in a program of its own.
func TestSmallFile(t *testing.T) { wantSmallFile(t) }

func wantSmallFile(t *testing.T) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paihao.db")
	out, _ := child(t, "small", path).Output()
	said, revision := string(bytes.TrimSpace(out)), 0
	if _, err := fmt.Sscanf(said, "refused after %d:", &revision); err != nil || revision == 0 || !strings.Contains(said, queue.ErrNotWritten.Error()) {
		t.Fatalf("limited file: got %q, want some commits and then %q", said, queue.ErrNotWritten)
	}
	store := mustOpen(t, path)
	wantClean(t, store, uint64(revision))
	mustCommit(t, store, uint64(revision), visits(today, 1<<23, 16)...)
	wantClean(t, store, uint64(revision)+1)
}

func fillSmall(path string) string {
	limit := syscall.Rlimit{Cur: 600_000, Max: 600_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err.Error()
	}
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
	if err != nil {
		return err.Error()
	}
	revision, err := wantFull(store)
	return fmt.Sprintf("refused after %d: %v", revision, err)
}

// A file at its size limit takes calls and no tickets, and is as good as new once it was compacted and has room.
func TestMaxSize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	open := func() *boltstore.Store {
		store, err := boltstore.Open(boltstore.Options{Path: path, MaxSize: 3 << 20, Reserve: smallReserve << 10})
		if err != nil {
			t.Fatal(err)
		}
		return store
	}
	store := open()
	defer func() { store.Close() }()
	revision, err := wantFull(store)
	if !errors.Is(err, queue.ErrNotWritten) || revision == 0 {
		t.Errorf("file at its limit: got %v after %d commits, want some and %v", err, revision, queue.ErrNotWritten)
	}
	wantClean(t, store, revision)
	wantCalls(t, store, revision, 300)
	revision += 300
	store.Close()
	store = open()
	more, err := wantFull(store)
	if !errors.Is(err, queue.ErrNotWritten) || store.Spare() {
		t.Errorf("opened anew: got %v and Spare %v after %d commits, want %v and false soon", err, store.Spare(), more-revision, queue.ErrNotWritten)
	}
	mustCommit(t, store, more, queue.Change{Days: []queue.Day{{Date: "2026-11-22"}}, Dropped: []string{today}})
	if err := store.Compact(t.Context()); err != nil {
		t.Fatalf("Compact: got %v, want no error", err)
	}
	if !store.Spare() {
		t.Errorf("Spare of a file that is small again: got false, want true")
	}
	mustCommit(t, store, more+1, visits("2026-11-22", 1<<24, 16)...)
	if info, err := os.Stat(path); err != nil || info.Size() > 3<<20 {
		t.Errorf("file: got %v, %v, want at most 3 MiB", info.Size(), err)
	}
}
