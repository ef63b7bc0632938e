package queue

import (
	"math"
	"slices"
)

const (
	flowFor   = 4     // courses that share a flow: in the others it is as much earlier or later as their counters are
	flowNear  = 0.005 // of the time is near enough
	flowTries = 24    // at most, until that is so
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
	target int       // service of who is looked for
	ahead  []float64 // who stands before the seeker, by lane
	work   []float64 // seconds that those take whom the course has not called, by service
	given  []float64 // seconds of counters that these services have had
	parts  []float64 // of these by crew and service
	open   []float64 // seconds that each crew has had
	keep   float64   // share of the counters' time that is left by priority tickets yet to come
	wait   float64   // what came of it
	took   float64   // seconds of flow: what it took in the last course is a good guess; 0 before the first
}

// goneOn is when a course calls who stands behind those that it calls one by one.
func (c *course) goneOn(f *flow) float64 { return max(f.wait+c.mean-f.mean, c.from) }

// behind counts who is called before a seeker in each lane. Of those who interleave with the seeker's kind it is as many as
// the ratio lets go first.
func (s *schedule) behind(k seeker) *flow {
	f := &s.flow
	crews, services := len(s.of.crews), len(s.usual)
	f.course, f.took, f.target, f.ahead = nil, 0, s.lanes[k.lane].service, room(f.ahead, len(s.lanes))
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
	f.course, f.work, f.keep = c, room(f.work, len(c.usual)), 1
	all, total := 0.0, 0.0
	for l, n := range f.ahead {
		s := c.lanes[l].service
		n = max(n-float64(c.next[l]), 0)
		f.work[s] += n * c.one[s]
		all, total = all+n, total+n*c.one[s]
	}
	f.work[f.target] = max(f.work[f.target], flowLeast)
	hands, own := f.staff()
	if c.hurried {
		f.keep -= c.overtaking(hands)
	}
	if f.took == 0 {
		f.took = total / float64(max(hands, 1)) / f.keep
	}
	f.took = f.until() - c.from
	f.wait = max(c.from+f.took-stagger(own)*total/max(all, 1), c.from)
}

// staff counts the counters that take part, and those of them that serve who is looked for.
func (f *flow) staff() (hands, own int) {
	for _, crew := range f.of.crews {
		services := f.booths[crew[0]].services
		serves := slices.Contains(services, f.target)
		for _, d := range crew {
			if !math.IsInf(f.at[d], 1) && len(services) > 0 {
				if hands++; serves {
					own++
				}
			}
		}
	}
	return hands, own
}

// stagger is how much sooner, in services, a ticket is called than all work before it is done: the last before it are then
// still at their counters, at any moment of their services.
func stagger(hands int) float64 { return float64(max(hands-1, 0)) / float64(max(hands, 1)) / 2 }

// until is when all is done before who is looked for: between a time at which it is not and one at which it is.
func (f *flow) until() float64 {
	low, less, high, more := f.from, 0.0, math.Inf(1), 0.0
	further, t := 1.0, f.from+max(min(f.took, longestForecast.Seconds()), 1)
	for range flowTries {
		last, x := t, f.share(t)
		if x >= 1 {
			high, more = t, x
		} else {
			low, less = t, max(x, 0)
		}
		if t = low + (high-low)*(1-less)/(more-less); math.IsInf(high, 1) {
			t = low + (low-f.from)*min(1/less-1, 1)*further
			further *= 2
		}
		switch {
		case low >= longestForecast.Seconds():
			return math.Inf(1)
		case math.Abs(t-last) <= flowNear*(last-f.from)+0.01:
			return t
		}
	}
	return t
}

// share is how much of the line of who is looked for is done at a time, 1 being all.
func (f *flow) share(t float64) float64 {
	for g, crew := range f.of.crews {
		f.open[g] = 0
		for _, d := range crew {
			f.open[g] += f.opened(d, t) * f.keep
		}
	}
	for g, crew := range f.of.crews {
		f.part(f.open[g], f.booths[crew[0]].services, f.parts[g*len(f.work):])
	}
	return f.given[f.target] / f.work[f.target]
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

// opened is how long a counter calls until a time, by its plan. Since people leave, a moment later is worth more: there is so
// much less to do.
func (f *flow) opened(d int, until float64) (sum float64) {
	plan := f.plans[d]
	for i, s := range plan {
		from, to := max(s.from-f.off, f.at[d]), min(s.to-f.off, until)
		if !f.habits && i == len(plan)-1 {
			to = until
		}
		switch {
		case to <= from:
		case f.leave > 0:
			sum += (f.gone(to) - f.gone(from)) / f.leave
		default:
			sum += to - from
		}
	}
	return sum
}

// gone is how many times more people there were at first than there are at a time, of those who were not called.
func (f *flow) gone(t float64) float64 { return math.Exp(min(f.leave*(t-f.from), flowGone)) }

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
