package queue

import "math"

const (
	flowFor   = 4     // courses that share a flow: in the others it is as much earlier or later as their counters are
	flowNear  = 0.005 // of the time is near enough
	flowSteep = 0.1   // of a line is done in that time at the most, else it is looked at more closely
	flowTries = 40    // at most, until that is so
	flowLeast = 1e-6  // seconds of work that even a line has in which nobody stands before the seeker
	flowGone  = 50    // times the mean patience: then all have left
)

// flow is the rest of courses by numbers alone: what stands before a seeker is so much work, and the counters are open for so
// long. So its cost does not grow with the lines.
//
// The rule: by any time, the counters have called so that as equal a share of each line is done as can be, since each calls
// from the one that is furthest behind, as first come, first served has it. The seeker is called when all of its line is
// done. Counters that serve the same are one crew.
type flow struct {
	*course
	ahead      []float64 // who stands before the seeker, by lane
	work       []float64 // seconds that those take whom the course has not called, by service
	given      []float64 // seconds of counters that these services have had
	parts      []float64 // of these by crew and service
	open       []float64 // seconds that each crew has had
	own        []int     // counters that take part, by service
	ends       []end     // what was seen of when each line is done
	all, total float64   // how many the course has not called, and their work
	keep       float64   // share of the counters' time that is left by priority tickets yet to come
	last       float64   // the last time that was looked at, none before the first
	took       float64   // seconds of flow: what it took in the last course is a good guess; 0 before the first
}

// end lies between a time at which a line is not done, and one at which it is. At each a share of it is, 1 being all. One of
// them that stays while the other comes nearer again and again counts as nearer too, so that it is found soon (the Illinois
// rule; Dowell and Jarratt 1971).
type end struct {
	low, less, high, more float64
	again                 int // how often in a row it came nearer from above, or below 0, from below
}

// behind counts who is called before a seeker in each lane. Of those who interleave with the seeker's kind it is as many as
// the ratio lets go first.
func (s *schedule) behind(f *flow, k seeker) *flow {
	crews, services := len(s.of.crews), len(s.usual)
	f.course, f.took, f.ahead = nil, 0, room(f.ahead, len(s.lanes))
	f.open, f.given, f.parts = room(f.open, crews), room(f.given, services), room(f.parts, crews*services)
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
	f.course, f.work, f.own, f.ends = c, room(f.work, len(c.usual)), room(f.own, len(c.usual)), room(f.ends, len(c.usual))
	f.keep, f.last, f.all, f.total = 1, math.Inf(-1), 0, 0
	for l, n := range f.ahead {
		s := c.lanes[l].service
		n = max(n-float64(c.next[l]), 0)
		f.work[s] += n * c.one[s]
		f.all, f.total = f.all+n, f.total+n*c.one[s]
	}
	for s := range f.work {
		f.work[s] = max(f.work[s], flowLeast)
		f.ends[s] = end{low: c.from, high: math.Inf(1)}
	}
	hands := f.staff()
	if c.hurried {
		f.keep -= c.overtaking(hands)
	}
	if f.took == 0 {
		f.took = f.after(f.total/float64(max(hands, 1))/f.keep) - f.from
	}
}

