package queue_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// A ticket from the touch window is nobody's until its code is scanned. From then on it is its customer's one ticket: they are
// told of it, and wait a while after they gave it up. Those who touch the window after them do not.
func TestTouchTicket(t *testing.T) {
	h := mustTelling(t, func(v *queue.Venue) {
		v.Rules.OneTicketEach, v.Rules.Cooldown = true, 5*time.Minute
		v.Tells = []queue.NoticeKind{queue.Issued, queue.YouMiss}
	})
	touch := func() queue.Standing {
		t.Helper()
		return *h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch, By: queue.ByDesk}).Ticket
	}
	first, second := touch(), touch()
	if first.Origin != queue.FromTouch || first.Bound {
		t.Errorf("taken: got %+v, want it from the touch window, of nobody", first)
	}
	h.mustBind(h.ticketCode("one", first.ID), "ann")
	if got := h.told(first.ID); len(got) > 0 {
		t.Errorf("who has just scanned it was told %v, want nothing: the answer says it", got)
	}
	_, err := h.bind(h.ticketCode("two", second.ID), "ann")
	if !errors.Is(err, queue.ErrAlreadyWaiting) {
		t.Errorf("a second one for the same customer: got %v, want %v", err, queue.ErrAlreadyWaiting)
	}
	h.mustDo(queue.Command{Verb: queue.CallTicket, Ticket: first.ID, Counter: "1"})
	if got := h.told(first.ID); !slices.Equal(got, []string{"called pending"}) {
		t.Errorf("called: the customer is told %v, want that they are called", got)
	}
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: first.ID, Customer: customer("ann"), By: queue.ByCustomer})
	_, err = h.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromWeChat, Customer: customer("ann")})
	if !errors.Is(err, queue.ErrCooldown) {
		t.Errorf("a moment after giving it up: got %v, want %v", err, queue.ErrCooldown)
	}
	if third := touch(); third.State != queue.Waiting {
		t.Errorf("the next at the window: got %+v, want a ticket that waits", third)
	}
}
