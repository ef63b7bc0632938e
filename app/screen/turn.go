package screen

import (
	"time"

	"paihao/queue"
)

// turn is a call in the panel, or one that waits for its time there.
type turn struct {
	call  queue.Call
	came  time.Time     // when it was heard
	had   time.Duration // shown in earlier turns
	first time.Time     // when it came up first; zero = not yet, or never flashed
}

// replaces tells whether nobody has to come for an earlier call since this one: it is the same ticket, called again, or
// its counter wants this one now.
func (t *turn) replaces(old *turn) bool {
	return t.call.Seq > old.call.Seq && (t.call.Ticket == old.call.Ticket || t.call.Counter == old.call.Counter)
}
