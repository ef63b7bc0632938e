package queue

import "math"

const (
	flowFor   = 4    // courses that share a flow: in the others it is as much earlier or later as their counters are
	flowLeast = 1e-9 // of all work even a line has in which nobody stands before the seeker
	flowShort = 1000 // seconds that all work is taken for where it is less
	flowGone  = 50   // times the mean patience: then all have left
)

// flow is the rest of courses by numbers alone: what stands before a seeker is so much work, and the counters are open for so
// long. So its cost does not grow with the lines.
//
// The rule: by any time, the counters have called so that as equal a share of each line is done as can be, since each calls
// from the one that is furthest behind, as first come, first served has it. The seeker is called when all of its line is
// done; see sharing. Counters that serve the same are one crew.
type flow struct {
	*course
	sharing
	ahead      []float64 // who stands before the seeker, by lane
	own        []int     // counters that take part, by service
	all, total float64   // how many the course has not called, and their work
}

// flow is when a seeker is called whom a course does not call one by one. What stands ahead of those who come now are the
// same whole lines, so these flow once for all of them.
func (c *course) flow(k seeker) float64 {
	f, service := &c.flows, c.lanes[k.lane].service
	if !k.fresh || c.guest != nil {
		f.behind(c.schedule, k).pour(c)
		return f.wait(service)
	}
	if !c.flown {
		c.flown = true
		f.behind(c.schedule, k).pour(c)
		for s := range f.finished {
			c.rear[s] = f.wait(s)
		}
	}
	return c.rear[service]
}

// behind counts who is called before a seeker in each lane. Of those who interleave with the seeker's kind it is as many as
// the ratio lets go first.
func (f *flow) behind(s *schedule, k seeker) *flow {
	f.ahead = room(f.ahead, len(s.lanes))
	like, other := 1.0, 0.0
	for l := range s.lanes {
		switch lane := &s.lanes[l]; {
		case lane.urgent != s.lanes[k.lane].urgent:
			f.ahead[l] = float64(lane.len())
			other += f.ahead[l]
		case k.last && k.fresh:
			f.ahead[l] = float64(lane.len())
			like += f.ahead[l]
		default:
			f.ahead[l] = float64(lane.before(k.place))
			like += f.ahead[l]
		}
	}
	if other == 0 {
		return f
	}
	ratio := float64(s.ratio.Ordinary)
	if !s.lanes[k.lane].urgent {
		ratio = 1 / ratio
	}
	for l := range f.ahead {
		if s.lanes[l].urgent != s.lanes[k.lane].urgent {
			f.ahead[l] *= min(1, like*ratio/other)
		}
	}
	return f
}

// pour lets the lines flow behind the tickets that a course has called.
func (f *flow) pour(c *course) {
	f.course, f.own, f.all, f.total = c, room(f.own, len(c.usual)), 0, 0
	f.clear(c.of.roster)
	for l, n := range f.ahead {
		s := c.lanes[l].service
		n = max(n-float64(c.next[l]), 0)
		f.work[s] += n * c.one[s]
		f.all, f.total = f.all+n, f.total+n*c.one[s]
	}
	for s := range f.work {
		f.work[s] = max(f.work[s], flowLeast*max(f.total, flowShort))
	}
	hands := f.staff()
	if c.hurried {
		f.keep -= c.overtaking(hands)
	}
	f.share()
}

// staff counts the counters that take part, and those of them that serve each service, and says when they call.
func (f *flow) staff() (hands int) {
	for g, crew := range f.of.crews {
		services, n := f.booths[crew[0]].services, 0
		for _, d := range crew {
			if !math.IsInf(f.at[d], 1) && len(services) > 0 {
				f.open(g, d)
				n++
			}
		}
		for _, s := range services {
			f.own[s] += n
		}
		hands += n
	}
	return hands
}

// open says when a counter calls, by its plan, in what that is worth.
func (f *flow) open(crew, d int) {
	plan := f.plans[d]
	for i, s := range plan {
		from, to := max(s.from-f.off, f.at[d]), s.to-f.off
		if !f.habits && i == len(plan)-1 {
			to = math.Inf(1)
		}
		if to > from {
			f.calls(spell{crew, f.worth(from), f.worth(to)})
		}
	}
}

// wait is when the one behind the line of a service is called; infinite when no day sees that.
func (f *flow) wait(service int) float64 {
	t := f.after(f.finished[service])
	if t >= longestForecast.Seconds() || f.leave*(t-f.from) >= flowGone {
		return math.Inf(1)
	}
	return max(t-stagger(f.own[service])*f.total/max(f.all, 1), f.from)
}

// stagger is how much sooner, in services, a ticket is called than all work before it is done: the last before it are then
// still at their counters, at any moment of their services.
func stagger(hands int) float64 { return float64(max(hands-1, 0)) / float64(max(hands, 1)) / 2 }

// worth is what an open counter does until a time, in seconds at the beginning. Since people leave, a moment later is worth
// more: there is so much less to do.
func (f *flow) worth(t float64) float64 {
	if f.leave > 0 && !math.IsInf(t, 1) {
		return math.Expm1(min(f.leave*(t-f.from), flowGone)) / f.leave
	}
	return t - f.from
}

// after is the time until which an open counter does so much.
func (f *flow) after(worth float64) float64 {
	if f.leave > 0 {
		return f.from + math.Log1p(f.leave*worth)/f.leave
	}
	return f.from + worth
}

// overtaking is the share of the counters' time that goes to priority tickets yet to come.
func (c *course) overtaking(hands int) float64 {
	load := 0.0
	for s, rate := range c.outlook.urgent {
		if c.allowed[s] > 0 {
			load += rate * c.usual[s]
		}
	}
	both := float64(c.ratio.Ordinary + c.ratio.Priority)
	return min(load/float64(max(hands, 1)), float64(c.ratio.Priority)/max(both, 1))
}
