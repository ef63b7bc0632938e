package voice

import (
	"slices"
	"time"

	"paihao/queue"
)

// fresh is how old a call may be to be said: whoever has not come by then is called again, or missed. It is also the most by
// which a call is late, since what a hall of 30 counters calls in one moment is said in less.
const fresh = 2 * time.Minute

// daysHeard is how many business days are remembered; a day that has ended may be opened again.
const daysHeard = 3

// line is the calls that wait to be said, the oldest first.
//
// The rule: each call is said once, in the order of calling. A ticket that is called again while its call waits keeps that
// place. Nothing is said of one whom the counter does not wait for any more, since they were put back, are served, or
// somebody else was called there; nor of a call that is older than fresh. What was called before the start is not said.
type line struct {
	heard   map[string]uint64 // the highest Seq of each business day; nil before the first view
	view    queue.View
	waiting []queue.Call
}

// hear takes in the newest view.
func (l *line) hear(v queue.View) {
	first := l.heard == nil
	if first || len(l.heard) > daysHeard && v.Day != l.view.Day {
		l.heard = map[string]uint64{l.view.Day: l.heard[l.view.Day]}
	}
	if v.Day != l.view.Day {
		l.waiting = nil
	}
	l.view = v
	for _, c := range slices.Backward(v.Calls) {
		if c.Seq <= l.heard[v.Day] {
			continue
		}
		l.heard[v.Day] = c.Seq
		if !first {
			l.enter(c)
		}
	}
}

func (l *line) enter(c queue.Call) {
	if i := slices.IndexFunc(l.waiting, func(old queue.Call) bool { return old.Ticket == c.Ticket }); i >= 0 {
		l.waiting[i] = c
		return
	}
	l.waiting = append(l.waiting, c)
}

// next is the call to be said next, as the hall stands now. It stays first until it is done.
func (l *line) next(now time.Time) (c queue.Call, ok bool) {
	l.waiting = slices.DeleteFunc(l.waiting, func(c queue.Call) bool { return now.Sub(c.At) > fresh || !l.awaited(c) })
	if len(l.waiting) == 0 {
		return queue.Call{}, false
	}
	return l.waiting[0], true
}

// done takes a call out of the line, unless the ticket was called again meanwhile: that is said too.
func (l *line) done(c queue.Call) {
	l.waiting = slices.DeleteFunc(l.waiting, func(other queue.Call) bool { return other.Seq == c.Seq })
}

// awaited tells whether the counter still waits for who was called.
func (l *line) awaited(c queue.Call) bool {
	return !l.view.Closed && slices.ContainsFunc(l.view.Counters, func(at queue.CounterView) bool {
		return at.ID == c.Counter && at.Current != nil && at.Current.ID == c.Ticket && at.Current.State == queue.Called
	})
}
