package storetest

import (
	"testing"

	"paihao/queue"
)

// runOptional checks the interfaces that a store may have beside queue.Store.
func runOptional(t *testing.T, fresh func(t *testing.T) Place) {
	t.Run("Spare", func(t *testing.T) {
		if b := newBench(t, fresh(t)); has[queue.Reserver](t, b) {
			checkSpare(b)
		}
	})
	for name, check := range map[string]func(*bench){
		"Compact":          checkCompact,
		"CompactCancelled": checkCompactCancelled,
	} {
		t.Run(name, func(t *testing.T) {
			if b := newBench(t, fresh(t)); has[queue.Compactor](t, b) {
				check(b)
			}
		})
	}
	copying := map[string]func(*bench, string){
		"Copy":             checkCopy,
		"CopyRefused":      checkCopyRefused,
		"CopyWhileWritten": checkCopyWhileWritten,
	}
	for _, d := range deletions {
		copying["CopyDeleted/"+d.name] = func(b *bench, dir string) { checkCopyDeleted(b, dir, d) }
	}
	for name, check := range copying {
		t.Run(name, func(t *testing.T) {
			if b := newBench(t, fresh(t)); has[queue.Copier](t, b) {
				check(b, t.TempDir())
			}
		})
	}
}

// has tells whether the store is more than a store.
func has[I any](t *testing.T, b *bench) bool {
	_, ok := b.store.(I)
	if !ok {
		t.Skipf("%T is not one", b.store)
	}
	return ok
}

// checkSpare holds that a store with room says so, at the start and after commits.
func checkSpare(b *bench) {
	for range 2 {
		if !b.store.(queue.Reserver).Spare() {
			b.Errorf("Spare with room: got false, want true")
		}
		b.mustCommit(fullChange(firstDay, 0))
		b.reopen()
	}
}
