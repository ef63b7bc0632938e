package queue

import (
	"iter"
	"maps"
	"slices"
)

// session is what belongs to one business day: its tickets, lines, counters and notices.
type session struct {
	day     Day
	inexact bool              // a ticket was taken while the clock was in doubt
	halls   map[string]string // see aged

	tickets  map[string]*Ticket
	asleep   map[string]*Ticket  // as they were before the day was closed, those that were open
	issued   []*Ticket           // all, in the order in which they were taken
	ranks    []uint64            // of these, see list
	lines    map[string]*line    // by service
	urgent   map[string]*line    // those of its priority tickets, by service
	arrived  map[string]*line    // those who wait, in the order in which they came, by service
	subs     map[uint64]uint32   // highest Place.Sub given out, by Place.Seq
	hurried  map[string][]uint64 // Ticket.Came of the priority tickets of each hall, rising
	serials  map[string]int      // highest serial given out, by prefix
	taken    map[string]int      // tickets taken, by service they were taken for
	places   uint64              // highest Place.Seq given out
	steps    uint64              // highest Step.Seq given out
	counters map[string]CounterState
	stopped  map[string]bool   // services that staff have stopped
	current  map[string]string // ticket at a counter
	missed   shelf
	untimely bool // their times do not rise with their steps, since the clock was set back
	held     shelf
	totals   map[State]int
	calls    []Call // newest last, at most callsKept
	scores   map[string]scoring
	today    *lessons
	turned   uint64  // rises with every turn of a counter
	misfits  misfits // of today's estimates
	waits    average // of those that were called
	services average // of those that are done

	holders map[string]string // ticket → its binding
	outbox
}

// callsKept is more than are shown, since those that are taken back make room.
const callsKept = 256

func newSession(v *Venue, d Day) session {
	return session{
		day: d, halls: halls(v), hurried: map[string][]uint64{},
		tickets: map[string]*Ticket{}, asleep: map[string]*Ticket{},
		lines: emptyLines(v), urgent: emptyLines(v), arrived: emptyLines(v), subs: map[uint64]uint32{},
		serials: map[string]int{}, taken: map[string]int{},
		counters: map[string]CounterState{}, stopped: map[string]bool{},
		current: map[string]string{}, totals: map[State]int{}, scores: map[string]scoring{},
		holders: map[string]string{}, outbox: newOutbox(), today: newLessons(newRoster(v), v, d),
	}
}

// emptyLines is a line for each service, all on one floor.
func emptyLines(v *Venue) map[string]*line {
	lines := make(map[string]*line, len(v.Services))
	for i, l := range newFloor(len(v.Services)) {
		lines[v.Services[i].ID] = l
	}
	return lines
}

// put replaces a ticket, and keeps lines, counters, totals and calls in step with it. A ticket that has fewer steps than
// before had some taken back.
func (s *session) put(t *Ticket) {
	old, seen := s.tickets[t.ID], 0
	if old == nil {
		s.enter(t)
	} else {
		seen = len(old.Steps)
		s.lift(old)
		for _, step := range old.Steps[min(seen, len(t.Steps)):] {
			s.unnote(old, step)
		}
	}
	s.lay(t)
	for _, step := range t.Steps[min(seen, len(t.Steps)):] {
		s.note(t, step)
	}
}

// reserve keeps a place from being given out again.
func (s *session) reserve(p Place) {
	s.places = max(s.places, p.Seq)
	if p.Sub > 0 && p.Sub > s.subs[p.Seq] {
		s.subs[p.Seq] = p.Sub
	}
}

// enter takes up that a ticket was taken.
func (s *session) enter(t *Ticket) {
	service := t.serviceAt(t.Steps[0].Seq)
	s.taken[service]++
	s.inexact = s.inexact || t.Steps[0].Doubt
	s.today.taken(t)
	if t.Class == Priority {
		s.hurry(t, s.halls[service])
	}
}

