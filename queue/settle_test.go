package queue_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"paihao/queue"
)

// What a settlement says is kept, but only for what it may be said of; the first word counts.
func TestSettlement(t *testing.T) {
	at := noon.Add(time.Minute)
	for _, c := range []struct {
		claimed bool
		list    []queue.Settlement
		state   queue.NoticeState
	}{
		{true, []queue.Settlement{{State: queue.Accepted, Way: queue.ByTemplate, Template: "T", MessageID: "7"}}, queue.Accepted},
		{true, []queue.Settlement{{State: queue.Refused, Way: queue.BySubscribe, Template: "S", Reason: "errcode_43101"}}, queue.Refused},
		{true, []queue.Settlement{{State: queue.Stale, Reason: "too_late"}}, queue.Stale},
		{true, []queue.Settlement{{State: queue.Pending, Reason: "busy"}}, queue.Pending},
		{true, []queue.Settlement{{State: queue.Accepted}, {State: queue.Refused}}, queue.Accepted},
		{true, []queue.Settlement{{State: queue.Pending}, {State: queue.Accepted}}, queue.Pending},
		{false, []queue.Settlement{{State: queue.Accepted}}, queue.Pending},
		{false, []queue.Settlement{{State: queue.Pending}}, queue.Pending},
		{false, []queue.Settlement{{State: queue.Refused, Reason: "no_way"}}, queue.Refused},
		{false, []queue.Settlement{{State: queue.Stale, Reason: "too_late"}}, queue.Stale},
	} {
		for _, together := range []bool{true, false} {
			h := mustTelling(t)
			id := h.act("take call")
			want := h.notice(id, queue.YourTurn)
			if c.claimed {
				want = h.mustClaim(want.ID)[0]
			}
			h.clock.turn(time.Minute)
			for i := range c.list {
				c.list[i].Notice = want.ID
				if !together && (i == 0 || c.state == queue.Accepted) {
					h.settle(c.list[i])
				}
			}
			if together {
				h.settle(c.list...)
			}
			if want.State = c.state; c.state != queue.Pending {
				s := c.list[0]
				want.SettledAt, want.Way, want.Template, want.MessageID, want.Reason = at, s.Way, s.Template, s.MessageID, s.Reason
			}
			if got := h.notice(id, queue.YourTurn); mustText(t, got) != mustText(t, want) {
				t.Errorf("claimed %v, settled %+v: got %s, want %s", c.claimed, c.list, mustText(t, got), mustText(t, want))
			}
			if view := h.ticket(id).Notices[0]; view.Way != want.Way || view.Reason != want.Reason || c.state != queue.Pending && !view.At.Equal(at) {
				t.Errorf("claimed %v, settled %+v: the view says %+v", c.claimed, c.list, view)
			}
		}
	}
}

// A settlement that nobody can mean is refused, and those beside it are not noted either.
func TestSettlementInvalid(t *testing.T) {
	h := mustTelling(t)
	id := h.act("take call")
	n := h.notice(id, queue.YourTurn).ID
	h.mustClaim(n)
	for _, state := range []queue.NoticeState{"", queue.Sending, queue.Delivered, queue.Void} {
		err := h.Settle(context.Background(), queue.Settlement{Notice: n, State: queue.Accepted}, queue.Settlement{Notice: n, State: state})
		if !errors.Is(err, queue.ErrInvalid) {
			t.Errorf("settled as %q: got %v, want %v", state, err, queue.ErrInvalid)
		}
	}
	h.wantTold(id, "called sending")
}

// What a message used up, or WeChat says is used up, is taken off what is known of whom it was sent to, in the same commit.
func TestSettlementCharges(t *testing.T) {
	window := queue.Window{Until: noon.Add(time.Hour), Left: 2}
	one := []queue.Grant{{Template: "S", Left: 1}, {Template: "M", Left: 3}}
	for name, c := range map[string]struct {
		s      queue.Settlement
		left   int            // texts
		grants map[string]int // of S, M and N
	}{
		"a text":                    {queue.Settlement{State: queue.Accepted, Way: queue.ByService}, 1, map[string]int{"S": 1, "M": 3, "N": -9}},
		"a text, tried again":       {queue.Settlement{State: queue.Pending, Way: queue.ByService}, 2, map[string]int{"S": 1, "M": 3, "N": -9}},
		"a text, refused":           {queue.Settlement{State: queue.Refused, Way: queue.ByService}, 2, map[string]int{"S": 1, "M": 3, "N": -9}},
		"a text, the window shut":   {queue.Settlement{State: queue.Refused, Way: queue.ByService, Reason: queue.WindowShut}, 0, map[string]int{"S": 1, "M": 3, "N": -9}},
		"a template":                {queue.Settlement{State: queue.Accepted, Way: queue.ByTemplate, Template: "S"}, 2, map[string]int{"S": 1, "M": 3, "N": -9}},
		"subscribed":                {queue.Settlement{State: queue.Accepted, Way: queue.BySubscribe, Template: "S"}, 2, map[string]int{"S": 0, "M": 3, "N": -9}},
		"subscribed, by mini":       {queue.Settlement{State: queue.Accepted, Way: queue.ByMini, Template: "M"}, 2, map[string]int{"S": 1, "M": 2, "N": -9}},
		"subscribed, never counted": {queue.Settlement{State: queue.Accepted, Way: queue.BySubscribe, Template: "N"}, 2, map[string]int{"S": 1, "M": 3, "N": -9}},
		"no grant":                  {queue.Settlement{State: queue.Refused, Way: queue.ByMini, Template: "M", NoGrant: true}, 2, map[string]int{"S": 1, "M": 0, "N": -9}},
		"no grant, never counted":   {queue.Settlement{State: queue.Refused, Way: queue.BySubscribe, Template: "N", NoGrant: true}, 2, map[string]int{"S": 1, "M": 3, "N": 0}},
	} {
		h := mustTelling(t)
		h.mustDo(queue.Command{Verb: queue.Meet, Customer: customer("ann"), Meeting: &queue.Meeting{Window: window, Grants: one}})
		h.mustDo(queue.Command{Verb: queue.Meet, Customer: customer("bob"), Meeting: &queue.Meeting{Window: window, Grants: one}})
		s, n := c.s, h.notice(h.act("take call"), queue.YourTurn).ID
		h.mustClaim(n)
		s.Notice, s.To = n, customer("ann")
		before := h.View().Revision
		for range 2 { // the second time it has ended, or was not claimed
			h.settle(s, s)
		}
		if got := h.View().Revision - before; got != 1 {
			t.Errorf("%s: %d commits, want one", name, got)
		}
		h.mustReopen()
		h.Look(func(b *queue.Book) {
			ann, _ := b.Contact(customer("ann"))
			left := map[string]int{"S": -1, "M": -1, "N": -9}
			for _, g := range ann.Grants {
				left[g.Template] = g.Left
			}
			if ann.Window.Left != c.left || mustText(t, left) != mustText(t, c.grants) {
				t.Errorf("%s: %d texts and grants %v are left, want %d and %v", name, ann.Window.Left, left, c.left, c.grants)
			}
			if bob, _ := b.Contact(customer("bob")); bob.Window.Left != 2 || bob.Granted("S") != 1 {
				t.Errorf("%s: somebody else was charged: %+v", name, bob)
			}
		})
	}
}

