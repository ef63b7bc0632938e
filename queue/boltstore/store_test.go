package boltstore_test

import (
	"path/filepath"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
	"paihao/queue/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Place {
		path := filepath.Join(t.TempDir(), "paihao.db")
		return storetest.Place{
			Open:     func() queue.Store { return mustOpen(t, path) },
			OpenCopy: func(path string) queue.Store { return mustOpen(t, path) },
		}
	})
}

// smallReserve is what tests keep free that do not fill the disk.
const smallReserve = 4 << 10

func mustOpen(t testing.TB, path string) *boltstore.Store {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
	if err != nil {
		t.Fatalf("Open: got %v, want no error", err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}
