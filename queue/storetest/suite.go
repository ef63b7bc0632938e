// Package storetest holds what tests of stores and of the queue need: one suite that every queue.Store passes, a store
// in memory, and a store that fails when it is told to.
package storetest

import (
	"context"
	"errors"
	"testing"

	"paihao/queue"
)

// Place is where a store lives while it is checked.
type Place struct {
	// Open makes the store at the first call; the later ones open the same anew, each after the last one was closed.
	Open func() queue.Store
	// OpenCopy opens what Copy wrote. It is nil for a store that is no queue.Copier.
	OpenCopy func(path string) queue.Store
}

// Run checks that a store keeps the promises of queue.Store, and of queue.Reserver, Compactor and Copier where it is one.
// fresh makes the place of a new store.
func Run(t *testing.T, fresh func(t *testing.T) Place) {
	for name, check := range map[string]func(*bench){
		"Fresh":      checkFresh,
		"EveryField": checkEveryField,
		"Replace":    checkReplace,
		"Apart":      checkDeletionsApart,
		"Codes":      checkCodesApart,
		"Order":      checkOrder,
		"Batch":      checkBatch,
		"Revision":   checkRevision,
		"Days":       checkDays,
		"Channels":   checkChannels,
		"DayBefore":  checkDayBefore,
		"Past":       checkPast,
		"Dropped":    checkDropped,
		"At":         checkAt,
		"Conflict":   checkConflict,
		"AllOrNone":  checkAllOrNone,
		"Ownership":  checkOwnership,
		"Cancelled":  checkCancelled,
		"Close":      checkClose,
	} {
		t.Run(name, func(t *testing.T) { check(newBench(t, fresh(t))) })
	}
	for _, d := range deletions {
		t.Run("Deletions/"+d.name, func(t *testing.T) { checkDeletions(newBench(t, fresh(t)), d) })
	}
	t.Run("Places", func(t *testing.T) { checkPlaces(newBench(t, fresh(t)), newBench(t, fresh(t))) })
	t.Run("AgainstList", func(t *testing.T) { checkAgainstList(t, fresh) })
	runOptional(t, fresh)
}

// bench is where a store stands while it is checked. What the store should hold is worked out from the list of all
// changes it took.
type bench struct {
	failer
	Place
	store queue.Store
	taken history
	base  uint64
}

// failer is what *testing.T and *rapid.T share.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

func newBench(t *testing.T, p Place) *bench {
	b := &bench{failer: t, Place: p, store: p.Open()}
	t.Cleanup(func() { b.store.Close() })
	return b
}

func (b *bench) reopen() {
	b.Helper()
	if err := b.store.Close(); err != nil {
		b.Fatalf("Close: got %v, want no error", err)
	}
	b.store = b.Open()
}

func (b *bench) mustCommit(batch ...queue.Change) {
	b.Helper()
	if err := b.store.Commit(context.Background(), b.base, batch); err != nil {
		b.Fatalf("Commit at revision %d: got %v, want no error", b.base, err)
	}
	b.base++
	b.taken = append(b.taken, batch...)
}

func (b *bench) mustLoad() *queue.Saved {
	b.Helper()
	saved, err := b.store.Load(context.Background())
	if err != nil {
		b.Fatalf("Load: got %v, want no error", err)
	}
	return saved
}

// check compares what the store gives with what it should hold, now and after it was opened anew.
func (b *bench) check() {
	b.Helper()
	b.compare("Load")
	b.reopen()
	b.compare("Load after opening anew")
}

func (b *bench) compare(when string) {
	b.Helper()
	b.compareSaved(when, b.mustLoad(), b.taken)
}

// compareSaved holds what was loaded against a list of changes. When a file that keeps deleted bytes is untidy is for
// checkCompact to say.
func (b *bench) compareSaved(when string, got *queue.Saved, taken history) {
	b.Helper()
	want := taken.saved()
	want.Revision, want.Secret = b.base, got.Secret
	if _, ok := b.store.(queue.Compactor); ok {
		want.Untidy = got.Untidy
	}
	if d := difference(got, &want); d != "" {
		b.Errorf("%s: %s", when, d)
	}
}

// refuse commits what the store must not take.
func (b *bench) refuse(ctx context.Context, base uint64, want error, batch ...queue.Change) {
	b.Helper()
	if err := b.store.Commit(ctx, base, batch); !errors.Is(err, want) {
		b.Errorf("Commit: got %v, want %v", err, want)
	}
	b.check()
}
