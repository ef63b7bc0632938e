package queue_test

import (
	"fmt"
	"testing"

	"paihao/queue"
)

func TestNear(t *testing.T) {
	h := mustStaffed(t)
	var ids []string
	for i := range 6 {
		ids = append(ids, h.mustTake("general", fmt.Sprint("customer ", i)).ID)
	}
	for _, id := range ids {
		h.wantTold(id) // the answer to taking it says how many are ahead
	}
	for i, want := range [][]string{{}, {"near pending"}, {"near pending"}} { // calls; what the fifth, then four ahead, knows after each
		h.mustCall("1")
		h.wantTold(ids[4], want...)
		if i == 0 {
			h.wantTold(ids[3], "near pending")
			h.wantTold(ids[2]) // had two ahead from the first
		}
	}
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: ids[3]})
	h.wantTold(ids[3], "near void")
	h.wantTold(ids[5], "near pending")
}

// Whoever goes behind somebody does not bring that one nearer.
func TestNearNotFromBehind(t *testing.T) {
	h := mustStaffed(t)
	back := h.missed("ann")
	h.mustTake("general", "")
	last := h.mustTake("general", "")
	h.mustDo(queue.Command{Verb: queue.Return, Ticket: back})
	for range 2 {
		h.mustTake("general", "")
	}
	behind := h.mustTake("general", "")
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: behind.ID})
	h.wantTold(back, "called void", "called void")
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: last.ID})
	h.wantTold(back, "called void", "called void", "near pending")
}

// Who asks for more time reads in the answer how many are ahead, and is told no second time; when staff did it, they are.
func TestNearAfterLater(t *testing.T) {
	for by, want := range map[string][]string{queue.ByCustomer: nil, queue.ByDesk: {"near pending"}} {
		v := venue()
		v.Rules.Near, v.Rules.Later = 1, 1
		h := mustHall(t, v)
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		id := h.mustTake("general", "ann").ID
		for range 2 {
			h.mustTake("general", "")
		}
		if got := h.mustDo(queue.Command{Verb: queue.Later, Ticket: id, By: by}).Ticket.Ahead; got != 1 {
			t.Errorf("later by %s: got %d ahead, want 1", by, got)
		}
		h.wantTold(id)
		h.mustCall("1")
		h.wantTold(id, want...)
		h.mustClose()
	}
}

// A counter that calls for both lines brings both nearer; a line it does not serve stays as it is.
func TestNearAcrossLines(t *testing.T) {
	h := mustStaffed(t)
	for range 3 {
		h.mustTake("general", "")
	}
	social := h.mustTake("social", "ann") // called by counter 2 alone, which calls the other three first
	company := h.mustTake("company", "bob")
	h.mustCall("1")
	h.wantTold(social.ID, "near pending")
	h.wantTold(company.ID)
}

func TestNearZeroTellsNobody(t *testing.T) {
	v := venue()
	v.Rules.Near = 0
	h := mustHall(t, v)
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustTake("general", "")
	last := h.mustTake("general", "ann")
	h.mustCall("1")
	h.wantTold(last.ID)
}
