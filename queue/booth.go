package queue

import (
	"math"
	"slices"
	"time"
)

// booth is a counter as courses see it.
type booth struct {
	services []int
	lanes    []int // of these
	busy     bool
	free     [courses]float64 // when it is done with who is there now, in seconds from now; 0 when nobody is
}

// sit looks at the counters as they stand.
func (s *schedule) sit(b *Book) {
	s.booths = room(s.booths, len(b.venue.Counters))
	s.await(b)
	for c, counter := range b.venue.Counters {
		d := &s.booths[c]
		d.services = b.today.roster.serves[c]
		d.busy, d.lanes = false, d.services // by place, lanes are numbered as services are
		if s.interleave {
			d.lanes = slices.Clone(d.lanes)
			for _, i := range d.services {
				d.lanes = append(d.lanes, i+len(s.lanes)/2)
			}
		}
		if t := b.tickets[b.current[counter.ID]]; t != nil && len(d.services) > 0 {
			s.rest(b, c, t)
		} else if idle := min(s.awaited(c), b.idle(c)); idle > gapMost.Seconds() {
			s.linger(c, idle)
		}
	}
}

// rest draws when a counter will be done with who is there.
//
// The rule: a service that has lasted for some time goes on as those did that lasted longer than that; see shape.left. Who was
// called and is not there yet may not come at all, with the share of those who do not. Else they come after the usual way, and
// where staff do not say when a service starts, it has started then: there, who was called long ago and is not missed yet has
// come, the surer the longer ago. That holds everywhere once the call is longer ago than a walk takes at the most.
//
// While somebody waits, nobody makes a service last without need: what is left of it then grows with how long that has been
// so. Where nobody waited, it may be over since long.
func (s *schedule) rest(b *Book, c int, t *Ticket) {
	s.booths[c].busy = true
	since := func(at time.Time) float64 { return max(b.now.Sub(at).Seconds(), 0) }
	service, ok := b.today.roster.service[t.Service]
	if !ok {
		service = s.booths[c].services[0] // it has left the settings
	}
	mean, spent, way, gone, miss := s.service[service], 0.0, 0.0, 0.0, s.miss
	if last := t.lastStep(); last.What == Start {
		spent = since(last.At)
	} else {
		_, first := t.calls()
		called := since(first)
		way, gone = max(s.walk-called, 0), max(s.missTime-called, 0)
		if !s.starts || called > walkMost.Seconds() {
			spent = max(called-s.walk, 0)
			miss = notYetMissed(s.miss, called/max(s.missTime, 1))
		}
	}
	if b.forecasting.without(PartElapsed) {
		spent = 0
	}
	left, least := s.shape.left(spent/mean), lasting(lingers*min(spent, s.awaited(c))/mean)
	for k := range left {
		left[k] = max(left[k], least[k])
	}
	for k := range left {
		free := way + mean*s.drawn(&left, k, drawRest+c)
		if t.State == Called && drawFine(k, drawGone+c) < miss {
			free = gone
		}
		s.booths[c].free[k] = s.gap + free
	}
}

// notYetMissed is the share of those who do not come among all who were called so long ago, in times that staff usually wait
// for them, and are neither missed nor said to have come: by Bayes, with a wait that may end at any moment.
func notYetMissed(share, ago float64) float64 {
	still := share * math.Exp(-ago)
	return still / (still + 1 - share)
}

// drawn is the draw of a step in a course, of equally likely values; without spread it is the middle of all.
func (s *schedule) drawn(values *[courses]float64, course, step int) float64 {
	if !s.even {
		return values[draw(course, step)]
	}
	sum := 0.0
	for _, x := range values {
		sum += x
	}
	return sum / courses
}
