package queue_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"paihao/queue"
)

// great is the largest hall: 12 services and 30 counters, each of which serves eight of them, so that estimates and merging
// cost the most.
func great() queue.Venue {
	v := venue()
	v.Services, v.Counters, v.Rules.CallsBeforeMiss, v.Rules.MissAfter = nil, nil, 1, 0
	for i := range 12 {
		v.Services = append(v.Services, queue.Service{ID: fmt.Sprint("s", i), Prefix: string(rune('A' + i)), Digits: 3, Minutes: 5})
	}
	for i := range 30 {
		c := queue.Counter{ID: fmt.Sprint("c", i)}
		for s := range 8 {
			c.Services = append(c.Services, v.Services[(i+s)%12].ID)
		}
		v.Counters = append(v.Counters, c)
	}
	return v
}

// crowd is a store that keeps nothing and begins with so many who wait, one after the other for each service, and half as
// many before them who are done.
type crowd struct {
	sieve
	services []queue.Service
}

func (c crowd) Load(ctx context.Context) (*queue.Saved, error) {
	all, done := c.sieve, c.waiting/2
	all.waiting += done
	saved, err := all.Load(ctx)
	for i := range saved.Tickets {
		t, s := &saved.Tickets[i], c.services[i%len(c.services)]
		t.Service, t.Prefix, t.Number, t.Came = s.ID, s.Prefix, fmt.Sprintf("%s%03d", s.Prefix, i/len(c.services)+1), uint64(i+1)
		t.Steps[0].Service = s.ID
		if i < done {
			n := uint64(all.waiting + 2*i)
			t.State = queue.Done
			t.Steps = append(t.Steps, queue.Step{Seq: n + 1, What: queue.CallNext, At: noon}, queue.Step{Seq: n + 2, What: queue.Finish, At: noon})
		}
	}
	return saved, err
}

// mustGreat is the largest hall with so many waiting and all counters open.
func mustGreat(b *testing.B, waiting int) *hall {
	b.Helper()
	v := great()
	h := &hall{failer: b, clock: &clock{now: noon}}
	h.options = queue.Options{Venue: v, Now: h.clock.Now, Open: func(context.Context) (queue.Store, error) {
		return crowd{sieve{waiting: waiting}, v.Services}, nil
	}}
	h.mustOpen()
	for _, c := range v.Counters {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
	}
	b.Cleanup(h.mustClose)
	return h
}

// BenchmarkLine reads a page of 60 rows, as a desk does at each change: the first, one in the middle, of all lines and of
// eight; and searches, for one number, for a tenth of all and for what all hold.
func BenchmarkLine(b *testing.B) {
	for _, waiting := range []int{10, 10_000, 100_000} {
		h := mustGreat(b, waiting)
		for _, c := range []struct {
			name string
			ask  queue.Query
		}{
			{"first", queue.Query{}},
			{"middle", queue.Query{From: waiting / 2}},
			{"middle of 8", queue.Query{From: waiting / 3, Services: h.options.Venue.Counters[3].Services}},
			{"number", queue.Query{Search: "b007"}},
			{"some", queue.Query{Search: "b"}},
			{"all", queue.Query{Search: "0"}},
		} {
			b.Run(fmt.Sprintf("%s/waiting=%d", c.name, waiting), func(b *testing.B) {
				c.ask.Count = 60
				b.ReportAllocs()
				for b.Loop() {
					if p, err := h.Line(context.Background(), c.ask); err != nil || p.Total == 0 && waiting > 100 {
						b.Fatalf("line: got %d, %v", p.Total, err)
					}
				}
			})
		}
	}
}

// BenchmarkGreatView makes what every window gets of the largest hall.
func BenchmarkGreatView(b *testing.B) {
	for _, waiting := range []int{10, 10_000, 100_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			h := mustGreat(b, waiting)
			b.ReportAllocs()
			for b.Loop() {
				if v := h.View(); v.Counters[29].Next == nil {
					b.Fatalf("nobody is next: %+v", v.Counters[29])
				}
			}
		})
	}
}

// BenchmarkTakeWhileSearching takes tickets while a desk searches all the time: a search must not hold up the writer.
func BenchmarkTakeWhileSearching(b *testing.B) {
	for _, search := range []string{"", "b007", "0"} {
		b.Run("search="+search, func(b *testing.B) {
			h := mustGreat(b, 100_000)
			ctx, stop := context.WithCancel(context.Background())
			var searching sync.WaitGroup
			searching.Go(func() {
				for search != "" && ctx.Err() == nil {
					_, _ = h.Line(ctx, queue.Query{Search: search, Count: 60})
				}
			})
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				h.mustDo(queue.Command{Verb: queue.Take, Service: "s1"})
				took = append(took, time.Since(begin))
			}
			stop()
			searching.Wait()
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
