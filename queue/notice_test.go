package queue_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// told lists kinds and states of a ticket's notices, oldest first.
func (h *hall) told(id string) (list []string) {
	for _, n := range h.ticket(id).Notices {
		list = append(list, fmt.Sprintf("%s %s", n.Kind, n.State))
	}
	return list
}

func (h *hall) wantTold(id string, want ...string) {
	h.Helper()
	if got := h.told(id); !slices.Equal(got, want) {
		h.Errorf("told about %s: got %q, want %q", h.ticket(id).Number, got, want)
	}
}

// mustStaffed is a hall with its counters open. Near is 2.
func mustStaffed(t *testing.T) *hall {
	t.Helper()
	h := mustHall(t, venue())
	t.Cleanup(h.mustClose)
	for _, c := range []string{"1", "2", "3"} {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: c})
	}
	return h
}

// missed takes a ticket, calls it to counter 1 and notes that nobody came.
func (h *hall) missed(name string) (id string) {
	h.Helper()
	id = h.mustTake("general", name).ID
	if called := h.mustCall("1"); called.ID != id {
		h.Fatalf("called: got %s, want %s", called.ID, id)
	}
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	h.clock.turn(time.Minute)
	h.mustDo(queue.Command{Verb: queue.Miss, Ticket: id})
	return id
}

func TestCalled(t *testing.T) {
	h := mustStaffed(t)
	id := h.mustTake("general", "ann").ID
	h.mustCall("1")
	h.wantTold(id, "called pending")
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	h.wantTold(id, "called void", "called pending")
	h.mustSettle(queue.Accepted)
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	h.wantTold(id, "called void", "called accepted", "called pending")
	h.mustDo(queue.Command{Verb: queue.Start, Ticket: id})
	h.wantTold(id, "called void", "called accepted", "called void")
}

// What is overtaken is not sent any more, whichever way the ticket goes on.
func TestCalledOvertaken(t *testing.T) {
	for _, verb := range []queue.Verb{queue.Start, queue.Finish, queue.Miss, queue.Cancel, queue.CallNext} {
		h := mustStaffed(t)
		id := h.mustTake("general", "ann").ID
		h.mustCall("1")
		h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
		h.mustSettle(queue.Refused)
		h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
		h.clock.turn(time.Minute)
		h.mustDo(queue.Command{Verb: verb, Ticket: id, Counter: "1"})
		h.wantTold(id, "called void", "called refused", "called void")
		if list := h.dispatches(); len(list) != 0 {
			t.Errorf("to send after %s: got %v, want nothing", verb, list)
		}
	}
}

// mustClaim claims notices, and wants all of them.
func (h *hall) mustClaim(ids ...string) []queue.Notice {
	h.Helper()
	claimed, err := h.Claim(context.Background(), ids...)
	if err != nil || len(claimed) != len(ids) {
		h.Fatalf("Claim: got %d notices, %v, want %d", len(claimed), err, len(ids))
	}
	return claimed
}

// mustSettle claims and settles the one notice that is to be sent.
func (h *hall) mustSettle(state queue.NoticeState) queue.Dispatch {
	h.Helper()
	list := h.dispatches()
	if len(list) != 1 {
		h.Fatalf("to send: got %d notices, want one", len(list))
	}
	h.mustClaim(list[0].Notice.ID)
	s := queue.Settlement{Notice: list[0].Notice.ID, State: state, MessageID: "42", Reason: "errcode_43004"}
	if err := h.Settle(context.Background(), s); err != nil {
		h.Fatalf("Settle: %v", err)
	}
	return list[0]
}

func TestNobodyIsToldWithoutBinding(t *testing.T) {
	h := mustStaffed(t)
	first, last := h.mustTake("general", ""), h.mustTake("general", "")
	h.mustCall("1")
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: first.ID})
	h.wantTold(first.ID)
	h.wantTold(last.ID)
}

func TestForget(t *testing.T) {
	h := mustStaffed(t)
	first, last := h.mustTake("general", "ann"), h.mustTake("general", "bob")
	h.mustCall("1")
	h.mustForget("ann")
	h.wantTold(first.ID, "called void")
	h.mustForget("bob")
	h.mustForget("nobody")
	h.mustCall("1")
	h.wantTold(last.ID)
	if s := h.ticket(last.ID); s.State != queue.Called || s.Bound {
		t.Errorf("ticket of a forgotten customer: got %s, bound %v, want it called and unbound", s.State, s.Bound)
	}
	if again := h.mustTake("general", "bob"); again.Number != "A003" {
		t.Errorf("a new ticket after being forgotten: got %s, want A003", again.Number)
	}
}

func (h *hall) mustForget(name string) {
	h.Helper()
	h.mustDo(queue.Command{Verb: queue.Forget, Customer: customer(name)})
}

// A settled notice keeps its state, however often and late the settling comes; so does one that was overtaken meanwhile.
func TestSettle(t *testing.T) {
	h := mustStaffed(t)
	id := h.mustTake("general", "ann").ID
	h.mustCall("1")
	h.clock.turn(time.Second)
	sent := h.mustSettle(queue.Refused)
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	overtaken := h.dispatches()[0].Notice.ID
	h.mustDo(queue.Command{Verb: queue.Finish, Ticket: id})
	err := h.Settle(context.Background(),
		queue.Settlement{Notice: sent.Notice.ID, State: queue.Accepted},
		queue.Settlement{Notice: overtaken, State: queue.Accepted},
		queue.Settlement{Notice: "unknown", State: queue.Accepted})
	if err != nil {
		t.Fatalf("Settle: %v", err)
	}
	h.wantTold(id, "called refused", "called void")
	if n := h.ticket(id).Notices[0]; n.Reason != "errcode_43004" || !n.At.Equal(noon.Add(time.Second)) {
		t.Errorf("refused notice: got %+v, want reason and time", n)
	}
}

// A notice exists exactly if the change that caused it was written.
func TestNoticeAndChangeAreOne(t *testing.T) {
	h := mustStaffed(t)
	id := h.mustTake("general", "ann").ID
	next := queue.Command{Verb: queue.CallNext, Counter: "1"}
	for _, fail := range []func(int){h.store.RefuseCommits, h.store.LoseCommits} {
		fail(1)
		if _, err := h.Do(context.Background(), next); !errors.Is(err, queue.ErrNotWritten) {
			t.Fatalf("call that is not written: got %v, want %v", err, queue.ErrNotWritten)
		}
		h.wantTold(id)
		h.mustReopen()
		h.wantTold(id)
	}
	h.store.DoubtCommits(1)
	h.mustCall("1")
	h.wantTold(id, "called pending")
	h.mustReopen()
	h.wantTold(id, "called pending")
	if got := dispatchLines(h.dispatches()); !slices.Equal(got, []string{"called A001 ann"}) {
		t.Errorf("to send after a restart: got %q, want the call", got)
	}
}

// WeChat may deliver an unsubscribe twice, and the customer may have followed and scanned again in between.
func TestForgetIsRepeatedWithoutHarm(t *testing.T) {
	h := mustStaffed(t)
	h.mustTake("general", "ann")
	for i := range 2 {
		h.mustDo(queue.Command{Operation: "ann left", Verb: queue.Forget, Customer: customer("ann")})
		if i == 0 {
			h.mustTake("general", "ann")
		}
	}
	if s := h.ticket(h.mustCall("1").ID); s.Bound {
		t.Errorf("the forgotten ticket is bound")
	}
	second := h.mustCall("2")
	h.wantTold(second.ID, "called pending")
}
