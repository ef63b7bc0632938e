package queue_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"paihao/queue"
)

// roads lead a new ticket to each state.
var roads = map[queue.State][]queue.Verb{
	queue.Waiting:   {},
	queue.Called:    {queue.CallTicket},
	queue.Serving:   {queue.CallTicket, queue.Start},
	queue.Held:      {queue.Hold},
	queue.Missed:    {queue.CallTicket, queue.Miss},
	queue.Done:      {queue.CallTicket, queue.Finish},
	queue.Cancelled: {queue.Cancel},
	queue.Expired:   {queue.CallTicket, queue.Miss, queue.Expire},
}

// bring takes a ticket and leads it to a state.
func (h *hall) bring(state queue.State) string {
	h.Helper()
	id := h.mustTake("general", "").ID
	for _, verb := range roads[state] {
		if verb == queue.Expire {
			h.clock.turn(h.options.Venue.Rules.ExpireMissed)
			h.look()
			continue
		}
		h.mustDo(to(verb, id))
	}
	if got := h.ticket(id).State; got != state {
		h.Fatalf("the road to %s leads to %s", state, got)
	}
	return id
}

// to is a command on a ticket, with all that its verb needs.
func to(verb queue.Verb, id string) queue.Command {
	c := queue.Command{Verb: verb, Ticket: id, By: queue.ByDesk}
	switch verb {
	case queue.CallTicket:
		c.Counter = "2"
	case queue.Transfer:
		c.Service = "social"
	}
	return c
}

// Each verb goes where the edges lead, and refuses every other state by its name.
func TestEdges(t *testing.T) {
	v := venue()
	v.Rules.MissAfter, v.Rules.CallsBeforeMiss, v.Rules.ExpireMissed = 0, 1, time.Minute
	for state := range roads {
		for verb, way := range edges {
			h := mustHall(t, v)
			h.mustDo(queue.Command{Verb: queue.Open, Counter: "2"})
			id := h.bring(state)
			allowed := false
			for _, from := range way.from {
				allowed = allowed || from == state
			}
			_, err := h.Do(context.Background(), to(verb, id))
			want := state
			var about *queue.TicketError
			switch {
			case allowed:
				want = way.to
				if err != nil {
					t.Errorf("%s of a ticket that is %s: %v", verb, state, err)
				}
			case !errors.Is(err, queue.ErrWrongState) || !errors.Is(err, queue.InState(state)) || !errors.As(err, &about) || about.Ticket.ID != id:
				t.Errorf("%s of a ticket that is %s: got %v, want %v", verb, state, err, queue.InState(state))
			case errors.Is(err, queue.InState("another")):
				t.Errorf("%s of a ticket that is %s: %v is every state", verb, state, err)
			}
			if got := h.ticket(id).State; got != want {
				t.Errorf("%s of a ticket that is %s: got it %s, want %s", verb, state, got, want)
			}
			h.mustClose()
		}
	}
}

// A ticket that goes back to its line stands where it stood; in another line where it would stand had it come there.
func TestOldPlaces(t *testing.T) {
	for _, c := range []struct {
		verbs []queue.Verb // what happens to the second of three
		line  string
	}{
		{[]queue.Verb{queue.CallTicket, queue.Release}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.Hold, queue.Resume}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.CallTicket, queue.Start, queue.Hold, queue.Resume}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.CallTicket, queue.Recall, queue.Miss, queue.CallTicket, queue.Release}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.Transfer}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.Later, queue.Transfer}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.CallTicket, queue.Recall, queue.Miss, queue.Transfer}, "A001 A002 A003 A004"},
		{[]queue.Verb{queue.Later}, "A001 A003 A002 A004"},
		{[]queue.Verb{queue.Later, queue.Later}, "A001 A003 A004 A002"},
		{[]queue.Verb{queue.CallTicket, queue.Recall, queue.Miss, queue.Return}, "A001 A003 A002 A004"},
		{[]queue.Verb{queue.Later, queue.Hold, queue.Resume}, "A001 A003 A002 A004"},
	} {
		v := venue()
		v.Rules.Later, v.Rules.ReturnAfter, v.Rules.MissAfter = 1, 2, 0
		h := mustHall(t, v)
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "2"})
		h.mustTake("general", "")
		id := h.mustTake("general", "").ID
		h.mustTake("general", "")
		h.mustTake("general", "")
		for _, verb := range c.verbs {
			h.mustDo(to(verb, id))
		}
		for _, when := range []string{"at once", "after a restart"} {
			line := ""
			for i, s := range h.inLine() {
				if i > 0 {
					line += " "
				}
				line += s.Number
			}
			if line != c.line {
				t.Errorf("%v, %s: got %s, want %s", c.verbs, when, line, c.line)
			}
			h.mustReopen()
		}
		h.mustClose()
	}
}

// A customer changes to another service while they wait; who has been called just then stays at the counter, and staff may move
// them.
func TestCustomersChangeWhileTheyWait(t *testing.T) {
	h := mustStaffed(t)
	id := h.mustTake("general", "ann").ID
	change := func(service, by string) error {
		_, err := h.Do(t.Context(), queue.Command{Verb: queue.Transfer, Ticket: id, Service: service, By: by})
		return err
	}
	if err := change("social", queue.ByCustomer); err != nil {
		t.Errorf("waiting: %v", err)
	}
	if err := change("general", queue.ByCustomer); err != nil {
		t.Errorf("back: %v", err)
	}
	h.mustCall("1")
	revision := h.View().Revision
	h.wantRefusal("called", change("social", queue.ByCustomer), queue.ErrWrongState, id, revision)
	if err := change("social", queue.ByDesk); err != nil {
		t.Errorf("called, by staff: %v", err)
	}
}
