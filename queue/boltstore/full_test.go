package boltstore_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

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

// A full disk is a file system of 3 MiB, where one may be mounted; it refuses when the pages are written. From then on the
// room of the reserve is for calls, and there is no room for tickets until somebody makes some.
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
	store := mustOpenFull(t, path)
	wantReserve(t, path, true)
	revision, err := wantFull(store)
	if !errors.Is(err, queue.ErrNotWritten) || !errors.Is(err, syscall.ENOSPC) || revision == 0 {
		t.Errorf("full disk: got %v after %d commits, want some and %v with %v", err, revision, queue.ErrNotWritten, syscall.ENOSPC)
	}
	wantClean(t, store, revision)
	wantCalls(t, store, revision, 300)
	wantReserve(t, path, false)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	store = mustOpenFull(t, path)
	wantClean(t, store, revision+300)
	wantCalls(t, store, revision+300, 1)
	wantAlone(t, path)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=30m"); err != nil {
		t.Fatalf("make room: %v", err)
	}
	if !store.Spare() {
		t.Errorf("Spare once there is room: got false, want true")
	}
	wantReserve(t, path, true)
	mustCommit(t, store, revision+301, visits(today, 1<<23, 16)...)
	wantClean(t, store, revision+302)
	if !store.Spare() {
		t.Errorf("Spare after tickets with room: got false, want true")
	}
}

// A signal that comes while room for the reserve is taken, as Go sends them to its own threads, costs nothing: else the venue
// would be without a reserve until the next start.
func TestReserveInterrupted(t *testing.T) {
	path := filepath.Join(t.TempDir(), storeName)
	calls, _ := mustTrace(t, upgradePart, path, "fallocate", inject([]string{"fallocate:error=EINTR:when=1..3"})...)
	interrupted := 0
	for _, c := range calls {
		if c.injected {
			interrupted++
		}
	}
	if info, err := os.Stat(path + ".reserve"); interrupted != 3 || err != nil || info.Size() != smallReserve {
		t.Errorf("the reserve after %d signals: got %+v, %v, want 3, and %d bytes all the same", interrupted, info, err, smallReserve)
	}
}

// mustOpenFull opens a store that asks a full disk for room each time it is asked itself.
func mustOpenFull(t *testing.T, path string) *boltstore.Store {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: fullReserve, Retry: time.Nanosecond})
	if err != nil {
		t.Fatalf("Open: got %v, want no error", err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

const fullReserve = 512 << 10

// wantCalls holds that calls are written while there is no room to spare. Each is a step of a ticket, an operation and a
// notice.
func wantCalls(t *testing.T, store *boltstore.Store, revision uint64, n int) {
	t.Helper()
	for i := range n {
		if store.Spare() {
			t.Fatalf("Spare before call %d: got true, want false", i)
		}
		call := visit(today, i)
		call.Bindings = nil
		call.Tickets[0].Steps = append(call.Tickets[0].Steps, queue.Step{Seq: uint64(i), What: queue.CallNext, Counter: "1"})
		call.Notices[0].ID, call.Operation.ID = fmt.Sprintf("called %d %d", revision, i), fmt.Sprintf("call %d %d", revision, i)
		if err := store.Commit(t.Context(), revision+uint64(i), []queue.Change{call}); err != nil {
			t.Fatalf("call %d on a full disk: got %v, want no error", i, err)
		}
	}
}

// wantReserve holds that the reserve is there as a whole, with its blocks, or not at all.
func wantReserve(t *testing.T, path string, want bool) {
	t.Helper()
	info, err := os.Stat(path + ".reserve")
	switch {
	case !want && !errors.Is(err, fs.ErrNotExist):
		t.Errorf("reserve: got %v, want none", err)
	case want && err != nil:
		t.Errorf("reserve: got %v, want it", err)
	case want && (info.Size() != fullReserve || info.Sys().(*syscall.Stat_t).Blocks*512 < fullReserve):
		t.Errorf("reserve: got %d bytes in %d blocks, want %d bytes that all take up room", info.Size(), info.Sys().(*syscall.Stat_t).Blocks, fullReserve)
	}
}

func wantClean(t *testing.T, store *boltstore.Store, revision uint64) {
	t.Helper()
	saved := mustLoad(t, store)
	if saved.Revision != revision || len(saved.Bindings)%16 != 0 || len(saved.Bindings) != len(saved.Tickets) || len(store.Damage()) != 0 {
		t.Errorf("got revision %d with %d tickets of %d customers and damage %v, want %d, with whole batches of 16 and none",
			saved.Revision, len(saved.Tickets), len(saved.Bindings), store.Damage(), revision)
	}
}
