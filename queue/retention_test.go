package queue_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// kept lists what the store has left after so many days, on each of which one customer came: days and bindings, by the day of
// the month.
func (h *hall) kept(days int) (dates, bindings string) {
	h.Helper()
	for i := range days {
		if i > 0 {
			h.clock.turn(24 * time.Hour)
		}
		h.mustTake("general", fmt.Sprint("customer ", i))
	}
	saved, err := h.store.Load(context.Background())
	if err != nil {
		h.Fatalf("Load: %v", err)
	}
	for _, d := range saved.Days {
		dates += d.Date[len("2026-11-"):] + " "
	}
	for _, b := range saved.Bindings {
		bindings += b.Day[len("2026-11-"):] + " "
	}
	return strings.TrimSpace(dates), strings.TrimSpace(bindings)
}

// Days are kept for as many days as the settings say, bindings for as many ended days but one at
// the least; 0 keeps days for ever.
func TestRetention(t *testing.T) {
	for _, c := range []struct {
		tickets, bindings, days int
		dates, bound            string
	}{
		{0, 0, 5, "20 21 22 23 24", "23 24"},
		{0, 1, 5, "20 21 22 23 24", "23 24"},
		{0, 3, 5, "20 21 22 23 24", "21 22 23 24"},
		{1, 1, 1, "20", "20"},
		{1, 1, 2, "20 21", "20 21"},
		{1, 1, 5, "23 24", "23 24"},
		{2, 0, 5, "22 23 24", "23 24"},
		{3, 9, 5, "21 22 23 24", "20 21 22 23 24"},
	} {
		v := venue()
		v.Rules.KeepTicketsDays, v.Rules.KeepBindingsDays = c.tickets, c.bindings
		h := mustHall(t, v)
		dates, bound := h.kept(c.days)
		if dates != c.dates {
			t.Errorf("tickets kept for %d days, after %d: got %s, want %s", c.tickets, c.days, dates, c.dates)
		}
		if bound != c.bound {
			t.Errorf("bindings kept for %d days, after %d: got %s, want %s", c.bindings, c.days, bound, c.bound)
		}
		h.mustClose()
	}
}

// A clock that is years ahead, and believed by staff, costs no past day.
func TestRetentionOfYearsAtOnce(t *testing.T) {
	v := venue()
	v.Rules.KeepTicketsDays = 30
	h := mustHall(t, v)
	defer h.mustClose()
	h.kept(10)
	h.clock.turn(14 * year)
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	saved, err := h.store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := len(saved.Days) + len(saved.Past); got != 10+1 {
		t.Errorf("days left: got %d, want all", got)
	}
	h.undo(queue.DayClosing, nil)
	if got := h.View(); got.Day != "2026-11-29" || got.Totals[queue.Waiting] != 1 {
		t.Errorf("undone: got %s with %v, want 2026-11-29 with one waiting", got.Day, got.Totals)
	}
}

// Contacts are kept as long as the bindings of tickets, those that say more of somebody for ninety days, and those of who is
// bound to an account as long as that.
func TestContactsKept(t *testing.T) {
	h := mustHall(t, venue()) // keeps bindings for one ended day
	defer h.mustClose()
	h.mustTake("general", "ticket")
	h.mustBind(h.accountCode("one", "shop", "u1"), "account")
	for _, c := range []struct {
		name string
		met  queue.Meeting
	}{
		{"nothing", queue.Meeting{Channel: "door", Window: window(48*time.Hour, 5), Tag: "vip", Follow: true}},
		{"ticket", queue.Meeting{}},
		{"later", queue.Meeting{}},
		{"phone", queue.Meeting{Phone: "1"}},
		{"union", queue.Meeting{Union: "u"}},
		{"grant", queue.Meeting{Grants: []queue.Grant{grant("a", 1)}}},
		{"no grant", queue.Meeting{Grants: []queue.Grant{grant("a", -1)}}},
		{"account", queue.Meeting{}},
	} {
		h.mustMeet(c.name, c.met)
	}
	known := func() (names string) {
		for _, name := range []string{"nothing", "ticket", "later", "phone", "union", "grant", "no grant", "account", "again"} {
			if _, ok := h.contact(name); ok {
				names += name + " "
			}
		}
		return strings.TrimSpace(names)
	}
	for day := range 100 {
		want := "account again"
		switch {
		case day < 2:
			want = "nothing ticket later phone union grant no grant account again"
		case day == 2: // who took a ticket on the first day
			want = "later phone union grant account again"
		case day < 91: // one day is what ends when the next begins
			want = "phone union grant account again"
		}
		h.clock.turn(time.Duration(min(day, 1)) * 24 * time.Hour)
		h.mustMeet("again", queue.Meeting{})
		if day == 1 {
			h.mustTake("general", "later")
		}
		if got := known(); got != want {
			t.Fatalf("after %d days: got %s, want %s", day, got, want)
		}
	}
	h.mustDo(queue.Command{Verb: queue.Disconnect, Account: "shop", User: "u1"})
	h.clock.turn(24 * time.Hour)
	h.look()
	if got := known(); got != "again" {
		t.Errorf("after the account was disconnected: got %s, want again", got)
	}
}

