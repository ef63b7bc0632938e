package queue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// found is the numbers of a page.
func (h *hall) found(ask queue.Query) (numbers string, total int) {
	h.Helper()
	p, err := h.Line(context.Background(), ask)
	if err != nil {
		h.Fatalf("%+v: %v", ask, err)
	}
	var list []string
	for _, s := range p.Tickets {
		list = append(list, s.Number)
	}
	return strings.Join(list, " "), p.Total
}

// mustQueue is a hall with A001 and A003 waiting for general, A002 for social and C01 for company.
func mustQueue(t *testing.T) *hall {
	t.Helper()
	h := mustHall(t, venue())
	t.Cleanup(h.mustClose)
	for _, service := range []string{"general", "social", "company", "general"} {
		h.mustTake(service, "")
	}
	return h
}

func TestLineParts(t *testing.T) {
	h := mustQueue(t)
	for _, c := range []struct {
		ask   queue.Query
		want  string
		total int
	}{
		{queue.Query{Count: 100}, "A001 A002 C01 A003", 4},
		{queue.Query{Count: 2}, "A001 A002", 4},
		{queue.Query{Count: 2, From: 1}, "A002 C01", 4},
		{queue.Query{Count: 2, From: 3}, "A003", 4},
		{queue.Query{Count: 2, From: 4}, "", 4},
		{queue.Query{Count: 1, From: 1 << 62}, "", 4},
		{queue.Query{Count: 100, Services: []string{"general"}}, "A001 A003", 2},
		{queue.Query{Count: 1, From: 1, Services: []string{"general"}}, "A003", 2},
		{queue.Query{Count: 100, Services: []string{"company", "general", "company"}}, "A001 C01 A003", 3},
		{queue.Query{Count: 100, Search: " \u3000\t"}, "A001 A002 C01 A003", 4}, // nothing is searched for
		{queue.Query{Count: 1, Search: "0", From: 1 << 62}, "", 4},
		{queue.Query{Count: 100, Search: "0", Services: []string{"general"}}, "A001 A003", 2},
		{queue.Query{Count: 2, Search: "a", From: 1}, "A002 A003", 3},
	} {
		if got, total := h.found(c.ask); got != c.want || total != c.total {
			t.Errorf("%+v: got %q of %d, want %q of %d", c.ask, got, total, c.want, c.total)
		}
	}
}

