package queue_test

import (
	"paihao/queue"
	"pgregory.net/rapid"
)

// checkTaught: what the day has taught, and what is expected of the rest of it, is the same after a restart, whatever was
// taken back since and whenever it was noted.
func (m *machine) checkTaught(r *rapid.T) {
	m.Look(func(b *queue.Book) {
		again := b.Reloaded()
		if got, want := again.Standings(), b.Standings(); got != want {
			r.Fatalf("made anew, a book is another:\n%s", difference(got, want))
		}
		if where := b.Apart(again); where != "" {
			r.Fatalf("made anew, a book is another at %s", where)
		}
		if got, want := mustText(r, b.Summary()), mustText(r, again.Summary()); got != want {
			r.Fatalf("the day has taught\n%s\nwant what it has after a restart,\n%s", got, want)
		}
		now := m.clock.Now()
		if got, want := b.Expected(now), again.Expected(now); got != want {
			r.Fatalf("at %v\n%s\nis expected, want\n%s", now, got, want)
		}
	})
}
