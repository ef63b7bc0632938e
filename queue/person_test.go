package queue_test

import (
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// The tickets of a person are listed in whichever app they hold them, the one that was taken last first, also when a clock that
// was wrong has been set back between them.
func TestTicketsOf(t *testing.T) {
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	h := mustTelling(t, func(v *queue.Venue) { v.Rules.OneTicketEach = false })
	for _, c := range []queue.Customer{customer("ann"), mini} {
		h.mustDo(queue.Command{Verb: queue.Meet, Customer: c, Meeting: &queue.Meeting{Union: "union ann"}})
	}
	first := h.mustTake("general", "ann").Number
	h.mustTake("general", "bob")
	h.clock.turn(-2 * time.Hour)
	h.Hear(h.clock.Now())
	second := h.mustDo(queue.Command{Verb: queue.Take, Service: "company", Customer: mini}).Ticket.Number
	third := h.mustTake("general", "ann").Number
	want := []string{third, second, first}
	for _, who := range []queue.Customer{customer("ann"), mini} {
		h.Look(func(b *queue.Book) {
			var got []string
			for _, s := range b.TicketsOf(who) {
				got = append(got, s.Number)
			}
			if !slices.Equal(got, want) {
				t.Errorf("tickets of %s: got %v, want %v", who.OpenID, got, want)
			}
			if last, ok := b.Last(who); !ok || last.Number != third {
				t.Errorf("last ticket of %s: got %s, want %s", who.OpenID, last.Number, third)
			}
		})
	}
	h.Look(func(b *queue.Book) {
		if list := b.TicketsOf(customer("eve")); len(list) > 0 {
			t.Errorf("tickets of a stranger: got %v, want none", list)
		}
	})
}

// A contact is found by its id for as long as somebody is known by it.
func TestMet(t *testing.T) {
	h := mustStaffed(t)
	h.mustMeet("ann", queue.Meeting{})
	known, _ := h.contact("ann")
	for _, want := range []bool{true, false} {
		h.Look(func(b *queue.Book) {
			if c, ok := b.Met(known.ID); ok != want || ok && c.Customer != customer("ann") {
				t.Errorf("Met: got %v %v, want %v", c.Customer, ok, want)
			}
		})
		h.mustForget("ann")
	}
}
