package queue

import (
	"math"
	"slices"
	"time"
)

const (
	serviceLeast = 15 * time.Second // shorter ones are mistakes at the desk
	serviceMost  = 5                // longer ones, as a multiple of the usual time, are forgotten finishes and count as so long
	walkMost     = 10 * time.Minute // of a walk or a miss that counts
	waitMost     = 24 * time.Hour   // of a wait that counts
)

// Sum is a count and a total of milliseconds. Whole numbers come to the same in any order, and can be taken back.
type Sum struct {
	N int64 `json:"n"`
	T int64 `json:"t"`
}

// add adds a time n times; −1 takes it back.
func (s *Sum) add(t time.Duration, n int64) { s.N, s.T = s.N+n, s.T+n*t.Milliseconds() }

// lessons are what a day has taught so far: sums alone, by what its tickets' steps say. They do not depend on the order in
// which the steps are noted, and a step can be taken back. A step with a time that is in doubt teaches nothing.
type lessons struct {
	*roster
	morning  *morning  // what was known before it: see before
	midnight time.Time // that the times of the day are counted from
	noted    uint64    // rises with every note

	served   []record  // by service
	active   [24]int64 // services, by the hour in which they began
	walks    Sum       // from the call to the beginning
	gaps     Sum       // from when a counter came free to its next call, while somebody waited
	misses   Sum       // from the call to the miss
	left     Sum       // N: who gave up while they waited; T: how long all together waited
	unbegun  int64     // services whose beginning nobody noted
	urgent   [24]int64 // priority tickets taken, by hour
	urgentOf []int64   // and by service
	desks    []desk    // by counter
}

// record is what a kind of service took.
type record struct {
	Sum                  // each trimmed, see serviceMost
	spread *[sizes]int32 // of took ÷ what the settings say, see size
}

func newLessons(r *roster, v *Venue, d Day) *lessons {
	return &lessons{
		roster: r, morning: newMorning(r, nil), midnight: midnight(v, d), served: make([]record, len(r.services)),
		urgentOf: make([]int64, len(r.services)), desks: make([]desk, len(r.counters)),
	}
}

// copy is what the day has taught in another book that has had the same day. What is as it was in the morning stays that
// book's own.
func (l *lessons) copy(own *lessons) *lessons {
	c := *l
	c.roster, c.morning = own.roster, own.morning
	c.served, c.urgentOf, c.desks = slices.Clone(l.served), slices.Clone(l.urgentOf), slices.Clone(l.desks)
	for i, r := range c.served {
		if r.spread != nil {
			spread := *r.spread
			c.served[i].spread = &spread
		}
	}
	for i, d := range c.desks {
		c.desks[i] = slices.Clone(d)
	}
	return &c
}

// midnight is when the date begins that belongs to a day by the clock: twelve hours before its noon, since some zones have
// nights without midnight.
func midnight(v *Venue, d Day) time.Time {
	at, err := time.Parse(time.DateOnly, d.clockDate())
	switch {
	case d.Date == "": // before the first
		return time.Time{}
	case err != nil:
		at = d.OpenedAt.In(v.Zone) // of a file that somebody made by hand
	}
	y, m, day := at.Date()
	return time.Date(y, m, day, 12, 0, 0, 0, v.Zone).Add(-12 * time.Hour)
}

// seconds is a time of the day in seconds since its midnight.
func (l *lessons) seconds(t time.Time) float64 { return t.Sub(l.midnight).Seconds() }

// hourOf is the hour of the clock at some seconds since midnight.
func hourOf(seconds float64) int { return (int(math.Floor(seconds/3600))%24 + 24) % 24 }

// taken notes that a ticket was taken.
func (l *lessons) taken(t *Ticket) {
	step := t.Steps[0]
	if t.Class != Priority || step.Doubt {
		return
	}
	s, known := l.service[t.serviceAt(step.Seq)]
	if !known {
		return
	}
	l.noted++
	l.urgent[hourOf(l.seconds(step.At))]++
	l.urgentOf[s]++
}

// note notes a step of a ticket, or with −1 that it was taken back.
func (l *lessons) note(t *Ticket, step Step, n int64) {
	l.noted++
	switch step.What {
	case CallNext, CallTicket:
		l.waited(t, step, n, 0)
		l.turn(passage{seq: step.Seq, at: step.At, taken: t.IssuedAt(), doubt: step.Doubt || t.Steps[0].Doubt}, step.Counter, n)
	case Cancel:
		l.waited(t, step, n, n)
	case Start:
		call, _, ok := t.visit(step)
		if walk, sure := between(call, step); ok && sure {
			l.walks.add(min(walk, walkMost), n)
		}
	case Miss:
		call, _, ok := t.visit(step)
		if missed, sure := between(call, step); ok && sure {
			l.misses.add(min(missed, walkMost), n)
		}
		l.turn(passage{seq: step.Seq, at: step.At, free: true, doubt: step.Doubt}, step.Counter, n)
	case Finish:
		l.finished(t, step, n)
		l.turn(passage{seq: step.Seq, at: step.At, free: true, doubt: step.Doubt}, step.Counter, n)
	}
}

// waited notes how long a ticket waited to which nothing had happened yet, and how many of it left.
func (l *lessons) waited(t *Ticket, step Step, n, left int64) {
	if len(t.Steps) < 2 || t.Steps[1].Seq != step.Seq {
		return
	}
	if waited, ok := between(t.Steps[0], step); ok {
		l.left.N += left
		l.left.T += n * min(waited, waitMost).Milliseconds()
	}
}

// finished notes what a service took: from its beginning, or where nobody has noted that, from the call, as if there were no
// way to the counter.
func (l *lessons) finished(t *Ticket, step Step, n int64) {
	s, known := l.service[t.serviceAt(step.Seq)]
	from, began, ok := t.visit(step)
	took, sure := between(from, step)
	if !known || !ok || !sure {
		return
	}
	if !began {
		l.unbegun += n
		l.walks.add(0, n)
	}
	if took < serviceLeast {
		return
	}
	l.spread(s, took, n)
	l.served[s].add(min(took, duration(serviceMost*l.before().mean[s])), n)
	l.active[hourOf(l.seconds(from.At))] += n
}

// visit is the step from which a ticket is at the counter where a step happened: the first call of that visit, or once the
// service had begun, its beginning.
func (t *Ticket) visit(step Step) (from Step, began, ok bool) {
	for i := len(t.Steps) - 1; i >= 0; i-- {
		s := t.Steps[i]
		if s.Seq >= step.Seq {
			continue
		}
		switch s.What {
		case Start:
			if !began {
				from, began = s, true
			}
		case Recall:
		case CallNext, CallTicket:
			if !began {
				from = s
			}
			return from, began, true
		default:
			return Step{}, false, false
		}
	}
	return Step{}, false, false
}

// duration is seconds as a duration, in whole milliseconds.
func duration(seconds float64) time.Duration {
	return time.Duration(math.Round(seconds*1000)) * time.Millisecond
}
