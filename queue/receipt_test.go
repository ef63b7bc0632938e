package queue_test

import (
	"context"
	"testing"
	"time"

	"paihao/queue"
)

// deliver brings a receipt, and tells whether its message is known.
func (h *hall) deliver(r queue.Receipt) bool {
	h.Helper()
	known, err := h.Deliver(context.Background(), r)
	if err != nil {
		h.Errorf("Deliver: %v", err)
	}
	return known
}

// sent is a ticket whose call was accepted as a message of that id and template.
func (h *hall) sent(name, message, template string) (ticket string) {
	h.Helper()
	ticket = h.mustTake("general", name).ID
	h.mustDo(to(queue.CallTicket, ticket))
	n := h.notice(ticket, queue.YourTurn).ID
	h.mustClaim(n)
	h.settle(queue.Settlement{Notice: n, State: queue.Accepted, Way: queue.ByTemplate, Template: template, MessageID: message})
	return ticket
}

// A receipt finds its message by WeChat's id, or else the newest to the customer by the template; it counts once.
func TestDeliver(t *testing.T) {
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	stranger := queue.Customer{App: mini.App, OpenID: "mini bob"}
	ann, bob := customer("ann"), customer("bob")
	for name, c := range map[string]struct {
		receipt queue.Receipt
		found   string // which of 1 and 2, that ann was sent, and 3, that bob was
	}{
		"by id":                         {queue.Receipt{To: ann, MessageID: "id 1"}, "1"},
		"by id, with the template":      {queue.Receipt{To: ann, MessageID: "id 1", Template: "T"}, "1"},
		"by id, to the other app":       {queue.Receipt{To: mini, MessageID: "id 1"}, "1"},
		"by id, to somebody else":       {queue.Receipt{To: bob, MessageID: "id 1"}, ""},
		"by id, to a stranger":          {queue.Receipt{To: stranger, MessageID: "id 1"}, ""},
		"by template":                   {queue.Receipt{To: ann, Template: "T"}, "2"},
		"by template, to the other app": {queue.Receipt{To: mini, Template: "T"}, "2"},
		"by template, to a stranger":    {queue.Receipt{To: stranger, Template: "T"}, ""},
		"of one without an id":          {queue.Receipt{To: bob, MessageID: "id 3", Template: "T"}, "3"},
		"of one with another id":        {queue.Receipt{To: ann, MessageID: "id 9", Template: "T"}, ""},
		"of another template":           {queue.Receipt{To: ann, Template: "U"}, ""},
		"of nothing":                    {queue.Receipt{To: ann}, ""},
	} {
		for _, delivered := range []bool{true, false} {
			h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach = false })
			h.meet(ann, "union ann")
			h.meet(mini, "union ann")
			tickets := map[string]string{"1": h.sent("ann", "id 1", "T"), "2": h.sent("ann", "id 2", "T"), "3": h.sent("bob", "", "T")}
			h.clock.turn(time.Minute)
			r := c.receipt
			r.Delivered, r.Reason = delivered, "user_block"
			want := queue.Notice{State: queue.Refused, Reason: "user_block"}
			if delivered {
				want = queue.Notice{State: queue.Delivered}
			}
			for _, twice := range []string{"once", "twice", "after a start"} {
				before := h.View().Revision
				if known := h.deliver(r); known != (c.found != "") {
					t.Errorf("%s, %s: got known %v, want message %q", name, twice, known, c.found)
				}
				if wrote := h.View().Revision != before; wrote != (c.found != "" && twice == "once") {
					t.Errorf("%s, %s: written %v", name, twice, wrote)
				}
				if twice == "once" && r.MessageID == "" {
					break // nobody can tell it from another that comes
				}
				if twice == "twice" {
					h.mustReopen()
				}
			}
			for which, ticket := range tickets {
				got := h.notice(ticket, queue.YourTurn)
				if which == c.found && (got.State != want.State || got.Reason != want.Reason || !got.SettledAt.Equal(noon.Add(time.Minute))) {
					t.Errorf("%s: got %+v, want it %s", name, got, want.State)
				}
				if which != c.found && got.State != queue.Accepted {
					t.Errorf("%s: message %s is %s, want it left alone", name, which, got.State)
				}
			}
		}
	}
}

// Two apps number their messages by themselves: the customer tells which is meant, as long as one is known.
func TestDeliverSameNumber(t *testing.T) {
	h := mustTelling(t)
	first, second := h.sent("ann", "1", "T"), h.sent("bob", "1", "T")
	if !h.deliver(queue.Receipt{To: customer("ann"), MessageID: "1", Delivered: true}) {
		t.Errorf("receipt: got unknown, want the message to ann")
	}
	h.wantTold(first, "called delivered", "feedback pending")
	h.wantTold(second, "called accepted")
	h.mustForget("bob")
	if !h.deliver(queue.Receipt{To: customer("bob"), MessageID: "1", Reason: "user_block"}) {
		t.Errorf("receipt of one who has left: got unknown, want the message to bob")
	}
	h.wantTold(second, "called refused")
}

// A receipt may be faster than the answer to the call that sent the message.
func TestDeliverBeforeAccepted(t *testing.T) {
	h := mustTelling(t)
	id := h.act("take call")
	n := h.notice(id, queue.YourTurn).ID
	h.mustClaim(n)
	r := queue.Receipt{To: customer("ann"), MessageID: "7", Template: "T", Delivered: true}
	if h.deliver(r) {
		t.Errorf("receipt before the message was accepted: got known, want unknown")
	}
	h.settle(queue.Settlement{Notice: n, State: queue.Accepted, Template: "T", MessageID: "7"})
	if !h.deliver(r) {
		t.Errorf("the receipt once more: got unknown, want the message")
	}
	h.wantTold(id, "called delivered")
}

// What could not be written is not known either.
func TestDeliverUnwritten(t *testing.T) {
	h := mustTelling(t)
	id := h.sent("ann", "7", "T")
	h.store.RefuseCommits(1)
	if known, err := h.Deliver(context.Background(), queue.Receipt{To: customer("ann"), MessageID: "7", Delivered: true}); known || err == nil {
		t.Errorf("a receipt that is not written: got known %v, %v", known, err)
	}
	h.wantTold(id, "called accepted")
}

// Account and mini program may give two messages to a person the same id: the newer notice is meant, whichever was accepted
// first, before a restart as after it.
func TestDeliverTwins(t *testing.T) {
	for _, restart := range []bool{false, true} {
		h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach = false })
		older, newer := h.act("take notify"), h.act("take notify")
		for _, id := range []string{newer, older} {
			n := h.notice(id, queue.Issued).ID
			h.mustClaim(n)
			h.settle(queue.Settlement{Notice: n, State: queue.Accepted, MessageID: "7"})
		}
		if restart {
			h.mustReopen()
		}
		h.deliver(queue.Receipt{To: customer("ann"), MessageID: "7", Delivered: true})
		h.wantTold(newer, "issued delivered")
	}
}
