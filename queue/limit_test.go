package queue_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// refused takes a ticket that is not given out.
func (h *hall) refused(c queue.Command) (limit *queue.LimitError) {
	h.Helper()
	c.Verb = queue.Take
	_, err := h.Do(context.Background(), c)
	if !errors.As(err, &limit) {
		h.Fatalf("take: got %v, want a limit", err)
	}
	return limit
}

// Each limit says why, until when and how many, to who asks and in the view; calling goes on.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name   string
		rule   func(*queue.Venue)
		before []queue.Command
		want   queue.LimitError
		reason queue.Reason
	}{
		{
			"stopped", func(*queue.Venue) {},
			[]queue.Command{{Verb: queue.Stop, Service: "general"}},
			queue.LimitError{Err: queue.ErrStopped},
			queue.ByStaff,
		},
		{
			"hours", func(v *queue.Venue) { v.Services[0].Hours, _ = queue.ParseHours("09:00-12:00") }, nil,
			queue.LimitError{Err: queue.ErrOutOfHours, Until: noon.Add(21 * time.Hour)},
			queue.ByHours,
		},
		{
			"a pause at noon", func(v *queue.Venue) { v.Services[0].Hours, _ = queue.ParseHours("09:00-12:00,13:30-17:00") }, nil,
			queue.LimitError{Err: queue.ErrOutOfHours, Until: noon.Add(90 * time.Minute)},
			queue.ByHours,
		},
		{
			"quota", func(v *queue.Venue) { v.Services[0].Quota = 1 },
			[]queue.Command{{Verb: queue.Take, Service: "general"}},
			queue.LimitError{Err: queue.ErrQuota, Most: 1},
			queue.ByQuota,
		},
		{
			"quota with hours", func(v *queue.Venue) {
				v.Services[0].Quota = 1
				v.Services[0].Hours, _ = queue.ParseHours("Fri 09:00-17:00; Sun 10:00-17:00")
			},
			[]queue.Command{{Verb: queue.Take, Service: "general"}},
			queue.LimitError{Err: queue.ErrQuota, Most: 1, Until: noon.Add(46 * time.Hour)},
			queue.ByQuota,
		},
		{
			"crowd", func(v *queue.Venue) { v.Rules.MaxWaiting = 2 },
			[]queue.Command{{Verb: queue.Take, Service: "company"}, {Verb: queue.Take, Service: "general"}},
			queue.LimitError{Err: queue.ErrCrowded, Most: 2},
			queue.ByCrowd,
		},
		{
			"closed", func(*queue.Venue) {},
			[]queue.Command{{Verb: queue.CloseDay}},
			queue.LimitError{Err: queue.ErrDayClosed},
			queue.ByDay,
		},
		{
			"closed with hours", func(v *queue.Venue) { v.Services[0].Hours, _ = queue.ParseHours("09:00-17:00") },
			[]queue.Command{{Verb: queue.CloseDay}},
			queue.LimitError{Err: queue.ErrDayClosed, Until: noon.Add(21 * time.Hour)},
			queue.ByDay,
		},
		{
			"numbers", func(v *queue.Venue) { v.Rules.StopNumbers, v.Services[0].Digits = true, 1 },
			slices.Repeat([]queue.Command{{Verb: queue.Take, Service: "general"}}, 9),
			queue.LimitError{Err: queue.ErrNoNumbers, Most: 9},
			queue.ByNumbers,
		},
	} {
		v := venue()
		c.rule(&v)
		h := mustHall(t, v)
		for _, command := range c.before {
			h.mustDo(command)
		}
		got := h.refused(queue.Command{Service: "general", Customer: customer("ann")})
		c.want.Service = "general"
		if !errors.Is(got, c.want.Err) || got.Service != c.want.Service || got.Most != c.want.Most || !got.Until.Equal(c.want.Until) || got.Reason() != c.reason {
			t.Errorf("%s: got %+v, %s, want %+v, %s", c.name, *got, got.Reason(), c.want, c.reason)
		}
		if s := h.View().Services[0]; s.Open || s.Reason != c.reason || !s.OpensAt.Equal(c.want.Until) {
			t.Errorf("%s, the view: got %+v, want closed by %s until %v", c.name, s, c.reason, c.want.Until)
		}
		h.mustClose()
	}
}

