package queue_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// The most urgent are sent first, each kind oldest first, as many as are wanted, without those that are skipped.
func TestDispatches(t *testing.T) {
	h := mustTelling(t)
	for i := range 5 {
		h.mustTake("general", fmt.Sprint("customer ", i))
	}
	h.mustCall("1")
	h.clock.turn(time.Second)
	h.mustCall("2")
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: h.mustTake("general", "").ID})
	h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromMini, Customer: customer("customer 6")})
	all := []string{"called A001", "called A002", "near A004", "near A005", "issued A007"}
	for _, c := range []struct {
		most int
		skip queue.NoticeKind
		want []string
	}{
		{0, "", all},
		{1, "", all[:1]},
		{3, "", all[:3]},
		{5, "", all},
		{9, "", all},
		{0, queue.YourTurn, all[2:]},
		{2, queue.YourTurn, all[2:4]},
		{1, queue.Issued, all[:1]},
	} {
		h.Look(func(b *queue.Book) {
			got := dispatchKinds(b.Dispatches(c.most, func(n queue.Notice) bool { return n.Kind == c.skip }))
			if !slices.Equal(got, c.want) {
				t.Errorf("%d without %q: got %q, want %q", c.most, c.skip, got, c.want)
			}
		})
	}
	first := h.dispatches()[2].Notice.ID
	h.mustClaim(first)
	h.settle(queue.Settlement{Notice: first, State: queue.Pending})
	if got := dispatchKinds(h.dispatches()); !slices.Equal(got, all) {
		t.Errorf("after one was tried: got %q, want %q", got, all)
	}
	d := h.dispatches()[1]
	if d.Ticket.Counter != "2" || !d.Notice.CreatedAt.Equal(h.clock.Now()) || d.Reach[0].Customer != customer("customer 1") {
		t.Errorf("dispatch: got %+v, want counter 2, the time of the call and the customer", d)
	}
}

// How long a notice of each kind is worth sending.
func TestTimesToLive(t *testing.T) {
	for kind, minutes := range map[queue.NoticeKind]time.Duration{
		queue.Issued: 1, queue.Near: 10, queue.YourTurn: 3, queue.YouMiss: 30, queue.YouBack: 10, queue.Lapsed: 30, queue.Feedback: 120,
	} {
		n := queue.Notice{Kind: kind, CreatedAt: noon}
		if got, want := n.ExpiresAt(), noon.Add(minutes*time.Minute); !got.Equal(want) {
			t.Errorf("%s expires at %v, want %v", kind, got, want)
		}
	}
}

// Whoever looks again before sending finds a notice as it is to be sent, or marked, or none.
func TestDispatch(t *testing.T) {
	h := mustTelling(t)
	id := h.act("take call")
	n := h.notice(id, queue.YourTurn).ID
	look := func(want bool, state queue.NoticeState, overtaken bool) {
		t.Helper()
		h.Look(func(b *queue.Book) {
			d, ok := b.Dispatch(n)
			if ok != want || ok && (d.Notice.State != state || d.Notice.Overtaken != overtaken || d.Ticket.ID != id || len(d.Reach) != 1) {
				t.Errorf("Dispatch: got %+v, %v, want %v, %s, overtaken %v", d, ok, want, state, overtaken)
			}
		})
	}
	look(true, queue.Pending, false)
	h.mustClaim(n)
	look(true, queue.Sending, false)
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	look(false, "", false)
	h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
	look(true, queue.Sending, false)
	h.goOn(id, "recall")
	look(true, queue.Sending, true)
	h.settle(queue.Settlement{Notice: n, State: queue.Accepted})
	look(false, "", false)
}

// mustOwing is a hall without a disk that could not tell so many customers yet that their turn is near.
func mustOwing(b *testing.B, customers int) *hall {
	b.Helper()
	v := venue()
	v.Rules.Near = customers
	h := &hall{failer: b, clock: &clock{now: noon}}
	h.options = queue.Options{Venue: v, Now: h.clock.Now, Open: func(context.Context) (queue.Store, error) { return sieve{waiting: 2 * customers}, nil }}
	h.mustOpen()
	b.Cleanup(h.mustClose)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	for i := range customers {
		h.mustTake("general", fmt.Sprint("customer ", i))
	}
	for range 2 * customers {
		h.mustCall("1")
	}
	return h
}

// BenchmarkDispatches picks eight of those that wait, and passes over a hundred that were tried already.
func BenchmarkDispatches(b *testing.B) {
	for _, waiting := range []int{200, 2_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			h := mustOwing(b, waiting)
			b.ReportAllocs()
			for b.Loop() {
				skipped := 0
				h.Look(func(book *queue.Book) {
					list := book.Dispatches(8, func(queue.Notice) bool { skipped++; return skipped <= 100 })
					if len(list) != 8 {
						b.Fatalf("got %d, want 8", len(list))
					}
				})
			}
		})
	}
}

// BenchmarkOutbox calls somebody again, claims that notice, settles it and brings its receipt, while so many others wait.
func BenchmarkOutbox(b *testing.B) {
	for _, waiting := range []int{200, 2_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			h := mustOwing(b, waiting)
			var called string
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%8 == 0 { // somebody else: nobody is called for ever, and each call is kept with its ticket
					h.mustTake("general", fmt.Sprint("one more ", i))
					called = h.mustCall("1").ID
				}
				h.mustDo(queue.Command{Verb: queue.Recall, Ticket: called})
				var d queue.Dispatch
				h.Look(func(book *queue.Book) { d = book.Dispatches(1, nil)[0] })
				h.mustClaim(d.Notice.ID)
				h.settle(queue.Settlement{Notice: d.Notice.ID, State: queue.Accepted, MessageID: d.Notice.ID})
				if !h.deliver(queue.Receipt{To: d.Reach[0].Customer, MessageID: d.Notice.ID, Delivered: true}) {
					b.Fatalf("receipt %d is unknown", i)
				}
			}
		})
	}
}
