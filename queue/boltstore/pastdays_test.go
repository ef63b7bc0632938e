package boltstore_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"paihao/queue"
)

// Days of long ago can be read while others write, and while the file is written anew.
func TestDaysMeanwhile(t *testing.T) {
	const days = 60
	store := mustOpen(t, filepath.Join(t.TempDir(), "paihao.db"))
	defer store.Close()
	name := func(n int) string { return fmt.Sprintf("2026-%02d-%02d", n/28+1, n%28+1) }
	var reading sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	mustCommit(t, store, 0, queue.Change{Days: []queue.Day{{Date: name(0), By: "first"}}})
	reading.Go(func() {
		for ctx.Err() == nil {
			list, err := store.Days(context.Background(), name(0), name(5))
			if err != nil || len(list) == 0 || list[0].By != "first" {
				t.Errorf("Days: got %v, %v, want the first", list, err)
				return
			}
		}
	})
	for n := 1; n < days; n++ {
		mustCommit(t, store, uint64(n), queue.Change{Days: []queue.Day{{Date: name(n)}}, Unbound: []string{"nobody"}})
		if n%10 == 0 {
			mustDo(t, store.Compact(t.Context()))
		}
	}
	stop()
	reading.Wait()
}
