package core

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// counted is a store that counts its commits, over all that it is opened.
type counted struct {
	queue.Store
	open    func(context.Context) (queue.Store, error)
	commits *atomic.Int64
}

func counting(open func(context.Context) (queue.Store, error)) counted {
	return counted{open: open, commits: &atomic.Int64{}}
}

// Open opens the inner store anew.
func (c counted) Open(ctx context.Context) (queue.Store, error) {
	inner, err := c.open(ctx)
	return counted{inner, c.open, c.commits}, err
}

// Commit counts one more.
func (c counted) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	c.commits.Add(1)
	return c.Store.Commit(ctx, base, batch)
}

// A call costs the commit that it is answered after, and two more behind it: one that claims the message, one that settles
// it. Those of many that are called at once share theirs.
func TestCommitsOfACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := counting(memory().Open)
		commits := store.commits
		s := mustStage(t, store, counters(sendAtOnce), func(s *stage) { s.only(queue.ByTemplate) })
		s.mustCrowd(3 * sendAtOnce)
		r := &recorder{answer: func(context.Context, letter) error { time.Sleep(100 * time.Millisecond); return nil }}
		background(t, s.notifier(r).run)
		time.Sleep(time.Second)
		before := commits.Load()
		s.mustCall("0")
		time.Sleep(time.Second)
		if n := commits.Load() - before; n != 3 || len(r.all()) != 1 {
			t.Errorf("%d commits for a call and its message, %d sent, want 3 and 1", n, len(r.all()))
		}
		before = commits.Load()
		s.mustCallAll()
		called := commits.Load() - before
		time.Sleep(time.Second)
		// The one who was there before is done now, and asked how it was.
		if n := commits.Load() - before; len(r.all()) != 2+sendAtOnce || n > called+2*(sendAtOnce+1) {
			t.Errorf("%d commits for %d calls in %d commits, %d sent", n, sendAtOnce, called, len(r.all())-1)
		}
		t.Logf("%d calls at once: %d commits for the calls, %d behind them", sendAtOnce, called, commits.Load()-before-called)
	})
}

// BenchmarkDrain is the outbox after an outage: a thousand notices in a file that is synced at each commit, each accepted at
// once. An op is the thousand.
func BenchmarkDrain(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		benchmarkDrain(b, 1000)
		b.StartTimer()
	}
}

func benchmarkDrain(b *testing.B, many int) {
	file := storage{path: filepath.Join(b.TempDir(), "drain.db"), log: slog.New(slog.DiscardHandler)}
	store := counting(file.open)
	s := mustStage(b, store, counters(100), func(s *stage) {
		s.venue.Rules.CallsBeforeMiss, s.venue.Rules.MissAfter, s.venue.Rules.ExpireMissed = 1, 0, 0
	})
	defer s.mustClose()
	s.mustCrowd(many)
	for range many / 100 {
		s.mustCallAll()
		s.mustMissAll()
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	before := store.commits.Load()
	b.StartTimer()
	go s.notifier(&recorder{}).run(ctx)
	for s.states()[queue.Accepted] < many {
		time.Sleep(time.Millisecond)
	}
	b.StopTimer()
	b.ReportMetric(float64(store.commits.Load()-before)/float64(many), "commits/notice")
}