func TestLineRefusals(t *testing.T) {
	h := mustQueue(t)
	for _, c := range []struct {
		ask  queue.Query
		want error
	}{
		{queue.Query{}, queue.ErrInvalid},
		{queue.Query{Count: -1}, queue.ErrInvalid},
		{queue.Query{Count: queue.MaxPage + 1}, queue.ErrInvalid},
		{queue.Query{Count: 1, From: -1}, queue.ErrInvalid},
		{queue.Query{Count: 1, Search: strings.Repeat("号", queue.MaxSearch)}, nil},
		{queue.Query{Count: 1, Search: strings.Repeat("号", queue.MaxSearch+1)}, queue.ErrInvalid},
		{queue.Query{Count: 1, Search: strings.Repeat(" ", queue.MaxSearch+1)}, queue.ErrInvalid},
		{queue.Query{Count: 1, Search: "\xff\x00"}, nil},
		{queue.Query{Count: 1, Services: []string{"general", "none"}}, queue.ErrNoService},
		{queue.Query{Count: 1, Services: []string{""}}, queue.ErrNoService},
		{queue.Query{Count: 1, Services: []string{"none"}, Search: "A"}, queue.ErrNoService},
	} {
		if p, err := h.Line(t.Context(), c.ask); !errors.Is(err, c.want) || len(p.Tickets) > 0 {
			t.Errorf("%+v: got %d tickets, %v, want none, %v", c.ask, len(p.Tickets), err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Line(ctx, queue.Query{Count: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("who does not wait any more: got %v, want %v", err, context.Canceled)
	}
	if _, err := h.Ticket(ctx, "none"); !errors.Is(err, context.Canceled) {
		t.Errorf("a ticket for who does not wait any more: got %v, want %v", err, context.Canceled)
	}
}

// A number is found as people write it.
func TestSearchWriting(t *testing.T) {
	h := mustQueue(t)
	for search, want := range map[string]string{
		"A003": "A003", "a003": "A003", "Ａ００３": "A003", "ａ００３": "A003", " A 003\u00a0": "A003", "　003": "A003", "3": "A003",
		"00": "A001 A002 A003", "c": "C01", "Ｃ": "C01", "A01": "", "A003x": "", "-": "", "%": "", "*": "", "一": "",
	} {
		if got, _ := h.found(queue.Query{Search: search, Count: 100}); got != want {
			t.Errorf("%q: got %q, want %q", search, got, want)
		}
	}
}

// Those who wait are found first, in the order of calling; then whom something may still become of; then those that have
// ended, the newest first. A day that is over has all its tickets too.
func TestSearchOrder(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	var ids []string
	for range 6 {
		ids = append(ids, h.mustTake("general", "").ID)
	}
	h.mustDo(to(queue.Cancel, ids[4]))
	h.mustDo(to(queue.Hold, ids[3]))
	h.mustCall("1")
	h.mustCall("1")
	h.clock.turn(time.Minute)
	search := queue.Query{Search: "A", Count: 100}
	for _, when := range []string{"at once", "after a restart"} {
		if got, _ := h.found(search); got != "A003 A006 A002 A004 A001 A005" {
			t.Errorf("%s: got %s, want the line, the called and the held one, the done and the cancelled one", when, got)
		}
		h.mustReopen()
	}
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	if got, total := h.found(search); got != "A002 A001 A004 A005 A006 A003" || total != 6 {
		t.Errorf("after the day: got %s of %d, want all six, what happened last first", got, total)
	}
	if got, total := h.found(queue.Query{Count: 1}); got != "" || total != 0 {
		t.Errorf("line after the day: got %q of %d, want nobody", got, total)
	}
	h.clock.turn(24 * time.Hour)
	h.look()
	if got, _ := h.found(search); got != "" {
		t.Errorf("the next day: got %s, want nothing of yesterday", got)
	}
}

// Who waits for a service that has left the settings stands in the line of all.
func TestLineOfStrays(t *testing.T) {
	h := mustQueue(t)
	h.options.Venue.Services, h.options.Venue.Counters = h.options.Venue.Services[:1], h.options.Venue.Counters[:1]
	h.mustReopen()
	if got, total := h.found(queue.Query{Count: 100}); got != "A001 A002 C01 A003" || total != 4 {
		t.Errorf("got %s of %d, want all four", got, total)
	}
	if _, err := h.Line(t.Context(), queue.Query{Count: 1, Services: []string{"company"}}); !errors.Is(err, queue.ErrNoService) {
		t.Errorf("by its name: got %v, want %v", err, queue.ErrNoService)
	}
}

// Pages of any size joined are the line of their services in the order of places, however people came back to it.
func TestPagesAreTheLine(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		v := venue()
		v.Rules = queue.Rules{Priority: queue.Ratio{Priority: 1, Ordinary: 1}, MaxPriorityDelay: time.Hour, Later: 1}
		h := mustHall(r, v)
		defer h.mustClose()
		var ids []string
		for range rapid.IntRange(0, 40).Draw(r, "tickets") {
			service := rapid.SampledFrom(v.Services).Draw(r, "service").ID
			class := queue.Class(rapid.IntRange(0, 1).Draw(r, "class"))
			ids = append(ids, h.mustDo(queue.Command{Verb: queue.Take, Service: service, Class: class}).Ticket.ID)
			if rapid.IntRange(0, 2).Draw(r, "lets others go first") == 0 {
				h.mustDo(to(queue.Later, rapid.SampledFrom(ids).Draw(r, "who")))
			}
		}
		ask := queue.Query{Count: rapid.IntRange(1, 7).Draw(r, "page")}
		if rapid.Bool().Draw(r, "some") {
			ask.Services = []string{"social", "general"}
		}
		whole := h.inLine(ask.Services...)
		for ask.From = 0; ask.From <= len(ids); ask.From++ {
			p, err := h.Line(context.Background(), ask)
			want := whole[min(ask.From, len(whole)):min(ask.From+ask.Count, len(whole))]
			if err != nil || p.Total != len(whole) || !slices.EqualFunc(p.Tickets, want, func(x, y queue.Standing) bool { return x.ID == y.ID }) {
				r.Fatalf("%+v of %d: got %+v, %v, want %+v", ask, len(whole), p, err, want)
			}
		}
	})
}

// A search while tickets come and go is of one moment: those that wait come first, each with one more ahead, then those that
// do not, none twice.
func TestSearchInARush(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	for range 50 {
		h.mustTake("general", "")
	}
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		for ctx.Err() == nil {
			h.mustTake("general", "")
			h.mustCall("1")
		}
	})
	for range 500 {
		p, err := h.Line(ctx, queue.Query{Search: "A", Count: queue.MaxPage})
		if err != nil || p.Total < 50 {
			t.Fatalf("got %d of %d, %v, want 50 or more", len(p.Tickets), p.Total, err)
		}
		for i, s := range p.Tickets {
			waits := i < 50 || i == 50 && s.State == queue.Waiting // one more between a take and the next call
			if waits != (s.State == queue.Waiting) || waits && s.Ahead != i || slices.ContainsFunc(p.Tickets[:i], func(x queue.Standing) bool { return x.ID == s.ID }) {
				t.Fatalf("row %d at %d: %s is %s with %d ahead", i, p.Revision, s.Number, s.State, s.Ahead)
			}
		}
	}
	stop()
	all.Wait()
}

func TestTicketOfTheDay(t *testing.T) {
	h := mustQueue(t)
	id := h.inLine()[1].ID
	if s, err := h.Queue.Ticket(t.Context(), id); err != nil || s.Number != "A002" || s.State != queue.Waiting {
		t.Errorf("got %+v, %v, want A002 waiting", s, err)
	}
	h.clock.turn(24 * time.Hour)
	h.look()
	if _, err := h.Queue.Ticket(t.Context(), id); !errors.Is(err, queue.ErrNoTicket) {
		t.Errorf("of yesterday: got %v, want %v", err, queue.ErrNoTicket)
	}
}
