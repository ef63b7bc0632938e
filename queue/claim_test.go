package queue_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// claim claims, and tells of which tickets' notices it got which, in that order.
func (h *hall) claim(ids ...string) (list []string) {
	h.Helper()
	claimed, err := h.Claim(context.Background(), ids...)
	if err != nil {
		h.Fatalf("Claim: %v", err)
	}
	for _, n := range claimed {
		list = append(list, string(n.Kind)+" "+h.ticket(n.Ticket).Number)
	}
	return list
}

func (h *hall) settle(list ...queue.Settlement) {
	h.Helper()
	if err := h.Settle(context.Background(), list...); err != nil {
		h.Fatalf("Settle: %v", err)
	}
}

func (h *hall) wantClaimed(want []string, ids ...string) {
	h.Helper()
	if got := h.claim(ids...); !slices.Equal(got, want) {
		h.Errorf("claimed: got %q, want %q", got, want)
	}
}

// A claim is a commit of its own, and gives what it wrote. A notice that is to be tried again counts its tries.
func TestClaim(t *testing.T) {
	h := mustTelling(t)
	id := h.act("take call")
	n := h.notice(id, queue.YourTurn)
	before := h.View().Revision
	for try := 1; try <= 3; try++ {
		claimed, want := h.mustClaim(n.ID)[0], n
		want.State, want.Attempt = queue.Sending, try
		if mustText(t, claimed) != mustText(t, want) || mustText(t, h.notice(id, queue.YourTurn)) != mustText(t, want) {
			t.Errorf("try %d: got %+v, want %+v", try, claimed, want)
		}
		h.settle(queue.Settlement{Notice: n.ID, State: queue.Pending, Reason: "busy"})
		h.wantTold(id, "called pending")
	}
	if got := h.View().Revision - before; got != 6 {
		t.Errorf("commits: got %d, want one for each claim and settlement", got)
	}
	if h.wantClaimed(nil, "unknown"); h.View().Revision != before+6 {
		t.Errorf("a claim of nothing was written")
	}
}

// Nothing is claimed that was not written.
func TestClaimUnwritten(t *testing.T) {
	h := mustTelling(t)
	id := h.act("take call")
	n := h.notice(id, queue.YourTurn).ID
	for _, c := range []struct {
		name string
		fail func(int)
	}{{"refused", h.store.RefuseCommits}, {"lost", h.store.LoseCommits}} {
		c.fail(1)
		if claimed, err := h.Claim(context.Background(), n); !errors.Is(err, queue.ErrNotWritten) || len(claimed) > 0 {
			t.Errorf("%s: got %v, %v, want nothing and %v", c.name, claimed, err, queue.ErrNotWritten)
		}
		h.wantTold(id, "called pending")
	}
	gone, leave := context.WithCancel(context.Background())
	leave()
	if claimed, err := h.Claim(gone, n); (err == nil) != (len(claimed) == 1) {
		t.Errorf("by somebody who has left: got %v, %v", claimed, err)
	}
	h.store.DoubtCommits(1)
	h.mustClaim(n)
	h.wantTold(id, "called sending")
}

// The time to live counts by the queue's clock, to the last moment.
func TestClaimTooLate(t *testing.T) {
	for _, c := range []struct {
		late  time.Duration
		state queue.NoticeState
	}{{0, queue.Sending}, {1, queue.Stale}} {
		for _, sending := range []bool{false, true} {
			h := mustTelling(t)
			n := h.notice(h.act("take call"), queue.YourTurn)
			if sending {
				h.mustClaim(n.ID)
			}
			h.clock.turn(n.ExpiresAt().Sub(h.clock.Now()) + c.late)
			claimed := h.claim(n.ID)
			got := h.noticeByID(n.ID)
			if got.State != c.state || (len(claimed) == 1) != (c.late == 0) || c.late > 0 && got.Reason != queue.TooLate {
				t.Errorf("%v late, sent before %v: got %q, %s %s, want %s", c.late, sending, claimed, got.State, got.Reason, c.state)
			}
		}
	}
}

// What is not true of its ticket now waits, or waits again, until it is.
func TestClaimUntrue(t *testing.T) {
	for _, sending := range []bool{false, true} {
		h := mustTelling(t)
		id := h.act("take call")
		n := h.notice(id, queue.YourTurn).ID
		if sending {
			h.mustClaim(n)
		}
		h.mustDo(queue.Command{Verb: queue.CloseDay})
		if list := h.dispatches(); (len(list) == 1 && list[0].Notice.ID == n) != sending {
			t.Errorf("to claim when the day has ended: got %q, sent before %v", dispatchKinds(list), sending)
		}
		h.wantClaimed(nil, n)
		h.wantTold(id, "called pending", "expired pending")
		h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
		h.wantClaimed([]string{"called A001"}, n)
	}
}

// One at a time is told to a person, the most urgent first: also when their tickets are held in several apps, or when they
// were being told something as the program ended.
func TestClaimOneEach(t *testing.T) {
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	for name, c := range map[string]struct {
		second queue.Customer // who holds the second ticket
		meet   func(h *hall)
		one    bool
	}{
		"one customer":  {customer("ann"), func(*hall) {}, true},
		"one person":    {mini, func(h *hall) { h.meet(customer("ann"), "union ann"); h.meet(mini, "union ann") }, true},
		"two persons":   {mini, func(h *hall) { h.meet(customer("ann"), "union ann"); h.meet(mini, "union bob") }, false},
		"two strangers": {mini, func(*hall) {}, false},
	} {
		h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach = false })
		first := h.act("take")
		second := h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Customer: c.second}).Ticket.ID
		c.meet(h)
		h.goOn(first, "notify")
		h.goOn(second, "call")
		issued, called := h.notice(first, queue.Issued).ID, h.notice(second, queue.YourTurn).ID
		if !c.one {
			h.wantClaimed([]string{"called A002", "issued A001"}, issued, called)
			continue
		}
		if list := dispatchKinds(h.dispatches()); !slices.Equal(list, []string{"called A002"}) {
			t.Errorf("%s: to send: got %q, want the most urgent alone", name, list)
		}
		h.wantClaimed([]string{"called A002"}, issued, called)
		h.wantClaimed(nil, issued)
		if list := dispatchKinds(h.dispatches()); !slices.Equal(list, []string{"called A002"}) {
			t.Errorf("%s: to send: got %q, want what is on its way alone", name, list)
		}
		h.settle(queue.Settlement{Notice: called, State: queue.Accepted})
		h.wantClaimed([]string{"issued A001"}, issued)
		h.goOn(second, "recall")
		called = h.notice(second, queue.YourTurn).ID
		h.wantClaimed(nil, called)
		h.mustReopen()
		h.wantClaimed([]string{"called A002"}, called, issued)
		if got := h.noticeByID(issued).State; got != queue.Pending {
			t.Errorf("%s: what was lost by a start: got %s, want it pending while another is sent", name, got)
		}
	}
}

// meet tells the queue the unionid of a customer.
func (h *hall) meet(c queue.Customer, union string) {
	h.Helper()
	h.mustDo(queue.Command{Verb: queue.Meet, Customer: c, Meeting: &queue.Meeting{Union: union}})
}

func dispatchKinds(list []queue.Dispatch) (kinds []string) {
	for _, d := range list {
		kinds = append(kinds, string(d.Notice.Kind)+" "+d.Ticket.Number)
	}
	return kinds
}
