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
