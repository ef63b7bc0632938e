package queue_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"paihao/queue"
)

// errands are what is done to a priority ticket for general services before it is taken back.
var errands = []struct {
	name     string
	commands []queue.Command
}{
	{"a transfer into another hall", []queue.Command{{Verb: queue.Transfer, Service: "company"}}},
	{"a transfer within the hall", []queue.Command{{Verb: queue.Transfer, Service: "social"}}},
	{"a call and a transfer", []queue.Command{{Verb: queue.CallTicket, Counter: "1"}, {Verb: queue.Transfer, Service: "company"}}},
	{"a transfer there, and another back", []queue.Command{{Verb: queue.Transfer, Service: "company"}, {Verb: queue.Transfer, Service: "general"}}},
	{"a place behind others", []queue.Command{{Verb: queue.Later}}},
	{"a call", []queue.Command{{Verb: queue.CallTicket, Counter: "1"}}},
	{"a service", []queue.Command{{Verb: queue.CallTicket, Counter: "1"}, {Verb: queue.Start}, {Verb: queue.Finish}}},
	{"a miss", []queue.Command{{Verb: queue.CallTicket, Counter: "1"}, {Verb: queue.Miss}}},
	{"a return", []queue.Command{{Verb: queue.CallTicket, Counter: "1"}, {Verb: queue.Miss}, {Verb: queue.Return}}},
	{"a hold", []queue.Command{{Verb: queue.Hold}}},
	{"a hold and its end", []queue.Command{{Verb: queue.Hold}, {Verb: queue.Resume}}},
	{"a cancellation", []queue.Command{{Verb: queue.Cancel}}},
}

// setbacks make the writer go back to what is committed.
var setbacks = []struct {
	name string
	do   func(h *hall, d *dice)
}{
	{"nothing else", func(*hall, *dice) {}},
	{"a ticket that was not written", func(h *hall, _ *dice) { h.refuse(queue.Command{Verb: queue.Take, Service: "social"}) }},
	{"a transfer that was not written", func(h *hall, _ *dice) {
		h.refuse(queue.Command{Verb: queue.Transfer, Ticket: h.inLine("social")[0].ID, Service: "company"})
	}},
	{"an end of the day that was not written", func(h *hall, _ *dice) { h.refuse(queue.Command{Verb: queue.CloseDay}) }},
	{"a fault before anything was changed", func(h *hall, d *dice) { h.falter(d, 1) }},
	{"a fault in the middle", func(h *hall, d *dice) { h.falter(d, 2) }},
	{"a fault at last", func(h *hall, d *dice) { h.falter(d, 3) }},
}

// refuse gives a command that is not written.
func (h *hall) refuse(c queue.Command) {
	h.Helper()
	h.store.RefuseCommits(1)
	if _, err := h.Do(context.Background(), c); !errors.Is(err, queue.ErrNotWritten) {
		h.Fatalf("%s: got %v, want %v", c.Verb, err, queue.ErrNotWritten)
	}
}

// falter takes a ticket whose decision ends in a fault.
func (h *hall) falter(d *dice, strike int) {
	h.Helper()
	d.failAt(strike)
	if _, err := h.Do(context.Background(), take("bob")); !errors.Is(err, queue.ErrInternal) {
		h.Fatalf("fault %d: got %v, want %v", strike, err, queue.ErrInternal)
	}
	d.failAt(0)
}

// TestAnew: after something was taken back, the readers' book, the writer's, and one that is made anew are the same, and so
// they are after each setback that makes the writer go back.
func TestAnew(t *testing.T) {
	for _, errand := range errands {
		for _, setback := range setbacks {
			t.Run(errand.name+"/"+setback.name, func(t *testing.T) {
				v := venue()
				v.Rules.UndoWithin, v.Rules.Later, v.Rules.ReturnAfter, v.Rules.CallsBeforeMiss, v.Rules.MissAfter = time.Hour, 1, 1, 1, 0
				v.Rules.Priority, v.Rules.MaxPriorityDelay = queue.Ratio{Priority: 1, Ordinary: 1}, time.Hour
				h, d := mustHall(t, v), &dice{}
				h.mustClose()
				h.options.Rand = d
				h.mustOpen()
				defer h.mustClose()
				for _, c := range v.Counters {
					h.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
				}
				h.mustTake("general", "")
				h.mustTake("social", "ann")
				id := h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Class: queue.Priority}).Ticket.ID
				h.mustTake("general", "")
				for _, c := range errand.commands {
					c.Ticket, c.Operation = id, string(c.Verb)+" "+c.Service
					h.mustDo(c)
				}
				h.checkAnew("done")
				last := errand.commands[len(errand.commands)-1]
				h.undo(string(last.Verb)+" "+last.Service, nil)
				h.checkAnew("taken back")
				setback.do(h, d)
				h.checkAnew("after the setback")
				h.mustTake("company", "")
				h.checkAnew("going on")
			})
		}
	}
}

// checkAnew compares the three books.
func (h *hall) checkAnew(when string) {
	h.Helper()
	if where := h.Apart(); where != "" {
		h.Errorf("%s: the writer's book differs from the readers' at %s", when, where)
	}
	h.Look(func(b *queue.Book) {
		again := b.Reloaded()
		if got, want := again.Standings(), b.Standings(); got != want {
			h.Errorf("%s: made anew, a book is another:\n%s", when, difference(got, want))
		}
		if where := b.Apart(again); where != "" {
			h.Errorf("%s: made anew, a book is another at %s", when, where)
		}
	})
}
