package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// What the ways before the last one have taught of a customer is noted in the same commit, and nothing of somebody who is gone
// comes back by it. Tickets keep their places, since WeChat's word on a message is not a customer's wish to leave.
func TestSettlementLessons(t *testing.T) {
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	h := mustTelling(t, func(v *queue.Venue) { v.Rules.CancelOnUnfollow = true })
	window := queue.Window{Until: noon.Add(time.Hour), Left: 2}
	for _, c := range []queue.Customer{customer("ann"), mini} {
		h.mustDo(queue.Command{Verb: queue.Meet, Customer: c, Meeting: &queue.Meeting{
			Union: "union ann", Window: window, Grants: []queue.Grant{{Template: "S", Left: 2}},
		}})
	}
	id := h.act("take call")
	n := h.notice(id, queue.YourTurn).ID
	h.mustClaim(n)
	before := h.View().Revision
	h.settle(
		queue.Settlement{Notice: n, State: queue.Accepted, Way: queue.ByMini, Template: "S", To: mini},
		queue.Settlement{Notice: n, State: queue.Refused, Way: queue.ByService, Reason: queue.WindowShut, To: mini},
		queue.Settlement{Notice: n, State: queue.Refused, Way: queue.BySubscribe, Template: "S", To: customer("ann"), NoGrant: true},
		queue.Settlement{Notice: n, State: queue.Refused, Way: queue.ByTemplate, To: customer("ann"), Gone: true},
	)
	if got := h.View().Revision - before; got != 1 {
		t.Errorf("%d commits, want one", got)
	}
	h.mustReopen()
	h.wantTold(id, "called accepted")
	if s := h.ticket(id); s.State != queue.Called || s.Bound {
		t.Errorf("the ticket is %s, bound %v, want it called, of nobody", s.State, s.Bound)
	}
	h.Look(func(b *queue.Book) {
		if c, known := b.Contact(customer("ann")); known {
			t.Errorf("%+v is known of who is gone", c)
		}
		if c, _ := b.Contact(mini); c.Window.Left != 0 || c.Granted("S") != 1 {
			t.Errorf("contact in the mini program: got %+v, want no window and one message of S", c)
		}
	})
}
