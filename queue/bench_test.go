package queue_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// sieve is a store that keeps nothing, so that only the queue itself is measured. It begins with a line that waits, and with
// so many who are known, each bound to an account by a code.
type sieve struct{ waiting, known int }

func (s sieve) Load(context.Context) (*queue.Saved, error) {
	saved := &queue.Saved{Day: "2026-11-20", Secret: make([]byte, 32)}
	for i := range s.waiting {
		saved.Tickets = append(saved.Tickets, queue.Ticket{
			ID: fmt.Sprint("ticket ", i+1), Day: saved.Day, Number: fmt.Sprintf("A%03d", i+1), Prefix: "A", Serial: i + 1,
			Service: "general", State: queue.Waiting, Place: queue.Place{Seq: uint64(i + 1)},
			Steps: []queue.Step{{Seq: uint64(i + 1), What: queue.Take, At: noon}},
		})
	}
	for i := range s.known {
		who, id := customer(fmt.Sprint("customer ", i)), fmt.Sprint("known ", i)
		code := queue.Code{ID: fmt.Sprint(i), Purpose: queue.BindAccount, Account: "shop", User: id, UsedAt: noon}
		saved.Contacts = append(saved.Contacts, queue.Contact{ID: id, Customer: who, SeenAt: noon, Union: id})
		saved.Bindings = append(saved.Bindings, queue.Binding{ID: id, Customer: who, Account: "shop", User: id, Code: code.Key()})
		saved.Codes = append(saved.Codes, code)
	}
	return saved, nil
}

func (sieve) Commit(context.Context, uint64, []queue.Change) error      { return nil }
func (sieve) Close() error                                              { return nil }
func (sieve) Days(context.Context, string, string) ([]queue.Day, error) { return nil, nil }

// mustWaiting is a hall with so many people in the line of one counter that is open.
func mustWaiting(b *testing.B, waiting int) *hall {
	b.Helper()
	h := &hall{failer: b, clock: &clock{now: noon}}
	h.options = queue.Options{Venue: venue(), Now: h.clock.Now, Open: func(context.Context) (queue.Store, error) { return sieve{waiting: waiting}, nil }}
	h.mustOpen()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	b.Cleanup(h.mustClose)
	return h
}

// BenchmarkScan takes a ticket for a customer who scans a channel's code, calls them and looks them up, by how many are
// known: that must cost the same.
func BenchmarkScan(b *testing.B) {
	for _, known := range []int{10, 100_000} {
		b.Run(fmt.Sprintf("known=%d", known), func(b *testing.B) {
			h := &hall{failer: b, clock: &clock{now: noon}}
			h.options = queue.Options{Venue: venue(), Now: h.clock.Now, Open: func(context.Context) (queue.Store, error) { return sieve{known: known}, nil }}
			h.mustOpen()
			defer h.mustClose()
			h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				who := customer(fmt.Sprint("customer ", i))
				met := queue.Meeting{Channel: "door", Window: queue.Window{Until: noon.Add(time.Minute), Left: 3}}
				id := h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Customer: who, Meeting: &met}).Ticket.ID
				h.Look(func(book *queue.Book) { book.Of(who) })
				h.mustCall("1")
				h.mustDo(queue.Command{Verb: queue.Finish, Ticket: id})
			}
		})
	}
}

// BenchmarkPosition looks up how tickets stand, their position and their estimate: of the last one, and of a thousand all
// over the line, which the processor does not have at hand.
func BenchmarkPosition(b *testing.B) {
	for _, waiting := range []int{10, 100_000, 1_000_000} {
		h := mustWaiting(b, waiting)
		var spread []string
		for i := range 1000 {
			spread = append(spread, fmt.Sprint("ticket ", 1+i*7919%waiting))
		}
		for name, ids := range map[string][]string{"last": {fmt.Sprint("ticket ", waiting)}, "spread": spread} {
			b.Run(fmt.Sprintf("%s/waiting=%d", name, waiting), func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					h.Look(func(book *queue.Book) { book.Ticket(ids[i%len(ids)]) })
				}
			})
		}
	}
}

// BenchmarkTake takes a ticket for a new customer.
func BenchmarkTake(b *testing.B) {
	h := mustWaiting(b, 10)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		h.mustTake("general", fmt.Sprint("customer ", i))
	}
}

// BenchmarkCallNext calls the next from a line that stays as long as it is: each call follows a take.
func BenchmarkCallNext(b *testing.B) {
	for _, waiting := range []int{10, 100_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			h := mustWaiting(b, waiting)
			b.ReportAllocs()
			for b.Loop() {
				h.mustTake("general", "")
				h.mustCall("1")
			}
		})
	}
}

// BenchmarkView makes what every window gets.
func BenchmarkView(b *testing.B) {
	for _, waiting := range []int{10, 100_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			h := mustWaiting(b, waiting)
			b.ReportAllocs()
			for b.Loop() {
				if v := h.View(); v.Services[0].Waiting != waiting {
					b.Fatalf("waiting: got %d, want %d", v.Services[0].Waiting, waiting)
				}
			}
		})
	}
}

// BenchmarkTakeDurable takes tickets that are on disk when the answer comes, for one customer after the other and for 64
// at a time.
func BenchmarkTakeDurable(b *testing.B) {
	for _, people := range []int{1, 64} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "paihao.db")
			h := &hall{failer: b, clock: &clock{now: noon}}
			h.options = queue.Options{Venue: venue(), Now: h.clock.Now, Open: func(context.Context) (queue.Store, error) {
				return boltstore.Open(boltstore.Options{Path: path})
			}}
			h.mustOpen()
			defer h.mustClose()
			begin := h.View().Revision
			b.ReportAllocs()
			b.ResetTimer()
			var all sync.WaitGroup
			for p := range people {
				all.Go(func() {
					for i := p; i < b.N; i += people {
						h.mustTake("general", fmt.Sprint("customer ", i))
					}
				})
			}
			all.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tickets/s")
			b.ReportMetric(float64(b.N)/float64(h.View().Revision-begin), "tickets/commit")
		})
	}
}
