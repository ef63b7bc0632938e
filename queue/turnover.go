package queue

import (
	"slices"
	"time"
)

const (
	gapMost = 2 * time.Minute // whoever lets a counter wait longer than this is away from it
	// passagesKept is how many newest passages of a counter are kept, so that they can be taken back, and as many again before
	// they are cut.
	passagesKept = 64
)

// passage is that a counter came free, or called somebody.
type passage struct {
	seq   uint64 // of the step
	at    time.Time
	taken time.Time // when the ticket was taken that is called
	free  bool
	doubt bool
}

// desk is the newest passages of a counter, in the order in which they happened.
type desk []passage

// turn notes a passage at a counter, or with −1 that it was taken back, and what the gaps before and after it then come to.
func (l *lessons) turn(p passage, counter string, n int64) {
	c, ok := l.counter[counter]
	if !ok {
		return
	}
	d := l.desks[c]
	if n > 0 {
		if len(d) > 0 {
			l.gap(d[len(d)-1], p, 1)
		}
		if d = append(d, p); len(d) > 2*passagesKept {
			d = slices.Delete(d, 0, passagesKept)
		}
		l.desks[c] = d
		return
	}
	i := slices.IndexFunc(d, func(old passage) bool { return old.seq == p.seq })
	if i < 0 {
		return
	}
	first, last := i == 0, i == len(d)-1
	if !first {
		l.gap(d[i-1], d[i], -1)
	}
	if !last {
		l.gap(d[i], d[i+1], -1)
	}
	if !first && !last {
		l.gap(d[i-1], d[i+1], 1)
	}
	l.desks[c] = slices.Delete(d, i, i+1)
}

// gap notes the time between two passages, when it is one in which a counter was free and somebody waited.
func (l *lessons) gap(free, call passage, n int64) {
	gap := call.at.Sub(free.at)
	if free.free && !call.free && !free.doubt && !call.doubt && !call.taken.After(free.at) && 0 <= gap && gap <= gapMost {
		l.gaps.add(gap, n)
	}
}
