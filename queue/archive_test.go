package queue_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// The records of days long past are left in the store, and told all the same; also of those whose customers are still known.
func TestDaysOfLongAgo(t *testing.T) {
	for _, bindings := range []int{1, 30} {
		v := venue()
		v.Rules.KeepTicketsDays, v.Rules.KeepBindingsDays = 0, bindings
		h := mustHall(t, v)
		first := noon.Format(time.DateOnly)
		for i := range 40 {
			if i > 0 {
				h.clock.turn(24 * time.Hour)
			}
			h.mustDo(by("door", fmt.Sprint("customer ", i)))
			if i%13 == 0 {
				h.mustReopen()
			}
		}
		for range 2 { // as it is, and as a start reads it
			days := h.mustDays()
			if len(days) != 40 || days[0].Date != first || slices.ContainsFunc(days, func(d queue.Day) bool { return len(d.Channels) != 1 }) {
				t.Fatalf("got %d days, want 40 from %s on, each with what came by a channel", len(days), first)
			}
			some, err := h.Days(t.Context(), days[3].Date, days[30].Date)
			if err != nil || len(some) != 28 || some[0].Date != days[3].Date || some[27].Date != days[30].Date {
				t.Errorf("from %s to %s: got %d days, %v, want 28", days[3].Date, days[30].Date, len(some), err)
			}
			saved, err := h.store.Load(t.Context())
			if err != nil || len(saved.Bindings) != bindings+1 {
				t.Errorf("bindings of %d ended days: got %d, %v", bindings, len(saved.Bindings), err)
			}
			h.mustReopen()
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := h.Days(ended, first, first); err == nil {
			t.Errorf("asked in vain: got no error, want one")
		}
		h.mustClose()
	}
}

// The day before can be opened again, whatever date a wrong clock gave it, and whatever was left in the store since.
func TestReopenDayOfWrongDate(t *testing.T) {
	for _, wrong := range []int{-26, 14} { // years
		h := mustHall(t, venue())
		for range 30 {
			h.mustTake("general", "")
			h.clock.turn(24 * time.Hour)
		}
		h.look()
		h.clock.turn(time.Duration(wrong) * year)
		h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
		h.mustTake("general", "")
		date := h.View().Day
		h.clock.turn(-time.Duration(wrong) * year)
		h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
		if h.View().Day == date {
			t.Fatalf("%d years off: the day did not end", wrong)
		}
		for _, restart := range []bool{false, true} {
			if restart {
				h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
				h.mustReopen()
			}
			h.undo(queue.DayClosing, nil)
			if got := h.View(); got.Day != date || got.Totals[queue.Waiting] != 1 {
				t.Errorf("%d years off, restarted %v: got %s with %v, want %s with one waiting", wrong, restart, got.Day, got.Totals, date)
			}
		}
		h.mustClose()
	}
}
