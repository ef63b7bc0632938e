package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// What a day has taught goes when forecasts do not use it any more, but for its scores.
func TestOldDaysFade(t *testing.T) {
	const days, kept = 40, 21
	h := mustHall(t, venue())
	defer h.mustClose()
	for range days {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		h.mustTake("general", "")
		h.mustTake("general", "")
		h.clock.turn(5 * time.Minute)
		h.mustCall("1")
		h.clock.turn(5 * time.Minute)
		h.mustCall("1")
		h.clock.turn(24*time.Hour - 10*time.Minute)
	}
	for range 2 { // as it is, and as it was written
		list := h.mustDays()
		list = list[:len(list)-1] // today
		if len(list) < days-1 {
			t.Fatalf("days: got %d, want %d", len(list), days-1)
		}
		for i, d := range list {
			if d.Summary == nil || len(d.Summary.Scores) != 1 {
				t.Fatalf("%s: got %+v, want a score", d.Date, d.Summary)
			}
			// The day that ended last was not among those that had taught when the next began.
			if got, want := len(d.Summary.Counters) > 0, i >= len(list)-kept-1; got != want {
				t.Errorf("%s, the %d. of %d: has its counters' hours: got %v, want %v", d.Date, i+1, len(list), got, want)
			}
		}
		h.mustReopen()
	}
}
