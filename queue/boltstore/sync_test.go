package boltstore_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"paihao/queue"
)

// syncCalls are those by which a disk's failures reach the store.
const syncCalls = "fdatasync,fsync,pwrite64,ftruncate,fallocate"

// fault is a call of the script's run that is to fail.
type fault struct {
	name string
	done map[string]int // how many there were of each name, up to this one
}

// once lets the one call fail with an error.
func (f fault) once(with string) string {
	return fmt.Sprintf("%s:error=%s:when=%d", f.name, with, f.done[f.name])
}

// row lets this sync fail and the next three of each kind.
func (f fault) row() (list []string) {
	for _, name := range []string{"fdatasync", "fsync"} {
		first := f.done[name]
		if name != f.name {
			first++
		}
		list = append(list, fmt.Sprintf("%s:error=EIO:when=%d..%d", name, first, first+3))
	}
	return list
}

// mustFaults lists the syncs of a run in which nothing fails, or all its other calls.
func mustFaults(t *testing.T, syncs bool) (list []fault) {
	t.Helper()
	calls, _ := mustTrace(t, syncPart, filepath.Join(t.TempDir(), storeName), syncCalls)
	done := map[string]int{}
	for _, c := range calls {
		if c.thread != calls[0].thread {
			t.Fatalf("%s came from another thread than %s, want one thread alone, else the counts are wrong", c.name, calls[0].name)
		}
		if done[c.name]++; strings.HasSuffix(c.name, "sync") == syncs {
			list = append(list, fault{c.name, maps.Clone(done)})
		}
	}
	return list
}

// bouts counts what came of many.
type bouts struct {
	mu                       sync.Mutex
	runs, reopened, readOnly int
}

func (n *bouts) add(b bout) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.runs++
	if b.reopened {
		n.reopened++
	}
	if b.readOnly {
		n.readOnly++
	}
}

func (n *bouts) String() string {
	return fmt.Sprintf("%d runs, opened anew in %d, read only in %d", n.runs, n.reopened, n.readOnly)
}

// TestSyncFails lets every single sync of a run of the script fail, and again this one and the next: whatever the queue
// has said is true after a restart, and it goes read only when the store cannot be opened anew.
// PAIHAO_ROUNDS sets how many rows: 40 is all.
func TestSyncFails(t *testing.T) {
	var alone, row bouts
	every := max(1, 40/rounds(t, 10))
	t.Run("each", func(t *testing.T) {
		for i, f := range mustFaults(t, true) {
			t.Run(f.once("EIO"), func(t *testing.T) {
				t.Parallel()
				first := mustBout(t, f.once("EIO"))
				if alone.add(first); first.injected != 1 || first.readOnly {
					t.Errorf("got %d faults, read only %v, want one and not", first.injected, first.readOnly)
				}
				if i%every != 0 {
					return
				}
				next := mustBout(t, f.row()...)
				if row.add(next); first.reopened && !next.readOnly {
					t.Errorf("a second failure after one in doubt: got no %v, want it", queue.ErrReadOnly)
				}
			})
		}
	})
	t.Logf("failing syncs: one at a time in %v; several in a row in %v", &alone, &row)
	if alone.reopened == 0 || row.readOnly == 0 {
		t.Errorf("got none opened anew or none read only, want some of each")
	}
}

// TestDiskFullAnywhere finds the disk full at every single write and growth of a run. PAIHAO_ROUNDS sets how many: 80 is
// all.
func TestDiskFullAnywhere(t *testing.T) {
	var n bouts
	every := max(1, 80/rounds(t, 10))
	t.Run("each", func(t *testing.T) {
		for i, f := range mustFaults(t, false) {
			if i%every != 0 {
				continue
			}
			t.Run(f.once("ENOSPC"), func(t *testing.T) {
				t.Parallel()
				b := mustBout(t, f.once("ENOSPC"))
				if n.add(b); b.injected != 1 || b.readOnly {
					t.Errorf("got %d faults, read only %v, want one and not", b.injected, b.readOnly)
				}
			})
		}
	})
	t.Logf("full disk: at one write each in %v", &n)
}
