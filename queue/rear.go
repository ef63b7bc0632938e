package queue

import "math"

// rear is when each line is done by the courses of a play, where they do not call it one by one. What stands ahead of who
// would be the last of any line are the same whole lines, so they flow once for all.
type rear struct {
	known bool
	mean  [courses / flowFor]float64   // when the counters are done with those whom the flow stands behind, in the mean
	waits [courses / flowFor][]float64 // by service
}

// rear is that of a play in which the seeker, who would be the last of a line, plays no part.
func (s *schedule) rear(p *play, k seeker) *rear {
	r := &p.rear
	if r.known {
		return r
	}
	r.known = true
	f := s.behind(&s.whole, k)
	for g := range r.waits {
		r.waits[g] = room(r.waits[g], len(s.usual))
		c := p.flowing(g * flowFor)
		if c == nil {
			continue
		}
		f.pour(c)
		r.mean[g] = f.mean
		for l := range r.waits[g] {
			r.waits[g][l] = f.wait(l)
		}
	}
	return r
}

// flowing is the first of the courses that share a flow in which a counter calls who is not called one by one; nil for none.
func (p *play) flowing(from int) *course {
	for i := from; i < from+flowFor; i++ {
		c := &p.courses[i]
		for !c.done {
			c.advance()
		}
		if !math.IsInf(c.from, 1) {
			return c
		}
	}
	return nil
}
