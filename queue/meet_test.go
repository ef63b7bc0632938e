package queue_test

import (
	"errors"
	"testing"
	"time"

	"paihao/queue"
)

// Who leaves is forgotten: what binds them, and what is known of them. Tickets keep their places.
func TestForgetCustomer(t *testing.T) {
	h := mustStaffed(t)
	h.mustTake("general", "")
	id := h.mustTake("general", "ann").ID
	h.mustBind(h.accountCode("one", "shop", "u1"), "ann")
	h.mustBind(h.accountCode("two", "shop", "u1"), "bob")
	h.mustMeet("ann", queue.Meeting{Phone: "1", Union: "u"})
	h.mustMeet("bob", queue.Meeting{Phone: "2", Union: "u"})
	h.mustDo(queue.Command{Verb: queue.Forget, Customer: customer("ann"), Meeting: &queue.Meeting{Phone: "3"}})
	for _, when := range []string{"at once", "after a restart"} {
		if s := h.ticket(id); s.Bound || s.Ahead != 1 || s.State != queue.Waiting {
			t.Errorf("%s: got %s, want it in its place and nobody's", when, standingLine(s))
		}
		if got := h.users("shop", "u1"); got != "bob" {
			t.Errorf("%s, users: got %q, want bob", when, got)
		}
		if c, ok := h.contact("ann"); ok {
			t.Errorf("%s: ann is known: %+v", when, c)
		}
		h.Look(func(b *queue.Book) {
			if got := b.Reach(customer("bob")); len(got) != 1 || got[0].Phone != "2" {
				t.Errorf("%s, apps of bob: got %+v, want one", when, got)
			}
		})
		h.mustReopen()
	}
	revision := h.View().Revision
	h.mustDo(queue.Command{Verb: queue.Forget, Customer: customer("ann")})
	if got := h.View().Revision; got != revision {
		t.Errorf("forgotten once more: got revision %d, want %d", got, revision)
	}
	if _, err := h.Do(t.Context(), queue.Command{Verb: queue.Forget}); !errors.Is(err, queue.ErrInvalid) {
		t.Errorf("forget nobody: got %v, want %v", err, queue.ErrInvalid)
	}
}

// Where the venue says so, who leaves gives up their tickets, but for one that is served just now. Nothing brings them back.
func TestForgetCancels(t *testing.T) {
	for state, want := range map[queue.State]queue.State{
		queue.Waiting: queue.Cancelled, queue.Called: queue.Cancelled, queue.Held: queue.Cancelled, queue.Missed: queue.Cancelled,
		queue.Serving: queue.Serving, queue.Done: queue.Done,
	} {
		v := venue()
		v.Rules.CancelOnUnfollow, v.Rules.UndoWithin = true, time.Hour
		v.Rules.MissAfter, v.Rules.CallsBeforeMiss = 0, 1
		h := mustHall(t, v)
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "2"})
		id := h.bring(state)
		behind := h.mustTake("general", "bob").ID
		if state.Open() {
			h.mustBind(h.ticketCode("paper", id), "ann")
		}
		h.mustDo(queue.Command{Operation: "ann left", Verb: queue.Forget, Customer: customer("ann")})
		if s := h.ticket(id); s.State != want || s.Bound {
			t.Errorf("%s: got %s, bound %v, want %s and not bound", state, s.State, s.Bound, want)
		}
		h.undo("ann left", queue.ErrNoUndo)
		if s := h.ticket(behind); s.State != queue.Waiting || s.Ahead != 0 {
			t.Errorf("%s: behind it: got %s, want it waiting with nobody ahead", state, standingLine(s))
		}
		h.mustClose()
	}
}

// All tickets of who leaves are cancelled in one commit, each with a step of its own, and who moved up is told once.
func TestForgetCancelsAll(t *testing.T) {
	v := venue()
	v.Rules.CancelOnUnfollow, v.Rules.OneTicketEach = true, false
	h := mustHall(t, v)
	defer h.mustClose()
	h.mustTake("social", "ann")
	h.mustTake("general", "")
	h.mustTake("general", "ann")
	h.mustTake("general", "")
	h.mustTake("general", "ann")
	near, own := h.mustTake("general", "bob").ID, h.mustTake("social", "cat").ID
	revision := h.View().Revision
	h.mustDo(queue.Command{Verb: queue.Forget, Customer: customer("ann")})
	view := h.View()
	if got := view.Totals[queue.Cancelled]; got != 3 || view.Revision != revision+1 {
		t.Errorf("cancelled: got %d in %d commits, want 3 in one", got, view.Revision-revision)
	}
	saved, err := h.store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	audit(t, saved.Tickets, false)
	for _, ticket := range saved.Tickets {
		if last := ticket.Steps[len(ticket.Steps)-1]; ticket.State == queue.Cancelled && (last.What != queue.Cancel || last.By != queue.ByCustomer) {
			t.Errorf("last step of %s: got %+v, want a cancel by the customer", ticket.Number, last)
		}
	}
	h.wantTold(near, "near pending")
	if got := h.ticket(own).Ahead; got != 3 {
		t.Errorf("ahead of the other service's ticket: got %d, want 3", got)
	}
}

// The code by which somebody was bound says so no more when they leave.
func TestForgetEndsTheCode(t *testing.T) {
	h := mustStaffed(t)
	of, another := h.accountCode("of", "shop", "u1"), h.accountCode("another", "shop", "u1")
	h.mustBind(of, "ann")
	h.mustBind(another, "bob")
	h.mustDo(queue.Command{Verb: queue.Forget, Customer: customer("ann")})
	if a, b := h.code(of).State(h.clock.Now()), h.code(another).State(h.clock.Now()); a != queue.CodeExpired || b != queue.CodeBound {
		t.Errorf("got %s and %s, want expired and bound", a, b)
	}
}
