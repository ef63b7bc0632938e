//go:build linux

// Package durable measures tickets that are on the disk when the answer comes, beside SQLite and Redis on the same disk in
// the same run. It is a module of its own, so that neither is in the product's.
package durable

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A peer takes tickets. Each has its own files, and nothing to do but in its turn.
type peer interface {
	take(n int) error      // ticket n, on the disk when it returns; called by many at a time
	waiting() (int, error) // how many were taken
	close() error
}

// peers are ours first. Each writes two records for a ticket: the queue the ticket and the operation, by which a repeat is
// known, the others the ticket and its place in line. What else the queue keeps, sums of its records and the revision, the
// others are spared; so is the next number, which they are told.
var peers = []struct {
	name string
	open func(b *testing.B, writers int) peer
}{
	{"queue", openQueue}, {"sqlite", openSQLite}, {"redis", openRedis},
}

const (
	turn = 500 * time.Millisecond // for each peer in a round
	warm = 100 * time.Millisecond // before the first round
)

// BenchmarkTake lets the peers take turns, by one writer and by 64 at a time, and compares them round by round: what else
// the machine does is then the same for all. An op is a round; the figures are the middle ones of all rounds.
func BenchmarkTake(b *testing.B) {
	for _, writers := range []int{1, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) { benchmarkTake(b, writers) })
	}
}

func benchmarkTake(b *testing.B, writers int) {
	var all []*runner
	for _, p := range peers {
		if opened := p.open(b, writers); opened != nil {
			all = append(all, &runner{name: p.name, peer: opened})
		}
	}
	for _, r := range all {
		r.run(b, writers, warm)
	}
	for round := 0; b.Loop(); round++ {
		for i := range all {
			r := all[(round+i)%len(all)]
			r.rates = append(r.rates, r.run(b, writers, turn))
		}
	}
	ours := all[0]
	for _, r := range all {
		b.ReportMetric(middle(r.rates), r.name+"/s")
		if r != ours {
			b.ReportMetric(middle(quotients(ours.rates, r.rates)), "queue÷"+r.name)
		}
		r.check(b)
	}
	l := ours.peer.(line)
	b.ReportMetric(float64(ours.taken.Load())/float64(l.View().Revision-l.began), "takes/commit")
	reportLoad(b)
}

// runner is a peer with what it has done so far.
type runner struct {
	peer
	name  string
	taken atomic.Int64
	rates []float64 // tickets a second, by rounds
}

// run lets writers take tickets, each the next when the last is on the disk, and tells how many that were a second.
func (r *runner) run(b *testing.B, writers int, long time.Duration) (rate float64) {
	b.Helper()
	before, start := r.taken.Load(), time.Now()
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for time.Since(start) < long {
				if err := r.take(int(r.taken.Add(1))); err != nil {
					b.Errorf("%s: %v", r.name, err)
					return
				}
			}
		})
	}
	all.Wait()
	return float64(r.taken.Load()-before) / time.Since(start).Seconds()
}

// check holds that what was taken is there.
func (r *runner) check(b *testing.B) {
	b.Helper()
	if n, err := r.waiting(); err != nil || n != int(r.taken.Load()) {
		b.Errorf("%s: got %d waiting, %v, want %d", r.name, n, err, r.taken.Load())
	}
	if err := r.close(); err != nil {
		b.Errorf("%s: close: %v", r.name, err)
	}
}

func quotients(over, under []float64) (list []float64) {
	for i := range over {
		list = append(list, over[i]/under[i])
	}
	return list
}

func middle(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// reportLoad notes how busy the machine was over the last minute, with other things too.
func reportLoad(b *testing.B) {
	b.Helper()
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		b.Fatal(err)
	}
	var load float64
	if _, err := fmt.Sscan(string(text), &load); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(load, "load")
}
