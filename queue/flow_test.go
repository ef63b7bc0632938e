package queue

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawnFlow is a flow of some services behind the calls of a course, at counters whose plans have gaps. They are one crew or
// serve what they like.
func drawnFlow(r *rapid.T, one bool) *flow {
	services, counters := rapid.IntRange(1, 5).Draw(r, "services"), rapid.IntRange(1, 8).Draw(r, "counters")
	s := &schedule{outlook: &outlook{usual: make([]float64, services), of: &learned{lessons: &lessons{roster: &roster{}}}}}
	s.one = make([]float64, services)
	s.leave = rapid.SampledFrom([]float64{0, 0, 1e-6, 1e-5, 1e-4, 1e-3}).Draw(r, "leave")
	c := &course{schedule: s, habits: rapid.Bool().Draw(r, "habits"), from: rapid.Float64Range(0, 3000).Draw(r, "from"), next: make([]int32, services)}
	crews := map[int]int{}
	for d := range counters {
		serves := 1<<services - 1
		if !one {
			serves = rapid.IntRange(1, serves).Draw(r, "serves")
		}
		g, ok := crews[serves]
		if !ok {
			g, crews[serves] = len(s.of.crews), len(s.of.crews)
			s.of.crews = append(s.of.crews, nil)
		}
		s.of.crews[g] = append(s.of.crews[g], d)
		b := booth{}
		for i := range services {
			if serves>>i&1 == 1 {
				b.services = append(b.services, i)
			}
		}
		s.booths = append(s.booths, b)
		s.plans = append(s.plans, drawnPlan(r))
		c.at = append(c.at, s.ready(d, rapid.Float64Range(0, 3000).Draw(r, "at"), c.habits))
	}
	f := &flow{ahead: make([]float64, services), open: make([]float64, len(s.of.crews)), given: make([]float64, services)}
	f.parts = make([]float64, services*len(s.of.crews))
	for i := range services {
		s.lanes = append(s.lanes, lane{service: i})
		s.one[i] = rapid.Float64Range(30, 1200).Draw(r, "seconds")
		f.ahead[i] = math.Floor(math.Exp(rapid.Float64Range(0, 11).Draw(r, "ahead (log)")))
	}
	f.pour(c)
	return f
}

// drawnPlan is when a counter is open: up to three times.
func drawnPlan(r *rapid.T) (plan []stint) {
	t := 0.0
	for range rapid.IntRange(0, 3).Draw(r, "stints") {
		from := t + rapid.Float64Range(0, 7200).Draw(r, "away")
		t = from + rapid.Float64Range(60, 30000).Draw(r, "open")
		plan = append(plan, stint{from, t})
	}
	return plan
}

// begun lets a flow begin anew.
func (f *flow) begun() *flow {
	clear(f.given)
	clear(f.parts)
	f.took = 0
	f.pour(f.course)
	return f
}

// stepped is when so large a share of a line is done, by a clock that goes on in small steps.
func stepped(f *flow, service int, share float64) float64 {
	for t := f.from; t < longestForecast.Seconds(); t += max((t-f.from)/500, 1) {
		if f.look(t); f.given[service] >= share*f.work[service] {
			return t
		}
	}
	return math.Inf(1)
}

// A line is done when a clock sees it that goes on step by step, whatever the plans are, how many wait and how many leave.
func TestFlow(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := drawnFlow(r, true)
		for s := range f.work {
			got := f.begun().until(s)
			near := 0.01*(got-f.from) + 3
			early, late := stepped(f.begun(), s, 0.995), stepped(f.begun(), s, 1.005)
			never := got >= longestForecast.Seconds() || f.leave*(got-f.from) >= flowGone
			if got < early-near && !never || got > late+near {
				r.Fatalf("service %d: got %v, step by step between %v and %v, from %v on", s, got, early, late, f.from)
			}
		}
	})
}

// Whoever serves what, a line is not done before the time from which it flows, and lies
// between what was seen of it.
func TestFlowOfAll(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := drawnFlow(r, rapid.Bool().Draw(r, "one crew"))
		f.begun()
		for s := range f.work {
			got := f.until(s)
			if e := f.ends[s]; !(got >= f.from) || e.low >= e.high || !math.IsInf(got, 1) && (got < e.low-0.01 || got > e.high+0.01) {
				r.Fatalf("service %d: got %v, want it from %v on and in %+v", s, got, f.from, e)
			}
		}
	})
}

// With more people ahead nobody is called sooner, but for what is near enough.
func TestFlowRises(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f, last := drawnFlow(r, true), 0.0
		for range 5 {
			got := f.begun().until(0)
			if got-f.from < (last-f.from)*(1-2*flowNear)-1 {
				r.Fatalf("%v ahead: got %v, with fewer %v", f.ahead, got, last)
			}
			last = got
			for l := range f.ahead {
				f.ahead[l] *= rapid.Float64Range(1, 3).Draw(r, "more")
			}
		}
	})
}
