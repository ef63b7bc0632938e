package screen

import (
	"slices"
	"time"

	"paihao/queue"
)

// How long calls are shown.
const (
	turnLeast  = 3 * time.Second  // one of the turns that calls take: the flash, whole
	turnFull   = 10 * time.Second // a call alone, or all its turns together, before it gives way for good
	together   = turnLeast        // calls that come no further apart take turns
	flashCycle = time.Second      // lit for the first half of it
	flashes    = 3
	announce   = time.Minute // an older call is never brought up as if it were new; for a screen just started, turnFull
)

// stage decides which call stands in the call panel.
//
// The rule: a new call comes up at once, or when the one before it has had turnFull. Calls that come together, and all while
// more than one has not been seen yet, take turns of turnLeast until each has had turnFull; those not yet seen go first. One
// whose counter has called somebody else since gives way at once. One that is answered, since its customer is there or was
// missed, waits for no turn, be it the first, and in the panel it gives way after turnLeast. Then the newest stays that is
// not answered or, where all are, the newest of all. Only the first turn of a call flashes.
type stage struct {
	day      string
	calls    []queue.Call // those of that day as they were heard last, newest first
	heard    uint64       // the newest Seq of them
	newest   *turn
	up       *turn // in the panel now; nil before the first call of the day
	since    time.Time
	queue    []*turn               // waiting for their turn, next first
	last     time.Time             // when a call entered last; nothing is due before that
	answered func(queue.Call) bool // nobody has to come for a call any more; nil = not known of any
}

// hear takes in the calls of a view, newest first; at is when the view was made, on the clock of the calls.
func (s *stage) hear(day string, calls []queue.Call, at, now time.Time) {
	oldest := announce
	if s.day == "" {
		oldest = turnFull
	}
	if day != s.day {
		*s = stage{day: day, answered: s.answered}
	}
	for _, c := range slices.Backward(calls) {
		if c.Seq <= s.heard {
			continue
		}
		s.heard = c.Seq
		s.enter(&turn{call: c, came: now}, at.Sub(c.At) <= oldest, now)
	}
	s.calls = calls
	s.advance(now)
}

// forget takes calls from the stage that mean nothing any more.
func (s *stage) forget(gone func(queue.Call) bool) {
	s.queue = slices.DeleteFunc(s.queue, func(t *turn) bool { return gone(t.call) })
	if s.up != nil && gone(s.up.call) {
		s.up = nil
	}
	if s.newest != nil && gone(s.newest.call) {
		s.newest = nil
	}
}

// enter lets a call wait for its turn. A stale one only takes the place of an older one, without a flash, and one that is
// answered already waits for none.
func (s *stage) enter(t *turn, fresh bool, now time.Time) {
	s.newest, s.last = t, now
	s.queue = slices.DeleteFunc(s.queue, func(q *turn) bool { return t.replaces(q) })
	switch {
	case s.over(t.call):
	case !fresh && len(s.queue) == 0:
		s.up, s.since = t, now
	case fresh:
		seen := slices.IndexFunc(s.queue, func(q *turn) bool { return !q.first.IsZero() })
		if seen < 0 {
			seen = len(s.queue)
		}
		s.queue = slices.Insert(s.queue, seen, t)
	}
}

// advance brings up the next call when it is due. When none waits, one that is answered leaves the panel.
func (s *stage) advance(now time.Time) {
	for len(s.queue) > 0 {
		due := s.due()
		if now.Before(due) {
			return
		}
		if due.IsZero() || now.Sub(due) > turnLeast {
			due = now // a screen that slept does not hurry through what it missed
		}
		s.change(due)
	}
	if heir := s.heir(); heir != nil && !now.Before(s.due()) {
		s.up, s.since = &turn{call: *heir, came: now}, now
	}
}

// heir is the call to which the panel is left when none waits for its turn and the one in it is answered, or was taken back;
// nil when that one stays.
func (s *stage) heir() *queue.Call {
	if len(s.queue) > 0 || len(s.calls) == 0 || s.up != nil && !s.over(s.up.call) {
		return nil
	}
	heir := max(0, slices.IndexFunc(s.calls, func(c queue.Call) bool { return !s.over(c) }))
	if s.up != nil && s.up.call.Seq == s.calls[heir].Seq {
		return nil
	}
	return &s.calls[heir]
}

// due is when the next call may come up; the zero time when nothing stands in its way.
func (s *stage) due() time.Time {
	if s.up == nil || s.up.first.IsZero() || s.replaced() {
		return time.Time{}
	}
	return slices.MaxFunc([]time.Time{s.since.Add(s.turn()), s.last}, time.Time.Compare)
}

// turn is how long the call in the panel keeps it while another waits.
func (s *stage) turn() time.Duration {
	if s.over(s.up.call) {
		return turnLeast
	}
	unseen := 0
	for _, t := range s.queue {
		if t.came.Sub(s.up.came).Abs() <= together {
			return turnLeast
		}
		if t.first.IsZero() {
			unseen++
		}
	}
	if unseen > 1 {
		return turnLeast
	}
	return max(turnLeast, turnFull-s.up.had)
}

// settle says which calls are answered as the hall stands now.
func (s *stage) settle(answered func(queue.Call) bool) {
	s.answered = answered
	s.queue = slices.DeleteFunc(s.queue, func(t *turn) bool { return s.over(t.call) })
}

// over tells whether nobody has to come for a call any more.
func (s *stage) over(c queue.Call) bool { return s.answered != nil && s.answered(c) }

// replaced tells whether the call in the panel has no meaning any more.
func (s *stage) replaced() bool {
	return slices.ContainsFunc(s.queue, func(t *turn) bool { return t.replaces(s.up) })
}

func (s *stage) change(at time.Time) {
	gone := s.up == nil || s.up.first.IsZero() || s.replaced() || s.over(s.up.call)
	next := s.queue[0]
	s.queue = s.queue[1:]
	if old := s.up; !gone {
		old.had += at.Sub(s.since)
		if old == s.newest || old.had < turnFull {
			s.queue = append(s.queue, old)
		}
	}
	s.up, s.since = next, at
	if next.first.IsZero() {
		next.first = at
	}
}

// next is when something changes on the stage; the zero time when nothing will by itself.
func (s *stage) next(now time.Time) time.Time {
	if age, flashing := s.flashing(now); flashing {
		return now.Add(flashCycle/2 - age%(flashCycle/2))
	}
	if len(s.queue) > 0 || s.heir() != nil {
		return s.due()
	}
	return time.Time{}
}