// Whatever staff believe of a clock that is years ahead, the day that it begins costs nobody's contact.
func TestContactsOfYearsAtOnce(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustMeet("ann", queue.Meeting{Phone: "1"})
	h.clock.turn(14 * year)
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	h.undo(queue.DayClosing, nil)
	if _, ok := h.contact("ann"); !ok {
		t.Error("ann is forgotten")
	}
}

// Codes are kept for one business day after they were used, or too old; a ticket's as long as the ticket; those of channels
// and those that never end for ever.
func TestCodesKept(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	code := func(id string, c queue.Code) string {
		c.ID = id
		if c.CreatedAt = noon; c.ExpiresAt.IsZero() {
			c.ExpiresAt = noon.Add(30 * 24 * time.Hour)
		}
		h.mustKeep(c)
		return c.Key()
	}
	forever := queue.Code{ID: "forever", Purpose: queue.Join, Service: "social", CreatedAt: noon}
	h.mustKeep(forever)
	code("month", queue.Code{Purpose: queue.Join, Service: "general"})
	code("hour", queue.Code{Purpose: queue.Join, Service: "general", ExpiresAt: noon.Add(time.Hour)})
	code("poster", queue.Code{Purpose: queue.Channel, For: "door", ExpiresAt: noon.Add(time.Hour)})
	code("free", queue.Code{Purpose: queue.Channel, FreeAt: noon, ExpiresAt: noon.Add(time.Hour)})
	code("paper", queue.Code{Purpose: queue.BindTicket, For: h.mustTake("general", "").ID})
	used := code("used", queue.Code{Purpose: queue.BindAccount, Account: "shop", User: "u1"})
	code("waits", queue.Code{Purpose: queue.BindAccount, Account: "shop", User: "u1"})
	h.mustBind(used, "ann")
	for day, want := range []string{
		"forever month hour poster free paper used waits", "forever month hour poster free paper used waits", "forever month poster free waits",
	} {
		h.clock.turn(time.Duration(min(day, 1)) * 24 * time.Hour)
		h.look()
		var got []string
		h.Look(func(b *queue.Book) {
			for _, p := range []queue.Purpose{queue.Join, queue.Channel, queue.BindTicket, queue.BindAccount, queue.SignIn} {
				for _, c := range b.Codes(p) {
					got = append(got, c.ID)
				}
			}
		})
		wanted := strings.Fields(want)
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("after %d days: got %v, want %v", day, got, wanted)
		}
	}
	if got := h.users("shop", "u1"); got != "ann" {
		t.Errorf("users: got %q, want ann for as long as she likes", got)
	}
	for _, c := range []struct{ service, want string }{{"general", "month"}, {"social", "forever"}} {
		h.Look(func(b *queue.Book) {
			if got, _ := b.Code(c.service); got.ID != c.want {
				t.Errorf("code of %s: got %s, want %s", c.service, got.ID, c.want)
			}
		})
	}
}