// Staff stop and resume a service; the other services and a restart change nothing in that, a new day does.
func TestStop(t *testing.T) {
	h := mustStaffed(t)
	h.mustTake("general", "")
	h.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
	h.mustReopen()
	h.refused(queue.Command{Service: "general"})
	h.mustTake("social", "")
	h.mustCall("1")
	h.mustDo(queue.Command{Verb: queue.Issue, Service: "general"})
	h.mustTake("general", "")
	h.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
	h.clock.turn(20 * time.Hour)
	h.mustTake("general", "")
}

// A number has as many digits as the settings say, or more, unless they say stop. Services that share a prefix run out together.
func TestNumbersRunOut(t *testing.T) {
	for _, stop := range []bool{false, true} {
		v := venue()
		v.Rules.StopNumbers = stop
		v.Services[0].Digits, v.Services[1].Digits = 1, 1
		h := mustHall(t, v)
		for range 9 {
			h.mustTake("general", "")
		}
		if !stop {
			if got := h.mustTake("social", "").Number; got != "A10" {
				t.Errorf("tenth number: got %s, want A10", got)
			}
		} else if got := h.refused(queue.Command{Service: "social"}); !errors.Is(got, queue.ErrNoNumbers) || got.Most != 9 || got.Reason() != queue.ByNumbers {
			t.Errorf("tenth number: got %+v, want %v after 9", got, queue.ErrNoNumbers)
		}
		h.mustTake("company", "")
		h.clock.turn(16 * time.Hour)
		if got := h.mustTake("social", "").Number; got != "A1" {
			t.Errorf("first number of the next day: got %s, want A1", got)
		}
		h.mustClose()
	}
}

// Who cancels waits for a while before the next ticket; who was cancelled by staff does not, nor who has a ticket already.
func TestCooldown(t *testing.T) {
	v := venue()
	v.Rules.Cooldown = 10 * time.Minute
	h := mustHall(t, v)
	defer h.mustClose()
	cancel := func(name, by string) {
		h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: h.mustTake("general", name).ID, By: by})
	}
	cancel("ann", queue.ByDesk)
	cancel("ann", queue.ByCustomer)
	cancel("bob", queue.ByDesk)
	h.mustTake("general", "bob")
	h.clock.turn(4 * time.Minute)
	got := h.refused(queue.Command{Service: "social", Customer: customer("ann")})
	if !errors.Is(got, queue.ErrCooldown) || !got.Until.Equal(noon.Add(10*time.Minute)) || got.Reason() != queue.ByCooldown {
		t.Errorf("after cancelling: got %+v, want %v for six minutes more", got, queue.ErrCooldown)
	}
	h.mustTake("general", "")
	h.clock.turn(6 * time.Minute)
	h.mustTake("general", "ann")
}

// Restaurants: the first service whose tables fit the party; a named one must fit.
func TestParty(t *testing.T) {
	v := venue()
	v.Services[0].Party, v.Services[1].Party = queue.Party{Min: 1, Max: 2}, queue.Party{Min: 2, Max: 6}
	h := mustHall(t, v)
	defer h.mustClose()
	for _, c := range []struct {
		service string
		party   int
		want    string
		err     error
	}{
		{"", 1, "general", nil},
		{"", 2, "general", nil},
		{"", 3, "social", nil},
		{"", 7, "", queue.ErrParty},
		{"", 0, "", queue.ErrNoService},
		{"", -1, "", queue.ErrNoService},
		{"general", 3, "", queue.ErrParty},
		{"general", 0, "general", nil},
		{"general", -1, "", queue.ErrInvalid},
		{"company", 9, "company", nil}, // does not ask
	} {
		o, err := h.Do(t.Context(), queue.Command{Verb: queue.Take, Service: c.service, Party: c.party})
		if !errors.Is(err, c.err) || err == nil && (o.Ticket.Service != c.want || o.Ticket.Party != c.party) {
			t.Errorf("party of %d for %q: got %v, %v, want %s, %v", c.party, c.service, o.Ticket, err, c.want, c.err)
		}
	}
}
