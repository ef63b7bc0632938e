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
type play [courses]course

// play is the one in which a ticket's wait is found. That of who would stand where others stand, or by another rule of calling,
// is its own.
func (s *schedule) play(k seeker, habits bool) *play {
	own := k.fresh && (!k.last || s.interleave)
	hurried := !k.urgent
	kept := &s.plays[index(habits)][index(hurried)]
	if !own && *kept != nil {
		return *kept
	}
	p := s.begin(habits, hurried)
	if !own {
		*kept = p
		return p
	}
	for i := range p {
		p[i].guest = &k
	}
	return p
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// begin sets all courses to this moment.
func (s *schedule) begin(habits, hurried bool) *play {
	p, nd, nl := &play{}, len(s.booths), len(s.lanes)
	times, counts := make([]float64, courses*(nd+nl)), make([]int32, courses*4*nl)
	for k := range p {
		c := &p[k]
		*c = course{schedule: s, k: k, habits: habits, hurried: hurried}
		c.at, c.end, times = times[:nd], times[nd:nd+nl], times[nd+nl:]
		c.next, c.since, c.row, c.over = counts[:nl], counts[nl:2*nl], counts[2*nl:3*nl], counts[3*nl:4*nl]
		counts = counts[4*nl:]
		c.since[0] = int32(s.since)
		for d := range c.at {
			c.at[d] = c.ready(d, s.booths[d].free[k])
		}
		for l := range c.end {
			c.end[l] = -1
		}
	}
	return p
}

// course is one way in which the rest of the day may go.
type course struct {
	*schedule
	k               int
	habits, hurried bool      // see waits; priority tickets that are yet to come overtake
	guest           *seeker   // who is not in the lines and plays a part all the same
	at              []float64 // when each counter calls next, in seconds from now
	end             []float64 // when a lane would have called one more than are in it; −1: not yet
	next            []int32   // how many of each lane were called
	since, row      []int32   // ordinary tickets called since a priority one, and these in a row; by lane, or all in the first
	over            []int32   // priority tickets that were called before they have come, by service
	step            int
	log             [exactCalls + 1]calling
	logged          int
	done            bool // no more is called one by one
}

// calling is the call of the i-th of a lane.
type calling struct {
	lane, i int32
	at      float64
}

// find is when the course calls a ticket, if it does so one by one. It plays as far as it must.
func (c *course) find(k seeker) (float64, bool) {
	for from := 0; ; {
		if k.fresh && c.guest == nil {
			if at := c.end[k.lane]; at >= 0 {
				return at, true
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
	if math.IsInf(c.at[c.soonest()], 1) {
		return math.Inf(1), true
	}
	return 0, false
}

// advance plays the next call. The first that is not played is known all the same.
func (c *course) advance() {
	for {
		d := c.soonest()
		t := c.at[d]
		if math.IsInf(t, 1) {
			c.done = true
			return
		}
		l, s := c.pick(d)
		switch {
		case l < 0 && s < 0:
			c.idle(d)
			return
		case c.step >= exactCalls:
			c.done = true
			if l >= 0 {
				c.note(l, t)
			}
			return
		}
		c.call(d, l, s)
		return
	}
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
		if c.end[l] >= 0 || c.guest != nil || c.interleave {
			continue
		}
		c.end[l] = t
		if c.overtaken(l, t) {
			c.end[l] = c.behind(l)
		}
	}
	c.at[d] = math.Inf(1)
}

// behind is when one more of a lane would be called before whom a priority ticket goes: the course as it would go on then.
func (c *course) behind(l int) float64 {
	other := *c
	all := make([]float64, len(c.at)+len(c.end))
	other.at, other.end = all[:len(c.at)], all[len(c.at):]
	copy(other.at, c.at)
	copy(other.end, c.end)
	n := len(c.next)
	counts := make([]int32, 4*n)
	for i, list := range []*[]int32{&other.next, &other.since, &other.row, &other.over} {
		copy(counts[i*n:], *list)
		*list = counts[i*n : (i+1)*n]
	}
	k := seeker{spot: spot{rank: math.MaxUint64 - 1}, lane: l, before: c.lanes[l].len(), fresh: true, last: true}
	other.guest = &k
	at, ok := other.find(k)
	if !ok {
		at = other.flow(k, c.ahead(k))
	}
	return at
}

// soonest is the counter that calls next.
func (c *course) soonest() (first int) {
	for d, t := range c.at {
		if t < c.at[first] {
			first = d
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
