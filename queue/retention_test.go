package queue_test

import (
	"context"
	"fmt"
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
	if got := len(saved.Days); got != 10+1 {
		t.Errorf("days left: got %d, want all", got)
	}
	h.undo(queue.DayClosing, nil)
	if got := h.View(); got.Day != "2026-11-29" || got.Totals[queue.Waiting] != 1 {
		t.Errorf("undone: got %s with %v, want 2026-11-29 with one waiting", got.Day, got.Totals)
	}
}