// A text to somebody whose window was not known leaves it as it is; and what is not written changes nothing.
func TestSettlementUncharged(t *testing.T) {
	h := mustTelling(t)
	h.mustDo(queue.Command{Verb: queue.Meet, Customer: customer("ann"), Meeting: &queue.Meeting{Grants: []queue.Grant{{Template: "S", Left: 2}}}})
	id := h.act("take call")
	s := queue.Settlement{Notice: h.notice(id, queue.YourTurn).ID, State: queue.Accepted, Way: queue.BySubscribe, Template: "S", To: customer("ann")}
	h.mustClaim(s.Notice)
	h.store.RefuseCommits(1)
	if err := h.Settle(context.Background(), s); !errors.Is(err, queue.ErrNotWritten) {
		t.Errorf("Settle: got %v, want %v", err, queue.ErrNotWritten)
	}
	s.Way, s.Template = queue.ByService, ""
	for _, want := range []queue.NoticeState{queue.Sending, queue.Accepted} {
		h.wantTold(id, "called "+string(want))
		h.Look(func(b *queue.Book) {
			if c, _ := b.Contact(customer("ann")); c.Granted("S") != 2 || c.Window.Left != 0 {
				t.Errorf("%s: got %+v, want two messages of S and no text left", want, c)
			}
		})
		h.settle(s)
	}
}

// Several settlements about one customer that come together are all counted.
func TestSettlementsTogether(t *testing.T) {
	h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach = false })
	window := queue.Window{Until: noon.Add(time.Hour), Left: 2}
	h.mustDo(queue.Command{Verb: queue.Meet, Customer: customer("ann"), Meeting: &queue.Meeting{Window: window, Grants: []queue.Grant{{Template: "S", Left: 2}}}})
	text := h.notice(h.act("take call"), queue.YourTurn).ID
	h.mustClaim(text)
	subscribed := h.notice(h.act("take call"), queue.YourTurn).ID
	h.settle(
		queue.Settlement{Notice: text, State: queue.Accepted, Way: queue.ByService, To: customer("ann")},
		queue.Settlement{Notice: subscribed, State: queue.Refused, Way: queue.BySubscribe, Template: "S", NoGrant: true, To: customer("ann")})
	h.Look(func(b *queue.Book) {
		if c, _ := b.Contact(customer("ann")); c.Window.Left != 1 || len(c.Grants) != 1 || c.Granted("S") != 0 {
			t.Errorf("contact: got %+v, want one text and no message of S left", c)
		}
	})
}

// Whom WeChat does not know as a follower any more is forgotten, with what was still to be told, but keeps the place in
// line. Somebody's other app is left alone.
func TestSettlementGone(t *testing.T) {
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	for name, c := range map[string]struct {
		to    queue.Customer
		bound bool
	}{"the holder": {customer("ann"), false}, "their mini program": {mini, true}} {
		h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach, v.Rules.CancelOnUnfollow = false, true })
		h.meet(customer("ann"), "union ann")
		h.meet(mini, "union ann")
		called, waits := h.act("take call"), h.act("take notify")
		n := h.notice(called, queue.YourTurn).ID
		h.mustClaim(n)
		s := queue.Settlement{Notice: n, State: queue.Refused, Reason: "no_follower", To: c.to, Gone: true}
		h.settle(s, s)
		want := []string{"issued void"}
		if c.bound {
			want = []string{"issued pending"}
		}
		h.wantTold(called, "called refused")
		h.wantTold(waits, want...)
		if s := h.ticket(waits); s.State != queue.Waiting || s.Bound != c.bound {
			t.Errorf("%s gone: the ticket is %s, bound %v, want waiting, %v", name, s.State, s.Bound, c.bound)
		}
		h.Look(func(b *queue.Book) {
			for _, other := range []queue.Customer{customer("ann"), mini} {
				if _, known := b.Contact(other); known != (other != c.to) {
					t.Errorf("%s gone: %s known %v", name, other.App, known)
				}
			}
		})
	}
}
