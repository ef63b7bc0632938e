package boltstore_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

func mustCompact(t testing.TB, store *boltstore.Store) {
	t.Helper()
	if err := store.Compact(t.Context()); err != nil {
		t.Fatalf("Compact: got %v, want no error", err)
	}
}

// While a store is compacted again and again nobody else can open it: neither who comes then, nor who has been waiting for
// the file that is replaced.
func TestCompactLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustCommit(t, store, 0, append([]queue.Change{setting(today)}, visits(today, 0, 50)...)...)
	done := make(chan struct{})
	var others sync.WaitGroup
	for _, timeout := range []time.Duration{time.Nanosecond, 300 * time.Millisecond} {
		others.Go(func() {
			for {
				other, err := boltstore.Open(boltstore.Options{Path: path, Timeout: timeout, Reserve: smallReserve})
				if !errors.Is(err, queue.ErrLocked) {
					t.Errorf("Open during Compact: got %v, want %v", err, queue.ErrLocked)
				}
				if err == nil {
					other.Close()
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 60 {
		mustCompact(t, store)
		mustCommit(t, store, uint64(i+1), visit(today, 100+i))
	}
	close(done)
	others.Wait()
	store.Close()
	if got := mustLoad(t, mustOpen(t, path)); got.Revision != 61 || len(got.Tickets) != 110 {
		t.Errorf("after 60 compactions: got revision %d and %d tickets, want 61 and 110", got.Revision, len(got.Tickets))
	}
}

// A store that goes by another name than its file is compacted where the file is.
func TestCompactLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "data", "paihao.db"), filepath.Join(dir, "link.db")
	mustOpen(t, path).Close()
	mustDo(t, os.Symlink(path, link))
	store := mustOpen(t, link)
	mustCommit(t, store, 0, visit(today, 1))
	mustCompact(t, store)
	mustCommit(t, store, 1, visit(today, 2))
	store.Close()
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link after Compact: got %v, %v, want a link", info, err)
	}
	if got := mustLoad(t, mustOpen(t, path)).Revision; got != 2 {
		t.Errorf("revision of the file: got %d, want 2", got)
	}
}

// A file that was put in the place of the store's is not replaced, and the store goes on with its own.
func TestCompactMoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustDo(t, os.Rename(path, path+".moved"))
	mustWrite(t, path, []byte("another"))
	if err := store.Compact(t.Context()); err == nil {
		t.Errorf("Compact of a file that was moved: got no error, want one")
	}
	mustCommit(t, store, 0, visit(today, 1))
	if got, err := os.ReadFile(path); string(got) != "another" || err != nil {
		t.Errorf("the file in its place: got %q, %v, want it as it was", got, err)
	}
}

// What a compaction has left that was killed is gone once the store is opened.
func TestCompactLeftover(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	mustOpen(t, path).Close()
	mustWrite(t, path+".compact", []byte("half a file"))
	mustWrite(t, path+".reserve.part", []byte("half a reserve"))
	store := mustOpen(t, path)
	wantAlone(t, path)
	mustWrite(t, path+".compact", []byte("half a file"))
	mustCompact(t, store)
	wantAlone(t, path)
}

// A disk without room for a second file leaves the store as it is, and what is left of the room as it was.
func TestCompactFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no file system to fill: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	path := filepath.Join(dir, "paihao.db")
	store := mustOpen(t, path)
	defer store.Close()
	mustCommit(t, store, 0, append([]queue.Change{setting(today)}, visits(today, 0, 1000)...)...)
	if err := store.Compact(t.Context()); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Compact without room: got %v, want %v", err, syscall.ENOSPC)
	}
	if err := store.Copy(t.Context(), filepath.Join(dir, "copy")); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Copy without room: got %v, want %v", err, syscall.ENOSPC)
	}
	wantAlone(t, path)
	mustCommit(t, store, 1, visits(today, 2000, 100)...)
	if got := len(mustLoad(t, store).Tickets); got != 1100 {
		t.Errorf("tickets: got %d, want 1100", got)
	}
}
