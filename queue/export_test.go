package queue

import (
	"fmt"
	"time"
)

// Summary is what the day has taught, if staff ended it as soon as it had begun.
func (b *Book) Summary() *Summary { return b.summary(moment{now: b.day.OpenedAt}, ByDesk) }

// Reloaded is the book as it were after a restart.
func (b *Book) Reloaded() *Book { return b.copy() }

// Expected is what is expected of the rest of the day at a time, in words.
func (b *Book) Expected(now time.Time) string {
	o := *b.outlook(now)
	spread := *o.shape
	o.shape, o.of, o.turned = nil, nil, 0
	return fmt.Sprintf("%+v\n%+v", o, spread)
}
