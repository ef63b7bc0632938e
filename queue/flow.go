package queue

import (
	"math"
	"slices"
)

const (
	flowSteps   = 4  // about so many steps are flows cut into
	flowHalved  = 3  // times a step is halved to see when it ends
	flowCourses = 2  // that have a flow of their own; in the others it is as much earlier or later as their counters are
	flowLeast   = 30 // seconds of a step
)

// flows are what the flows of some courses came to for one seeker.
type flows struct {
	ahead []float64 // who stands before the seeker, by lane
	known [flowCourses]bool
	begun [flowCourses]float64
	wait  [flowCourses]float64
}

// goneOn is when a course calls who stands behind those that it calls one by one.
func (c *course) goneOn(k seeker, f *flows) float64 {
	if f.ahead == nil {
		f.ahead = c.ahead(k)
	}
	i := c.k % flowCourses
	if !f.known[i] {
		f.known[i], f.begun[i], f.wait[i] = true, c.begun(), c.flow(k, f.ahead)
		return f.wait[i]
	}
	return max(f.wait[i]+c.begun()-f.begun[i], c.at[c.soonest()])
}

// begun is when the counters are done with those who were called one by one, in the mean.
func (c *course) begun() float64 {
	sum, n := 0.0, 0.0
	for _, t := range c.at {
		if !math.IsInf(t, 1) {
			sum += t
			n++
		}
	}
	return sum / max(n, 1)
}

// ahead counts who is called before a seeker in each lane. Of those who interleave with the seeker's kind it is as many as
// the ratio lets go first.
func (s *schedule) ahead(k seeker) []float64 {
	n := make([]float64, len(s.lanes))
	like, other := 1.0, 0.0
	for l := range s.lanes {
		switch lane := &s.lanes[l]; {
		case lane.urgent != s.lanes[k.lane].urgent:
			n[l] = float64(lane.len())
			other += n[l]
		case k.last && k.fresh:
			n[l] = float64(lane.len())
			like += n[l]
		default:
			n[l] = float64(lane.before(k.place))
			like += n[l]
		}
	}
	if other == 0 {
		return n
	}
	ratio := float64(s.ratio.Ordinary)
	if !s.lanes[k.lane].urgent {
		ratio = 1 / ratio
	}
	for l := range n {
		if s.lanes[l].urgent != s.lanes[k.lane].urgent {
			n[l] *= min(1, like*ratio/other)
		}
	}
	return n
}

// flow is the rest of a course by numbers alone: each counter works off, of the lines it serves, the one of which the
// smallest share is done, as first come, first served has it. So its cost does not grow with the lines.
func (c *course) flow(k seeker, ahead []float64) float64 {
	f := c.stream(k, ahead)
	before := make([]float64, len(f.done))
	for i, halved := 0, 0; i < 10*flowSteps; i++ {
		copy(before, f.done)
		first := math.Inf(1)
		for _, d := range f.hands {
			first = min(first, f.work(d))
		}
		switch {
		case math.IsInf(first, 1):
			f.leave()
			f.t += f.dt
		case halved == flowHalved:
			return max(first-f.stagger(), f.start)
		default: // that step again, in smaller ones: within one, counters do not share the last work evenly
			copy(f.done, before)
			halved, f.dt = halved+1, f.dt/2
		}
		if i > 2*flowSteps && halved == 0 {
			f.dt *= 1.2
		}
	}
	return math.Inf(1)
}

// stream is a flow as far as it has come.
type stream struct {
	*course
	target  int       // service of who is looked for
	n, done []float64 // tickets before the target and how many of them are called, by service
	all     float64   // of them at first
	total   float64   // seconds that they take
	hands   []int     // counters that take part
	keep    float64   // share of the counters' time that is left by priority tickets yet to come
	start   float64
	t, dt   float64
}

// stream begins a flow behind the tickets that the course has called.
func (c *course) stream(k seeker, ahead []float64) *stream {
	ns := len(c.usual)
	both := make([]float64, 2*ns)
	f := &stream{course: c, target: c.lanes[k.lane].service, n: both[:ns], done: both[ns:], keep: 1}
	for d, t := range c.at {
		if !math.IsInf(t, 1) && len(c.booths[d].services) > 0 {
			f.hands = append(f.hands, d)
		}
	}
	for l, n := range ahead {
		s := c.lanes[l].service
		more := max(n-float64(c.next[l]), 0)
		f.n[s] += more
		f.all += more
		f.total += more * c.one[s]
	}
	f.start = c.at[c.soonest()]
	f.t, f.dt = f.start, max(f.total/float64(max(len(f.hands), 1))/flowSteps, flowLeast)
	if c.hurried {
		f.keep -= c.overtaking(len(f.hands))
	}
	return f
}

// work has a counter work for a step. It tells when the counter would call the target, all before it being done.
func (f *stream) work(d int) float64 {
	from, left := f.open(d, f.t, f.t+f.dt)
	left *= f.keep
	for left > 0 {
		s := f.lagging(d)
		if s < 0 {
			if slices.Contains(f.booths[d].services, f.target) {
				return from
			}
			break
		}
		one := f.one[s]
		took := min(left, (f.n[s]-f.done[s])*one)
		f.done[s] = min(f.n[s], f.done[s]+took/one+1e-9)
		left, from = left-took, from+took/f.keep
	}
	return math.Inf(1)
}

// lagging is the service of a counter of which the smallest share is done, −1 when all is.
func (f *stream) lagging(d int) int {
	s := -1
	for _, k := range f.booths[d].services {
		if f.n[k] > f.done[k] && (s < 0 || f.done[k]*f.n[s] < f.done[s]*f.n[k]) {
			s = k
		}
	}
	return s
}

// leave has people leave the lines.
func (f *stream) leave() {
	stay := math.Exp(-f.course.leave * f.dt)
	for s := range f.n {
		f.n[s] = f.done[s] + (f.n[s]-f.done[s])*stay
	}
}

// open is how long a counter calls within a time, by its plan, and when it begins.
func (c *course) open(d int, from, to float64) (begin, sum float64) {
	from = max(from, c.at[d])
	begin = from
	plan := c.plans[d]
	for i, s := range plan {
		a, b := max(s.from-c.off, from), min(s.to-c.off, to)
		if !c.habits && i == len(plan)-1 {
			b = to
		}
		if b > a {
			if sum == 0 {
				begin = a
			}
			sum += b - a
		}
	}
	return begin, sum
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

// stagger is how much sooner a ticket is called than all work before it is done: the last before it are then still at their
// counters, at any moment of their services.
func (f *stream) stagger() float64 {
	hands := 0.0
	for _, d := range f.hands {
		if slices.Contains(f.booths[d].services, f.target) {
			hands++
		}
	}
	if hands == 0 || f.all == 0 {
		return 0
	}
	return (hands - 1) / hands / 2 * f.total / f.all
}
