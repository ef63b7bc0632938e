package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// The queue's time is what its records carry. It goes on with a clock that goes on, and into no other age with one that leaps,
// before the next decision as after it.
func TestNow(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.act("take")
	start := h.Now()
	for _, c := range []struct{ turn, want time.Duration }{
		{0, 0},
		{time.Minute, time.Minute},
		{time.Hour, time.Hour + time.Minute},
		{14 * year, time.Hour + time.Minute},
		{time.Minute, time.Hour + 2*time.Minute},
	} {
		h.clock.turn(c.turn)
		if got := h.Now().Sub(start); got != c.want {
			t.Errorf("%v after the clock was turned by %v, want %v", got, c.turn, c.want)
		}
		h.mustDo(queue.Command{Verb: queue.Meet, Customer: customer("ann")})
		if got := h.Now().Sub(start); got != c.want {
			t.Errorf("%v after a decision and a turn by %v, want %v", got, c.turn, c.want)
		}
	}
}
