package queue

import (
	"math"
	"slices"
	"sort"
)

// sharing is how crews share the work of lines, so that as equal a share of each line is done by any time as can be.
//
// The rule: the lines that are done last are those for which all crews that serve any of them take longest. They are done
// together, and none of these crews has had time for another line until then. So the other lines are done by the other
// crews alone, in the same way.
//
// Which lines those are is found from all of them: at the time at which their crews have done as much as there is, either
// that suffices for each line, or some lines are short of it with all of their crews, and so take longer (Megiddo, "Optimal
// flows in networks with multiple sources and sinks", 1974; the search is that of Dinkelbach, 1967). Times are in what they
// are worth, see flow.
type sharing struct {
	hall     *roster
	work     []float64 // seconds, by service, more than 0
	keep     float64   // share of the counters' time that is for these lines
	spells   []spell
	moments  []float64 // at which a counter begins to call, or ends, rising
	finished []float64 // when all of each line is done; 0 as long as that is not known
	near     float64   // seconds that are as good as none

	slow   []bool    // the lines that are looked at, by service
	bound  []bool    // crews that have no time for any other line
	taking []bool    // crews that serve lines that are looked at
	spare  []float64 // seconds that these crews have left
	given  []float64 // seconds that the lines have got
	parts  []float64 // of these by crew and service
	asked  []ask     // for time, see fetch
	heard  []bool    // lines that have asked
	short  []bool    // lines that have asked in vain
}

// spell is a time in which a counter calls.
type spell struct {
	crew     int
	from, to float64
}

// clear begins with crews that do not call, and lines without work.
func (f *sharing) clear(r *roster) {
	crews, services := len(r.crews), len(r.services)
	f.hall, f.keep, f.spells, f.moments = r, 1, f.spells[:0], f.moments[:0]
	f.work, f.finished = room(f.work, services), room(f.finished, services)
	f.given, f.parts = room(f.given, services), room(f.parts, crews*services)
	f.slow, f.heard, f.short = room(f.slow, services), room(f.heard, services), room(f.short, services)
	f.bound, f.taking, f.spare = room(f.bound, crews), room(f.taking, crews), room(f.spare, crews)
}

// calls adds that a counter calls for some time.
func (f *sharing) calls(s spell) {
	f.spells, f.moments = append(f.spells, s), append(f.moments, s.from)
	if !math.IsInf(s.to, 1) {
		f.moments = append(f.moments, s.to)
	}
}

// share finds when each line is done.
func (f *sharing) share() {
	slices.Sort(f.moments)
	f.near = 0
	for _, work := range f.work {
		f.near += shareNear * work
	}
	for left := len(f.work); left > 0; {
		for s, t := range f.finished {
			f.slow[s] = t == 0
		}
		t := f.slowest()
		for s, slow := range f.slow {
			if slow {
				f.finished[s] = t
				left--
			}
		}
		for g, taking := range f.taking {
			f.bound[g] = f.bound[g] || taking
		}
	}
}

// slowest narrows the lines that are looked at down to those that are done last, and is when.
func (f *sharing) slowest() float64 {
	clear(f.given)
	clear(f.parts)
	for t := 0.0; ; {
		f.engage()
		next := f.when()
		if next <= t { // but for what is as good as nothing, these are not short
			return t
		}
		t = next
		f.grant(t)
		if !f.lacking() {
			return t
		}
		copy(f.slow, f.short)
		if math.IsInf(t, 1) {
			f.engage()
			return t
		}
	}
}

// engage finds the crews that serve the lines looked at.
func (f *sharing) engage() {
	clear(f.taking)
	for s, slow := range f.slow {
		for _, g := range f.hall.servers[s] {
			f.taking[g] = f.taking[g] || slow && !f.bound[g]
		}
	}
}

// when is the first time by which the crews of the lines looked at have done as much as there is; infinite if they never
// have.
func (f *sharing) when() float64 {
	need := 0.0
	for s, slow := range f.slow {
		if slow {
			need += f.work[s]
		}
	}
	n := len(f.moments)
	i := sort.Search(n, func(i int) bool { return f.until(f.moments[i]) >= need })
	if i == 0 {
		return math.Inf(1) // nobody ever calls
	}
	// Between two moments, and behind the last, as many counters call all the time.
	from, to := f.moments[i-1], 2*f.moments[n-1]+1
	if i < n {
		to = f.moments[i]
	}
	before := f.until(from)
	if more := f.until(to) - before; more > 0 {
		return from + (need-before)*(to-from)/more
	}
	return math.Inf(1)
}

// until is what the crews of the lines looked at do until a time.
func (f *sharing) until(t float64) (sum float64) {
	for _, s := range f.spells {
		if f.taking[s.crew] && t > s.from {
			sum += min(t, s.to) - s.from
		}
	}
	return sum * f.keep
}
