package boltstore_test

import (
	"path/filepath"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
	"paihao/queue/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() queue.Store {
		path := filepath.Join(t.TempDir(), "paihao.db")
		return func() queue.Store { return mustOpen(t, path) }
	})
}

func mustOpen(t testing.TB, path string) *boltstore.Store {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		t.Fatalf("Open: got %v, want no error", err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}
