package queue

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawnFlow is a flow of some services behind the calls of a course, at counters whose plans have gaps and which serve what
// they like, or all the same.
func drawnFlow(r *rapid.T) *flow {
	var v Venue
	for i := range rapid.IntRange(1, 5).Draw(r, "services") {
		v.Services = append(v.Services, Service{ID: fmt.Sprint(i)})
	}
	for d := range rapid.IntRange(1, 8).Draw(r, "counters") {
		c := Counter{ID: fmt.Sprint(d)}
		for _, s := range v.Services {
			if rapid.IntRange(0, 2).Draw(r, "serves") > 0 {
				c.Services = append(c.Services, s.ID)
			}
		}
		v.Counters = append(v.Counters, c)
	}
	hall := newRoster(&v)
	n := len(v.Services)
	s := &schedule{outlook: &outlook{usual: make([]float64, n), of: &learned{lessons: &lessons{roster: hall}}}}
	s.one = make([]float64, n)
	s.leave = rapid.SampledFrom([]float64{0, 0, 1e-6, 1e-5, 1e-4, 1e-3}).Draw(r, "leave")
	c := &course{
		schedule: s, habits: rapid.Bool().Draw(r, "habits"),
		from: rapid.Float64Range(0, 3000).Draw(r, "from"), next: make([]int32, n),
	}
	for d := range v.Counters {
		s.booths = append(s.booths, booth{services: hall.serves[d]})
		s.plans = append(s.plans, drawnPlan(r))
		c.at = append(c.at, s.ready(d, c.from+rapid.Float64Range(0, 3000).Draw(r, "at"), c.habits))
	}
	f := &flow{ahead: make([]float64, n)}
	for i := range n {
		s.lanes = append(s.lanes, lane{service: i})
		s.one[i] = rapid.Float64Range(30, 1200).Draw(r, "seconds")
		f.ahead[i] = math.Floor(math.Exp(rapid.Float64Range(-1, 11).Draw(r, "ahead (log)")))
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

// shares is what share of each line is done at a time, when the crews have gone on evening that out until hardly anything
// changes.
func (f *flow) shares(t float64) []float64 {
	shares, parts := make([]float64, len(f.work)), make([]float64, len(f.hall.crews)*len(f.work))
	for tries, changed := 0, 1.0; changed > 1e-9 && tries < 2000; tries++ {
		changed = 0
		for g, crew := range f.hall.crews {
			open := 0.0
			for _, d := range crew {
				open += f.opened(d, t)
			}
			changed = max(changed, f.even(open, f.hall.serves[crew[0]], parts[g*len(f.work):], shares))
		}
	}
	return shares
}

// opened is what a counter does until a time, by its plan.
func (f *flow) opened(d int, until float64) (sum float64) {
	plan := f.plans[d]
	for i, s := range plan {
		from, to := max(s.from, f.at[d]), min(s.to, until)
		if !f.habits && i == len(plan)-1 {
			to = until
		}
		if to > from {
			sum += f.worth(to) - f.worth(from)
		}
	}
	return sum
}

// even gives a crew's time to its services anew, so that they are as even as can be with what the others give them, and is
// how much that has changed of a line.
func (f *flow) even(open float64, services []int, parts, shares []float64) (changed float64) {
	before := append([]float64{}, shares...)
	for _, s := range services {
		shares[s] -= parts[s] / f.work[s]
		parts[s] = 0
	}
	level := math.Inf(1)
	for {
		sum, work := open, 0.0
		for _, s := range services {
			if shares[s] < level {
				sum, work = sum+shares[s]*f.work[s], work+f.work[s]
			}
		}
		if work == 0 || sum/work >= level {
			break
		}
		level = sum / work
	}
	for _, s := range services {
		if more := (level - shares[s]) * f.work[s]; more > 0 {
			parts[s], shares[s] = more, level
		}
		changed = max(changed, math.Abs(shares[s]-before[s]))
	}
	return changed
}

// A line is done then, and not before, when crews see it that give their time to those who are furthest behind, whatever the
// plans are, whoever serves what, how many wait and how many leave.
func TestFlow(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := drawnFlow(r)
		for s := range f.work {
			got := f.after(f.finished[s])
			if f.leave*(got-f.from) > flowGone/2 || f.work[s] < 1 {
				continue // nearly all have left, or none is there
			}
			near := 1e-3*(got-f.from) + 0.01
			if share := f.shares(got - near)[s]; !math.IsInf(got, 1) && share > 1 {
				r.Fatalf("service %d: done at %v, but before that %v of it are", s, got, share)
			}
			if share := f.shares(min(got+near, f.from+1e9))[s]; share < 1-1e-6 == !math.IsInf(got, 1) {
				r.Fatalf("service %d: done at %v, then %v of it are", s, got, share)
			}
		}
	})
}

// A line that no counter serves is never done, however long another is, beside which what it has is next to nothing.
func TestFlowOfNobody(t *testing.T) {
	hall := newRoster(&Venue{
		Services: []Service{{ID: "short"}, {ID: "long"}, {ID: "alone"}},
		Counters: []Counter{{ID: "1", Services: []string{"short", "long"}}, {ID: "2", Services: []string{"long"}}},
	})
	s := &schedule{outlook: &outlook{usual: make([]float64, 3), of: &learned{lessons: &lessons{roster: hall}}}}
	s.one = []float64{1, 166866.8476145218, 300}
	s.plans = [][]stint{{{0.7926511084937478, 41.611566130269324}, {113.63200884310858, math.Inf(1)}}, {{20.465894555536433, 23.473084907355968}}}
	s.lanes = []lane{{service: 0}, {service: 1}, {service: 2}}
	s.booths = []booth{{services: hall.serves[0]}, {services: hall.serves[1]}}
	f := &flow{ahead: []float64{1, 1, 0}}
	f.pour(&course{schedule: s, habits: true, next: make([]int32, 3), at: []float64{s.plans[0][0].from, s.plans[1][0].from}})
	if got := f.finished; math.IsInf(got[0], 1) || math.IsInf(got[1], 1) || !math.IsInf(got[2], 1) {
		t.Errorf("short, long and alone are done at %v, want the last never", got)
	}
}

// With more people ahead nobody is called sooner.
func TestFlowRises(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f, last := drawnFlow(r), 0.0
		for range 5 {
			f.pour(f.course)
			got := f.finished[0]
			if got < last*(1-1e-6) {
				r.Fatalf("%v ahead: got %v, with fewer %v", f.ahead, got, last)
			}
			last = got
			for l := range f.ahead {
				f.ahead[l] *= rapid.Float64Range(1, 3).Draw(r, "more")
			}
		}
	})
}
