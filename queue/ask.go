package queue

import "math"

// shareNear of all work is as good as none: much less than any line has, see flowLeast, and much more than rounding loses.
const shareNear = 1e-13

// ask is that a line asks for time, so that the line by asks before it may have that of a crew; −1 for the first.
type ask struct{ service, crew, by int }

// grant gives the crews the time that they have until a moment, and lets them give of it to their lines by what these need.
// What they have given before they have not got.
func (f *sharing) grant(t float64) {
	if n := len(f.moments); math.IsInf(t, 1) && n > 0 {
		t = f.moments[n-1] // nobody whose lines it never suffices for calls any more
	}
	clear(f.spare)
	for _, s := range f.spells {
		if f.taking[s.crew] && t > s.from {
			f.spare[s.crew] += (min(t, s.to) - s.from) * f.keep
		}
	}
	for g, crew := range f.hall.crews {
		if !f.taking[g] {
			continue
		}
		parts, need := f.parts[g*len(f.work):], 0.0
		for _, s := range f.hall.serves[crew[0]] {
			f.spare[g] -= parts[s]
			if f.slow[s] {
				need += f.work[s] - f.given[s]
			}
		}
		share := min(max(f.spare[g], 0)/max(need, f.near), 1)
		for _, s := range f.hall.serves[crew[0]] {
			if f.slow[s] {
				f.give(g, s, share*(f.work[s]-f.given[s]))
			}
		}
	}
}

func (f *sharing) give(crew, service int, t float64) {
	f.spare[crew] -= t
	f.given[service] += t
	f.parts[crew*len(f.work)+service] += t
}

// lacking tells whether some lines are short of time with all that their crews have, and which.
func (f *sharing) lacking() (any bool) {
	clear(f.short)
	for s, slow := range f.slow {
		for slow && f.work[s]-f.given[s] > f.near {
			if f.fetch(s) {
				continue
			}
			for _, a := range f.asked {
				f.short[a.service] = true
			}
			any = true
			break
		}
	}
	return any
}

// fetch gets more time for a line: what a crew of it has left, or what a crew has given to another line that can get as much
// elsewhere, on the shortest way.
func (f *sharing) fetch(service int) bool {
	clear(f.heard)
	f.heard[service] = true
	f.asked = append(f.asked[:0], ask{service, -1, -1})
	for i := 0; i < len(f.asked); i++ {
		s := f.asked[i].service
		for _, g := range f.hall.servers[s] {
			if !f.taking[g] {
				continue
			}
			if f.spare[g] > f.near {
				f.pass(g, i)
				return true
			}
			for _, other := range f.hall.serves[f.hall.crews[g][0]] {
				if !f.heard[other] && f.parts[g*len(f.work)+other] > f.near {
					f.heard[other] = true
					f.asked = append(f.asked, ask{other, g, i})
				}
			}
		}
	}
	return false
}

// pass gives as much of what a crew has left as can be handed on from the line that asked last to the first.
func (f *sharing) pass(crew, last int) {
	first := f.asked[0].service
	t := min(f.spare[crew], f.work[first]-f.given[first])
	for i := last; i > 0; i = f.asked[i].by {
		a := f.asked[i]
		t = min(t, f.parts[a.crew*len(f.work)+a.service])
	}
	for i := last; i >= 0; i = f.asked[i].by {
		a := f.asked[i]
		f.give(crew, a.service, t)
		if crew = a.crew; crew >= 0 {
			f.give(crew, a.service, -t)
		}
	}
}
