//go:build unix

package queue_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"paihao/queue"
)

// turnstile is a store that keeps nothing, lets a commit wait while there is a gate, and can refuse.
type turnstile struct {
	crowd
	arrived chan struct{}
	gate    atomic.Pointer[chan struct{}]
	refuse  atomic.Bool
}

func (s *turnstile) Commit(context.Context, uint64, []queue.Change) error {
	if gate := s.gate.Load(); gate != nil {
		s.arrived <- struct{}{}
		<-*gate
	} else if s.refuse.Load() {
		return queue.ErrNotWritten
	}
	return nil
}

// batchSize is how many commands are decided together at the most.
const batchSize = 256

// mishap is what happens in the middle of a batch.
type mishap struct {
	name   string
	verb   queue.Verb // of the command in the middle
	read   int        // of randomness that fails; the ticket and the operation of each take need one
	refuse bool       // by the store, of all
}

var mishaps = []mishap{
	{name: "none", verb: queue.Take},
	{name: "refused", verb: queue.Transfer},
	{name: "fault-before", verb: queue.Take, read: batchSize + 1},
	{name: "fault-after", verb: queue.Take, read: batchSize + 2},
	{name: "unwritten", verb: queue.Take, refuse: true},
}

// batch lets commands gather while the commit before them is written, and tells what it costs to decide and answer them.
func (s *turnstile) batch(h *hall, d *dice, m mishap) (c cost) {
	taken := make([]string, batchSize+1)
	press := func(i int, verb queue.Verb) {
		if o, err := h.Do(context.Background(), queue.Command{Verb: verb, Service: fmt.Sprint("s", i%12)}); err == nil {
			taken[i] = o.Ticket.ID
		}
	}
	var all sync.WaitGroup
	gate := make(chan struct{})
	s.gate.Store(&gate)
	all.Go(func() { press(batchSize, queue.Take) })
	<-s.arrived
	for i := range batchSize {
		verb := queue.Take
		if i == batchSize/2 {
			verb = m.verb
		}
		for all.Go(func() { press(i, verb) }); h.Gathered() <= i; {
			runtime.Gosched()
		}
	}
	d.failAt(m.read)
	s.refuse.Store(m.refuse)
	s.gate.Store(nil)
	c = spending(1, func(int) {
		close(gate)
		all.Wait()
	})
	s.refuse.Store(false)
	for _, id := range taken {
		if id != "" {
			h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: id})
		}
	}
	return c
}

// BenchmarkBatch decides 256 takes in one batch: all in order, one in the middle refused, one that ends in a fault before
// anything was changed for it, one after, and all of them for a store that does not write them. "xnone" is how many times
// the processor's time of the first that is.
func BenchmarkBatch(b *testing.B) {
	for _, waiting := range []int{10, 100_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			v, d := great(), &dice{}
			s := &turnstile{crowd: crowd{sieve{waiting: waiting}, v.Services}, arrived: make(chan struct{})}
			h := &hall{failer: b, clock: &clock{now: noon}}
			h.options = queue.Options{Venue: v, Now: h.clock.Now, Rand: d, Open: func(context.Context) (queue.Store, error) { return s, nil }}
			h.mustOpen()
			defer h.mustClose()
			for _, c := range v.Counters {
				h.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
			}
			costs := map[string][]cost{}
			for b.Loop() {
				for range growthRounds {
					for _, m := range mishaps {
						costs[m.name] = append(costs[m.name], s.batch(h, d, m))
					}
				}
			}
			cpu := func(c cost) float64 { return c.cpu }
			for _, m := range mishaps {
				b.ReportMetric(median(costs[m.name], cpu)/1e6, "cpu-ms-"+m.name)
				b.ReportMetric(median(costs[m.name], func(c cost) float64 { return c.wall })/1e6, "ms-"+m.name)
				b.ReportMetric(median(costs[m.name], cpu)/median(costs["none"], cpu), "xnone-"+m.name)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
