package queue_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// Whoever is with others in a batch is told how the hall looks when all of it is written, and that is what is kept: with
// the ticket, and with the operation for those who repeat it. Who was called in the batch has waited for nothing.
func TestPromise(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := venue()
		v.Rules.Priority, v.Rules.MaxPriorityDelay = queue.Ratio{Priority: 1, Ordinary: 1}, time.Hour
		v.Services[0].Minutes, v.Services[2].Minutes = 30, 30
		h := mustHall(t, v)
		defer h.mustClose()
		for _, c := range []string{"1", "3"} {
			h.mustDo(queue.Command{Verb: queue.Open, Counter: c})
		}
		for range 3 {
			h.mustTake("general", "")
		}
		take := func(name, service string, class queue.Class) queue.Command {
			return queue.Command{Operation: name, Verb: queue.Take, Service: service, Class: class}
		}
		got := h.batch(func() {},
			take("first", "general", queue.Ordinary), take("hurried", "general", queue.Priority), take("last", "general", queue.Ordinary),
			take("first", "general", queue.Ordinary),
			take("served", "company", queue.Ordinary), queue.Command{Verb: queue.CallNext, Counter: "3"}, queue.Command{Verb: queue.CallNext, Counter: "3"},
		)
		for _, when := range []string{"at once", "after a restart"} {
			for i, name := range []string{"first", "hurried", "last", "first", "served"} {
				if got[i].err != nil {
					t.Fatalf("%s: %v", name, got[i].err)
				}
				s := got[i].outcome.Ticket
				h.wantKept(when, name, s)
				if now := h.ticket(s.ID); now.State == queue.Waiting && fmt.Sprint(now.Wait) != fmt.Sprint(s.Wait) {
					t.Errorf("%s, %s: was told %v, and would be told %v now", name, when, s.Wait, now.Wait)
				}
			}
			h.mustReopen()
		}
		if first, hurried := got[0].outcome.Ticket.Wait, got[1].outcome.Ticket.Wait; hurried.High >= first.High {
			t.Errorf("got %v told to the first, %v to who came after and goes before: want less", first, hurried)
		}
		if s := h.ticket(got[4].outcome.Ticket.ID); s.State == queue.Waiting || *got[4].outcome.Ticket.Wait != (queue.Range{}) {
			t.Errorf("called in its batch: it is %s and was told %v, want no wait", s.State, got[4].outcome.Ticket.Wait)
		}
		next := h.mustTake("general", "").ID
		h.clock.turn(20 * time.Minute) // that forecast was of its moment alone
		moved := h.mustDo(queue.Command{Verb: queue.Transfer, Ticket: next, Service: "company"}).Ticket
		if now := h.ticket(next); fmt.Sprint(moved.Wait) != fmt.Sprint(now.Wait) {
			t.Errorf("moved 20 minutes later: was told %v, and would be told %v now", moved.Wait, now.Wait)
		}
	})
}

// wantKept holds that what a ticket was told is what is kept of it, with the ticket and with the operation that took it.
func (h *hall) wantKept(when, operation string, s *queue.Standing) {
	h.Helper()
	want := fmt.Sprint(s.Wait)
	h.Look(func(b *queue.Book) {
		if e, ok := b.Told(s.ID); !ok || fmt.Sprint(e.Range()) != want {
			h.Errorf("%s, %s: was told %s, the ticket says %v", operation, when, want, e.Range())
		}
		if o, ok := b.Done(operation); !ok || fmt.Sprint(o.Ticket.Wait) != want {
			h.Errorf("%s, %s: was told %s, the operation says %v", operation, when, want, o.Ticket)
		}
	})
}

// A fault of the forecast takes nobody's ticket away: they are told of no wait.
func TestFaultOfForecast(t *testing.T) {
	h := mustStaffed(t)
	before := h.mustTake("general", "")
	h.BreakForecast()
	got := h.mustDo(queue.Command{Operation: "blind", Verb: queue.Take, Service: "general"}).Ticket
	if got.Number != "A002" || got.Ahead != 1 || got.Wait != nil {
		t.Errorf("got %+v, want A002 behind %s without a wait", got, before.Number)
	}
	h.wantKept("after the fault", "blind", got)
	if next := h.mustTake("general", ""); next.Number != "A003" || next.Wait == nil {
		t.Errorf("afterwards: got %+v, want A003 with a wait", next)
	}
}
