package boltstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// wantFull commits until the store refuses, and says how it refused; it must have taken something before.
func wantFull(store queue.Store) (revision uint64, err error) {
	saved, err := store.Load(context.Background())
	if err != nil {
		return 0, err
	}
	revision = saved.Revision
	for n := range 100_000 {
		batch := visits(today, n*16, 16)
		if revision == 0 {
			batch = append([]queue.Change{{Days: []queue.Day{{Date: today}}}}, batch...)
		}
		if err := store.Commit(context.Background(), revision, batch); err != nil {
			return revision, err
		}
		revision++
	}
	return revision, errors.New("it never filled up")
}

// A full disk is a file system of 3 MiB, where one may be mounted; it refuses when the pages are written.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Logf("no file system to fill (%v): filling up to a limit instead", err)
		wantSmallFile(t)
		return
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: got %v, want no error", err)
		}
	})
	path := filepath.Join(dir, "paihao.db")
	store := mustOpen(t, path)
	revision, err := wantFull(store)
	if !errors.Is(err, queue.ErrNotWritten) || !errors.Is(err, syscall.ENOSPC) || revision == 0 {
		t.Errorf("full disk: got %v after %d commits, want some and %v with %v", err, revision, queue.ErrNotWritten, syscall.ENOSPC)
	}
	wantClean(t, store, revision)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	again := mustOpen(t, path)
	wantClean(t, again, revision)
	again.Close()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=30m"); err != nil {
		t.Fatalf("make room: %v", err)
	}
	again = mustOpen(t, path)
	defer again.Close()
	mustCommit(t, again, revision, visits(today, 1<<23, 16)...)
	wantClean(t, again, revision+1)
}

func wantClean(t *testing.T, store *boltstore.Store, revision uint64) {
	t.Helper()
	saved := mustLoad(t, store)
	if saved.Revision != revision || len(saved.Tickets) != 16*int(revision) || len(store.Damage()) != 0 {
		t.Errorf("got revision %d with %d tickets and damage %v, want %d with %d and none",
			saved.Revision, len(saved.Tickets), store.Damage(), revision, 16*revision)
	}
}

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
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		return err.Error()
	}
	revision, err := wantFull(store)
	return fmt.Sprintf("refused after %d: %v", revision, err)
}

// A file at its size limit refuses what would need more room, and goes on with what does not.
func TestMaxSize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	store, err := boltstore.Open(boltstore.Options{Path: path, MaxSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	revision, err := wantFull(store)
	if !errors.Is(err, queue.ErrNotWritten) || revision == 0 {
		t.Errorf("file at its limit: got %v after %d commits, want some and %v", err, revision, queue.ErrNotWritten)
	}
	wantClean(t, store, revision)
	mustCommit(t, store, revision, queue.Change{Counters: []queue.CounterRecord{{ID: "1", Day: today}}})
}
