package storetest_test

import (
	"context"
	"testing"

	"paihao/queue"
	"paihao/queue/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Place {
		return storetest.Place{Open: opener(t, storetest.Memory().Open)}
	})
}

// A store that is told nothing is like the one inside.
func TestFailingUntold(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Place {
		return storetest.Place{Open: opener(t, storetest.Failing(storetest.Memory()).Open)}
	})
}

func opener(t *testing.T, open func(context.Context) (queue.Store, error)) func() queue.Store {
	return func() queue.Store {
		t.Helper()
		store, err := open(t.Context())
		if err != nil {
			t.Fatalf("Open: got %v, want no error", err)
		}
		return store
	}
}