// lift takes a ticket out of where its state has put it.
func (s *session) lift(t *Ticket) {
	s.totals[t.State]--
	s.waits.remove(t.waited())
	s.services.remove(t.served())
	switch t.State {
	case Waiting:
		s.line(t.Service).remove(t.Place)
		s.arrived[t.Service].remove(t.arrival())
		if t.Class == Priority {
			s.urgentLine(t.Service).remove(t.Place)
		}
	case Called, Serving:
		if s.current[t.Counter] == t.ID {
			delete(s.current, t.Counter)
		}
	case Missed:
		s.missed.remove(t)
	case Held:
		s.held.remove(t)
	}
}

// lay makes a ticket what its id names, and puts it where it belongs.
func (s *session) lay(t *Ticket) {
	s.tickets[t.ID] = t
	s.place(t)
}

// place takes a ticket up, and puts it where it belongs.
func (s *session) place(t *Ticket) {
	s.list(t)
	s.station(t)
}

// station puts a ticket where its state says. A service that has left the settings gets a line too, so that its tickets are
// not lost.
func (s *session) station(t *Ticket) {
	s.totals[t.State]++
	s.waits.add(t.waited())
	s.services.add(t.served())
	switch t.State {
	case Waiting:
		made(s.lines, t.Service).add(t.Place, t)
		made(s.arrived, t.Service).add(t.arrival(), t)
		if t.Class == Priority {
			made(s.urgent, t.Service).add(t.Place, t)
		}
	case Called, Serving:
		s.current[t.Counter] = t.ID
	case Missed:
		s.untimely = !s.missed.add(t) || s.untimely
	case Held:
		s.held.add(t)
	}
	if t.Serial > s.serials[t.Prefix] {
		s.serials[t.Prefix] = t.Serial
	}
	s.reserve(t.Place)
	s.places = max(s.places, t.Came)
	s.steps = max(s.steps, t.lastStep().Seq)
}

// stationAll does so with many, oldest first, at once.
func (s *session) stationAll(tickets iter.Seq[*Ticket]) {
	all := slices.Concat(slices.Collect(maps.Values(s.lines)), slices.Collect(maps.Values(s.urgent)), slices.Collect(maps.Values(s.arrived)))
	for _, l := range all {
		l.floor.uncounted = true
	}
	var aside shelf // on shelves they lie in another order
	for t := range tickets {
		if t.State == Missed || t.State == Held {
			aside = append(aside, t)
		} else {
			s.station(t)
		}
	}
	slices.SortFunc(aside, byLastStep)
	for _, t := range aside {
		s.station(t)
	}
	for _, l := range all {
		l.floor.settle()
	}
}

// note takes up what one step of a ticket says to the calls, of the estimates, and of what things take.
func (s *session) note(t *Ticket, step Step) {
	s.grade(t, step, 1)
	s.today.note(t, step, 1)
	switch step.What {
	case CallNext, CallTicket, Recall:
		s.calls = append(s.calls, Call{
			Seq: step.Seq, Ticket: t.ID, Number: t.Number, Service: t.serviceAt(step.Seq), Counter: step.Counter, At: step.At,
		})
		if n := len(s.calls); n > callsKept {
			s.calls = slices.Delete(s.calls, 0, n-callsKept)
		}
	case Transfer:
		if hall := s.halls[step.Service]; !s.beenIn(t, hall, step.Seq) {
			s.hurry(t, hall)
		}
	}
}

// unnote forgets a step that was taken back.
func (s *session) unnote(t *Ticket, step Step) {
	s.grade(t, step, -1)
	s.today.note(t, step, -1)
	s.calls = slices.DeleteFunc(s.calls, func(c Call) bool { return c.Seq == step.Seq })
	if hall := s.halls[step.Service]; step.What == Transfer && !s.beenIn(t, hall, step.Seq) {
		s.unhurry(t, hall)
	}
}

// line is the line of a service. Readers share the book, so a line that is not there is not kept.
func (s *session) line(service string) *line { return orEmpty(s.lines[service]) }

// urgentLine is the priority tickets among it.
func (s *session) urgentLine(service string) *line { return orEmpty(s.urgent[service]) }

// made is the line of a service, which is there from now on.
func made(lines map[string]*line, service string) *line {
	l := lines[service]
	if l == nil {
		l = newLine()
		lines[service] = l
	}
	return l
}

func orEmpty(l *line) *line {
	if l == nil {
		return newLine()
	}
	return l
}
