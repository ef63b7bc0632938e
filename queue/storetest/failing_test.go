package storetest_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"paihao/queue"
	"paihao/queue/storetest"
)

// Each fault is told, met by one commit, and leaves the next one alone, after the store was opened anew.
func TestFailing(t *testing.T) {
	for _, c := range []struct {
		name             string
		tell             func(*storetest.FailingStore, int)
		certain, written bool
	}{
		{"refused", (*storetest.FailingStore).RefuseCommits, true, false},
		{"lost", (*storetest.FailingStore).LoseCommits, false, false},
		{"in doubt", (*storetest.FailingStore).DoubtCommits, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := storetest.Failing(storetest.Memory())
			c.tell(store, 1)
			err := store.Commit(t.Context(), 0, []queue.Change{{Days: []queue.Day{{Date: "2026-11-21"}}}})
			if err == nil || errors.Is(err, queue.ErrNotWritten) != c.certain {
				t.Errorf("told to fail: got %v, want an error, certain %v", err, c.certain)
			}
			revision := mustRevision(t, store)
			if (revision == 1) != c.written {
				t.Errorf("revision after: got %d, want written %v", revision, c.written)
			}
			if err := store.Commit(t.Context(), revision, nil); err != nil {
				t.Errorf("the commit after: got %v, want no error", err)
			}
		})
	}
}

// mustRevision opens the store anew, as its user must after a doubt, and tells where it is.
func mustRevision(t *testing.T, store *storetest.FailingStore) uint64 {
	t.Helper()
	again, err := store.Open(t.Context())
	if err != nil {
		t.Fatalf("Open: got %v, want no error", err)
	}
	saved, err := again.Load(t.Context())
	if err != nil {
		t.Fatalf("Load: got %v, want no error", err)
	}
	return saved.Revision
}

func TestFailingUsedInDoubt(t *testing.T) {
	store := storetest.Failing(storetest.Memory())
	store.LoseCommits(1)
	store.Commit(t.Context(), 0, nil)
	if err := store.Commit(t.Context(), 0, nil); err == nil {
		t.Errorf("a second commit without opening anew: got no error, want one")
	}
}

func TestFailingOpen(t *testing.T) {
	store := storetest.Failing(storetest.Memory())
	store.RefuseOpens(2)
	for i, fails := range []bool{true, true, false} {
		if _, err := store.Open(t.Context()); (err != nil) != fails {
			t.Errorf("open %d: got %v, want an error %v", i, err, fails)
		}
	}
}

func TestFailingBlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := storetest.Failing(storetest.Memory())
		arrived, release := store.BlockCommit()
		done := make(chan error, 1)
		go func() { done <- store.Commit(t.Context(), 0, nil) }()
		<-arrived
		synctest.Wait()
		select {
		case err := <-done:
			t.Errorf("before release: got %v, want the commit to wait", err)
		default:
		}
		release()
		if err := <-done; err != nil {
			t.Errorf("after release: got %v, want no error", err)
		}
	})
}

// A full disk refuses one commit, which sets the room for calls free; when that is used up too it refuses all.
func TestFailingDisk(t *testing.T) {
	store := storetest.Failing(storetest.Memory())
	for i, step := range []struct {
		tell             func()
		written, spare   bool
		spareBeforeWrite bool
	}{
		{func() {}, true, true, true},
		{store.FillDisk, false, false, true},
		{func() {}, true, false, false},
		{store.FillDisk, false, false, false},
		{func() {}, false, false, false},
		{store.FreeDisk, true, true, true},
		{func() {}, true, true, true},
	} {
		step.tell()
		if got := store.Spare(); got != step.spareBeforeWrite {
			t.Errorf("step %d: Spare before the commit: got %v, want %v", i, got, step.spareBeforeWrite)
		}
		err := store.Commit(t.Context(), mustRevision(t, store), nil)
		if (err == nil) != step.written || err != nil && !errors.Is(err, queue.ErrNotWritten) {
			t.Errorf("step %d: Commit: got %v, want it written %v, else %v", i, err, step.written, queue.ErrNotWritten)
		}
		if got := store.Spare(); got != step.spare {
			t.Errorf("step %d: Spare after the commit: got %v, want %v", i, got, step.spare)
		}
	}
}

// What a store can do beside storing is seen through a failing store, and nothing else is.
func TestFailingOptional(t *testing.T) {
	type (
		compactor struct {
			queue.Store
			queue.Compactor
		}
		copier struct {
			queue.Store
			queue.Copier
		}
		both struct {
			queue.Store
			queue.Compactor
			queue.Copier
		}
	)
	for _, c := range []struct {
		inner            queue.Store
		compacts, copies bool
	}{
		{storetest.Memory(), false, false},
		{compactor{Store: storetest.Memory()}, true, false},
		{copier{Store: storetest.Memory()}, false, true},
		{both{Store: storetest.Memory()}, true, true},
	} {
		store, err := storetest.Failing(c.inner).Open(t.Context())
		if err != nil {
			t.Fatalf("Open of %T: got %v, want no error", c.inner, err)
		}
		_, compacts := store.(queue.Compactor)
		_, copies := store.(queue.Copier)
		if compacts != c.compacts || copies != c.copies {
			t.Errorf("%T: got Compactor %v and Copier %v, want %v and %v", c.inner, compacts, copies, c.compacts, c.copies)
		}
	}
}

// A store inside that has no room to spare is heard.
func TestFailingSpare(t *testing.T) {
	inner := storetest.Failing(storetest.Memory())
	store := storetest.Failing(inner)
	inner.FillDisk()
	if err := store.Commit(t.Context(), 0, nil); !errors.Is(err, queue.ErrNotWritten) || store.Spare() {
		t.Errorf("with a full store inside: got %v and Spare %v, want %v and false", err, store.Spare(), queue.ErrNotWritten)
	}
	inner.FreeDisk()
	if !store.Spare() {
		t.Errorf("with room inside: got Spare false, want true")
	}
}