// staff counts the counters that take part, and those of them that serve each service.
func (f *flow) staff() (hands int) {
	for _, crew := range f.of.crews {
		services, n := f.booths[crew[0]].services, 0
		for _, d := range crew {
			if !math.IsInf(f.at[d], 1) && len(services) > 0 {
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

// wait is when the one behind the line of a service is called.
func (f *flow) wait(service int) float64 {
	t := f.until(service)
	if !math.IsInf(t, 1) {
		f.took = t - f.from
	}
	return max(t-stagger(f.own[service])*f.total/max(f.all, 1), f.from)
}

// stagger is how much sooner, in services, a ticket is called than all work before it is done: the last before it are then
// still at their counters, at any moment of their services.
func stagger(hands int) float64 { return float64(max(hands-1, 0)) / float64(max(hands, 1)) / 2 }

// until is when all of a line is done; infinite when no day sees that. What was looked at for another is seen of this one too.
func (f *flow) until(service int) float64 {
	e, further := &f.ends[service], 1.0
	if f.last < f.from {
		f.look(f.from + max(min(f.took, longestForecast.Seconds()), 1))
	}
	for range flowTries {
		low := f.worth(e.low)
		w := low + (f.worth(e.high)-low)*(1-e.less)/(e.more-e.less)
		if math.IsInf(e.high, 1) {
			w = low * (1 + min(1/e.less-1, 1)*further)
			further *= 2
		}
		t, enough := f.after(w), flowNear*(f.last-f.from)+0.01
		switch near := math.Abs(t-f.last) <= enough; {
		case e.low >= longestForecast.Seconds(), f.leave*(e.low-f.from) >= flowGone:
			return math.Inf(1)
		case near && (math.Abs(f.given[service]/f.work[service]-1) <= flowSteep || e.high-e.low <= enough):
			return t
		case near: // nothing is done for long, and then much
			t = f.after((low + f.worth(e.high)) / 2)
		}
		f.look(t)
	}
	return e.high
}

// look sees what share of each line is done at a time.
func (f *flow) look(t float64) {
	f.last = t
	for g, crew := range f.of.crews {
		f.open[g] = 0
		for _, d := range crew {
			f.open[g] += f.opened(d, t) * f.keep
		}
	}
	for g, crew := range f.of.crews {
		f.part(f.open[g], f.booths[crew[0]].services, f.parts[g*len(f.work):])
	}
	for s := range f.ends {
		e := &f.ends[s]
		switch x := f.given[s] / f.work[s]; {
		case x >= 1 && t < e.high:
			if e.high, e.more = t, x; e.low >= t {
				e.low, e.less, e.again = f.from, 0, 0 // the crews had not come to terms yet
			}
			if e.again = max(e.again+1, 1); e.again > 1 {
				e.less = (1 + e.less) / 2
			}
		case x < 1 && t > e.low:
			if e.low, e.less = t, max(x, 0); e.high <= t {
				e.high, e.again = math.Inf(1), 0
			}
			if e.again = min(e.again-1, -1); e.again < -1 && !math.IsInf(e.high, 1) {
				e.more = (1 + e.more) / 2
			}
		}
	}
}

// part gives a crew's time to its services anew, so that they are as even as can be with what the others give them.
func (f *flow) part(open float64, services []int, parts []float64) {
	for i, s := range services {
		f.given[s] -= parts[i]
		parts[i] = 0
	}
	level := math.Inf(1)
	for {
		sum, work := open, 0.0
		for _, s := range services {
			if f.work[s] > 0 && f.given[s] < level*f.work[s] {
				sum, work = sum+f.given[s], work+f.work[s]
			}
		}
		if work == 0 || sum/work >= level {
			break
		}
		level = sum / work
	}
	for i, s := range services {
		if more := level*f.work[s] - f.given[s]; f.work[s] > 0 && more > 0 {
			parts[i] = more
			f.given[s] += more
		}
	}
}

// opened is how long a counter calls until a time, by its plan, in what that is worth.
func (f *flow) opened(d int, until float64) (sum float64) {
	plan := f.plans[d]
	for i, s := range plan {
		from, to := max(s.from-f.off, f.at[d]), min(s.to-f.off, until)
		if !f.habits && i == len(plan)-1 {
			to = until
		}
		if to > from {
			sum += f.worth(to) - f.worth(from)
		}
	}
	return sum
}

// worth is what an open counter does until a time, in seconds at the beginning. Since people leave, a moment later is worth
// more: there is so much less to do.
func (f *flow) worth(t float64) float64 {
	if f.leave > 0 {
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
