package queue

import "math"

// lane is tickets that are called in their own order: those who wait for a service. By the rule of a replayed hall, see
// Forecast.Interleave, priority tickets have a lane of their own.
type lane struct {
	service int // in the order of the settings
	urgent  bool
	line    *line
	but     *line // those of the line that are not in the lane, nil for none
	read    int   // how many of the line were looked at
	heads   []spot
}

// spot is who stands somewhere in a lane. Of two, the one of the lower rank is called first.
type spot struct {
	rank   uint64 // the place in one number
	urgent bool
}

// nobody is behind everybody.
var nobody = spot{rank: math.MaxUint64}

func spotAt(p Place, class Class) spot {
	return spot{p.Seq<<32 | uint64(p.Sub), class == Priority}
}

// len is how many are in the lane.
func (l *lane) len() int {
	if l.but == nil {
		return l.line.len()
	}
	return l.line.len() - l.but.len()
}

// before counts those before a place.
func (l *lane) before(p Place) int {
	if l.but == nil {
		return l.line.ahead(p)
	}
	return l.line.ahead(p) - l.but.ahead(p)
}

// at is who stands i-th. Only the first of a lane are asked for, one after the other, and then many times.
func (l *lane) at(i int) spot {
	for len(l.heads) <= i {
		p, t, ok := l.line.at(l.read)
		if !ok {
			return nobody
		}
		if l.read++; l.but == nil || t.Class != Priority {
			l.heads = append(l.heads, spotAt(p, t.Class))
		}
	}
	return l.heads[i]
}

// line sets up the lanes of the hall: one for each service, in which priority tickets stand where join put them, or two.
func (s *schedule) line(b *Book) {
	n := len(b.venue.Services)
	if s.interleave {
		n *= 2
	}
	if len(s.lanes) != n {
		s.lanes = make([]lane, n)
	}
	for i := range s.lanes {
		heads := s.lanes[i].heads[:0]
		service := i % len(b.venue.Services)
		id := b.venue.Services[service].ID
		s.lanes[i] = lane{service: service, line: b.line(id), heads: heads}
		switch {
		case i >= len(b.venue.Services):
			s.lanes[i].line, s.lanes[i].urgent = b.urgentLine(id), true
		case s.interleave:
			s.lanes[i].but = b.urgentLine(id)
		}
	}
}

// seeker is whose wait is asked for: who stands in a lane with so many before them, or would.
type seeker struct {
	spot
	place  Place
	lane   int
	before int
	fresh  bool // nobody stands at that place yet
	last   bool // and nobody behind it
}

// seeker is who stands, or would, at a place of a service.
func (s *schedule) seeker(service int, p Place, class Class) seeker {
	at := service
	if s.interleave && class == Priority {
		at += len(s.lanes) / 2
	}
	l := &s.lanes[at]
	k := seeker{spot: spotAt(p, class), place: p, lane: at, before: l.before(p), fresh: l.line.who(p) == nil}
	k.last = k.before == l.len()
	return k
}
