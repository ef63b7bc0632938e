package queue_test

import (
	"errors"
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

// All apps of one person count as one customer, from the moment that this is known.
func TestOneTicketOfAPerson(t *testing.T) {
	v := venue()
	v.Rules.Cooldown = 10 * time.Minute
	h := mustHall(t, v)
	defer h.mustClose()
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "ann's"}
	first := h.mustTake("general", "ann")
	h.mustMeet("ann", queue.Meeting{Union: "ann everywhere"})
	take := queue.Command{Verb: queue.Take, Service: "social", Customer: mini}
	strange := h.mustDo(take).Ticket // nothing says that this is ann
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: strange.ID, By: queue.ByDesk})
	take.Meeting = &queue.Meeting{Union: "ann everywhere"}
	revision := h.View().Revision
	_, err := h.Do(t.Context(), take)
	h.wantRefusal("take by the mini program", err, queue.ErrAlreadyWaiting, first.ID, revision)
	h.mustDo(queue.Command{Verb: queue.Meet, Customer: mini, Meeting: take.Meeting})
	for _, when := range []string{"at once", "after a restart"} {
		take.Meeting = nil
		revision = h.View().Revision
		_, err = h.Do(t.Context(), take)
		h.wantRefusal(when, err, queue.ErrAlreadyWaiting, first.ID, revision)
		h.Look(func(b *queue.Book) {
			if s, ok := b.Of(mini); !ok || s.ID != first.ID {
				t.Errorf("%s, ticket of the mini program's customer: got %s %v, want %s", when, s.Number, ok, first.Number)
			}
			if got := b.Reach(mini); len(got) != 2 || got[0].Customer != mini || got[1].Customer != customer("ann") {
				t.Errorf("%s, apps of the person: got %+v, want both, the one asked for first", when, got)
			}
		})
		h.mustReopen()
	}
	h.mustMeet("bob", queue.Meeting{Union: "ann everywhere"})
	h.mustMeet("ann", queue.Meeting{Phone: "1"}) // written anew
	h.Look(func(b *queue.Book) {
		if got := b.Reach(customer("bob")); len(got) != 3 || got[1].Customer != customer("ann") || got[2].Customer != mini {
			t.Errorf("apps of the person: got %+v, want bob and then the others in the order they were met", got)
		}
	})
	h.mustForget("bob")
	o, err := h.Do(t.Context(), queue.Command{Verb: queue.Bind, Code: h.ticketCode("paper", first.ID), Customer: mini})
	if err != nil || o.Ticket.ID != first.ID {
		t.Errorf("a code of the ticket they hold: got %v, %v, want the same answer", o.Ticket, err)
	}
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: first.ID, By: queue.ByCustomer})
	take.Verb = queue.Take
	if _, err := h.Do(t.Context(), take); !errors.Is(err, queue.ErrCooldown) {
		t.Errorf("take after cancelling in the other app: got %v, want %v", err, queue.ErrCooldown)
	}
}

// Last is the newest ticket of the day, whatever has become of it; Of the newest open one.
func TestLast(t *testing.T) {
	v := venue()
	v.Rules.OneTicketEach = false
	h := mustHall(t, v)
	defer h.mustClose()
	want := func(name, last, of string) {
		t.Helper()
		h.Look(func(b *queue.Book) {
			l, _ := b.Last(customer("ann"))
			o, _ := b.Of(customer("ann"))
			if l.ID != last || o.ID != of {
				t.Errorf("%s: got last %s, open %s, want %s, %s", name, l.Number, o.Number, last, of)
			}
		})
	}
	want("none", "", "")
	paper := h.mustTake("general", "").ID
	first, second := h.mustTake("general", "ann").ID, h.mustTake("general", "ann").ID
	want("two", second, second)
	h.mustDo(to(queue.Cancel, second))
	want("the newer one cancelled", second, first)
	h.mustBind(h.ticketCode("paper", paper), "ann")
	want("an older one bound since", second, first)
	h.mustDo(to(queue.Cancel, first))
	want("both cancelled", second, paper)
	h.mustReopen()
	want("after a restart", second, paper)
	h.clock.turn(24 * time.Hour)
	h.look()
	want("the next day", "", "")
}

// Who has been known as somebody in one app alone counts as one person with another app's from the act that tells so.
func TestOnePersonAtOnce(t *testing.T) {
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	h := mustStaffed(t)
	h.mustMeet("ann", queue.Meeting{})
	h.mustDo(queue.Command{Verb: queue.Take, Service: "company", Customer: mini, Meeting: &queue.Meeting{Union: "union ann"}})
	c := queue.Command{Verb: queue.Take, Service: "general", Customer: customer("ann"), Meeting: &queue.Meeting{Union: "union ann"}}
	if _, err := h.Do(t.Context(), c); !errors.Is(err, queue.ErrAlreadyWaiting) {
		t.Errorf("a second ticket: got %v, want %v", err, queue.ErrAlreadyWaiting)
	}
}

// Who is to be given a tag is listed until they have it, or are forgotten, also over a restart.
func TestUntagged(t *testing.T) {
	h := mustStaffed(t)
	untagged := func() (names []string) {
		h.Look(func(b *queue.Book) {
			for _, c := range b.Untagged() {
				names = append(names, c.Customer.OpenID+" "+c.Tag)
			}
		})
		return names
	}
	for _, c := range []struct {
		act  func()
		want []string
	}{
		{func() {}, nil},
		{func() { h.mustMeet("ann", queue.Meeting{Tag: "door"}); h.mustMeet("bob", queue.Meeting{Tag: "desk"}) }, []string{"ann door", "bob desk"}},
		{func() { h.mustMeet("ann", queue.Meeting{Tagged: "desk"}) }, []string{"ann door", "bob desk"}},
		{func() { h.mustMeet("ann", queue.Meeting{Tagged: "door"}) }, []string{"bob desk"}},
		{func() { h.mustForget("bob") }, nil},
	} {
		c.act()
		for range 2 {
			if got := untagged(); !slices.Equal(got, c.want) {
				t.Errorf("to be tagged: got %q, want %q", got, c.want)
			}
			h.mustReopen()
		}
	}
}

// Those who are known of an app, or bound, are listed until they leave: also after a restart, and those of other apps are not.
func TestKnown(t *testing.T) {
	h := mustStaffed(t)
	mini := queue.Customer{App: "wx1111111111111111", OpenID: "mini ann"}
	h.mustTake("general", "cat")
	h.mustMeet("ann", queue.Meeting{Follow: true, Followed: noon})
	h.mustTake("general", "bob")
	h.mustTake("general", "ann")
	h.mustDo(queue.Command{Verb: queue.Take, Service: "general", Customer: mini})
	h.mustTake("general", "dan")
	h.mustForget("dan")
	for _, when := range []string{"at once", "after a restart"} {
		list := ""
		h.Look(func(b *queue.Book) {
			for _, c := range b.Known(customer("ann").App) {
				list += c.Customer.OpenID + " "
				if c.Followed.IsZero() == (c.Customer.OpenID == "ann") {
					t.Errorf("%s: %s follows since %v", when, c.Customer.OpenID, c.Followed)
				}
			}
			if others := b.Known(mini.App); len(others) != 1 || others[0].Customer != mini {
				t.Errorf("%s: known of the other app: %v, want %v", when, others, mini)
			}
		})
		if list != "ann bob cat " {
			t.Errorf("%s: known: %q, want ann, bob and cat", when, list)
		}
		h.mustReopen()
	}
}
