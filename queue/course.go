package queue

import "math"

// exactCalls is how many tickets a course calls one by one. Those behind are too many for each to matter, and flow.
const exactCalls = 16

// Where the draws for each purpose begin, see draw. Those of services begin at 0.
const (
	drawLeft     = 300
	drawMissed   = 600
	drawRest     = 1000
	drawGone     = 1100
	drawPriority = 1200
)

// play is all courses of one kind, as far as they were played.
type play struct {
	courses [courses]course
	times   []float64 // room for them
	ranks   []uint64
	counts  []int32
}

// play is the one in which a ticket's wait is found. Who would stand where others stand, or comes to a hall that calls by
// another rule, plays a part in one of their own.
func (s *schedule) play(k seeker, habits bool) *play {
	if k.fresh && (!k.last || s.interleave) {
		return s.guest(k, habits)
	}
	hurried := !k.urgent
	p := &s.plays[index(habits)][index(hurried)]
	if !s.begun[index(habits)][index(hurried)] {
		s.begun[index(habits)][index(hurried)] = true
		*p = s.begin(*p, habits, hurried, nil)
	}
	return *p
}

// guest is a play in which somebody plays a part who is not in the lines.
func (s *schedule) guest(k seeker, habits bool) *play {
	s.guests = s.begin(s.guests, habits, !k.urgent, &k)
	return s.guests
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// begin sets all courses to this moment, in the room of a play that is over, if there is one.
func (s *schedule) begin(p *play, habits, hurried bool, guest *seeker) *play {
	if p == nil {
		p = &play{}
	}
	nd, nl := len(s.booths), len(s.lanes)
	p.times, p.ranks, p.counts = room(p.times, courses*(nd+2*nl)), room(p.ranks, courses*nl), room(p.counts, courses*4*nl)
	times, ranks, counts := p.times, p.ranks, p.counts
	for k := range p.courses {
		c := &p.courses[k]
		c.schedule, c.k, c.habits, c.hurried = s, k, habits, hurried
		c.guest, c.step, c.logged, c.done, c.flown = guest, 0, 0, false, false
		c.at, c.end, c.rear, times = times[:nd], times[nd:nd+nl], times[nd+nl:nd+2*nl], times[nd+2*nl:]
		c.next, c.since, c.row, c.over = counts[:nl], counts[nl:2*nl], counts[2*nl:3*nl], counts[3*nl:4*nl]
		counts = counts[4*nl:]
		c.since[0] = int32(s.since)
		c.ranks, ranks = ranks[:nl], ranks[nl:]
		for l := range c.end {
			c.end[l], c.ranks[l] = endUnknown, c.first(l).rank
		}
	}
	for d := range s.booths {
		at := s.ready(d, 0, habits)
		for k := range p.courses {
			if s.booths[d].busy {
				at = s.ready(d, s.booths[d].free[k], habits)
			}
			p.courses[k].at[d] = at
		}
	}
	return p
}

// room is n zeroes, in the room of a list that is not needed any more when it is large enough.
func room[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n)
	}
	list = list[:n]
	clear(list)
	return list
}

// course is one way in which the rest of the day may go.
type course struct {
	*schedule
	k               int
	habits, hurried bool      // see waits; priority tickets that are yet to come overtake
	guest           *seeker   // who is not in the lines and plays a part all the same
	at              []float64 // when each counter calls next, in seconds from now
	end             []float64 // when one more of a lane would be called than are in it, or one of these
	next            []int32   // how many of each lane were called
	ranks           []uint64  // of who stands first in each lane now
	since, row      []int32   // ordinary tickets called since a priority one, and these in a row; by lane, or all in the first
	over            []int32   // priority tickets that were called before they have come, by service
	step            int
	log             [exactCalls + 1]calling
	logged          int
	done            bool      // no more is called one by one
	from, mean      float64   // when the next one is called then, and when the counters are done with all who were, in the mean
	rear            []float64 // when one more of a line would be called behind all lines, by service, if it has flown
	flown           bool
}

// Of a lane's end nothing is known yet; or there a priority ticket would go first, and only a course of its own can tell.
const (
	endUnknown = -1
	endOpen    = -2
)

// calling is the call of the i-th of a lane.
type calling struct {
	lane, i int32
	at      float64
}

// find is when the course calls a ticket, if it does so one by one. It plays as far as it must.
func (c *course) find(k seeker) (float64, bool) {
	for from := 0; ; {
		if k.fresh && c.guest == nil {
			if at := c.end[k.lane]; at != endUnknown {
				return at, at != endOpen
			}
		} else {
			for _, x := range c.log[from:c.logged] {
				if int(x.lane) == k.lane && int(x.i) == k.before {
					return x.at, true
				}
			}
			from = c.logged
		}
		if c.done {
			break
		}
		c.advance()
	}
	return math.Inf(1), math.IsInf(c.from, 1)
}

// advance plays the next call. The first that is not played is known all the same.
func (c *course) advance() {
	d := c.soonest()
	t := c.at[d]
	if math.IsInf(t, 1) {
		c.finish(t)
		return
	}
	l, s := c.pick(d)
	switch {
	case l < 0 && s < 0:
		c.idle(d)
	case c.step < exactCalls:
		c.call(d, l, s)
	default:
		c.finish(t)
		if l >= 0 {
			c.note(l, t)
		}
	}
}

// finish ends the calls one by one.
func (c *course) finish(t float64) {
	c.done, c.from = true, t
	sum, n := 0.0, 0.0
	for _, t := range c.at {
		if !math.IsInf(t, 1) {
			sum, n = sum+t, n+1
		}
	}
	c.mean = sum / max(n, 1)
}

// note logs a call.
func (c *course) note(l int, t float64) {
	c.log[c.logged] = calling{int32(l), c.next[l], t}
	c.logged++
}

// idle is a counter for which nobody waits: it would call one more of any of its lanes.
func (c *course) idle(d int) {
	t := c.at[d]
	for _, l := range c.booths[d].lanes {
		if c.end[l] != endUnknown || c.guest != nil || c.interleave {
			continue
		}
		if c.end[l] = t; c.overtaken(l, t) {
			c.end[l] = endOpen
		}
	}
	c.at[d] = math.Inf(1)
}

// soonest is the counter that calls next. Of those that are free at once it is the first.
func (c *course) soonest() (first int) {
	soonest := math.Inf(1)
	for d, t := range c.at {
		if t == 0 {
			return d
		}
		if t < soonest {
			first, soonest = d, t
		}
	}
	return first
}

// first is who stands first in a lane.
func (c *course) first(l int) spot {
	i := int(c.next[l])
	if g := c.guest; g != nil && l == g.lane && i >= g.before {
		if i == g.before {
			return g.spot
		}
		i--
	}
	return c.lanes[l].at(i)
}
