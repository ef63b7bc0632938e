package queue

import (
	"maps"
	"slices"
	"time"
)

// Book is the open business day in memory: its tickets, lines, counters, bindings, notices and codes.
// It changes through apply alone. The same changes in the same order make the same Book.
type Book struct {
	venue  *Venue
	rivals map[string][]string // see ahead
	day    string

	tickets  map[string]*Ticket
	lines    map[string]*line // by service
	serials  map[string]int   // highest serial given out, by prefix
	places   uint64           // highest Place.Seq given out
	steps    uint64           // highest Step.Seq given out
	counters map[string]CounterState
	hands    map[string]int    // open counters by service
	current  map[string]string // ticket at a counter
	missed   map[string]*Ticket
	totals   map[State]int
	calls    []Call // newest last, at most MaxCalls
	paces    map[string]*pace

	bindings   map[string]*Binding
	customers  map[Customer][]string // their bindings, oldest first
	holders    map[string]string     // ticket → its binding
	notices    map[string]*Notice
	told       map[string][]string // ticket → its notices, oldest first
	pending    map[string]*Notice
	codes      map[string]Code
	operations map[string]*Operation // by name
}

func newBook(v *Venue) *Book {
	b := &Book{
		venue:      v,
		rivals:     rivals(v),
		bindings:   map[string]*Binding{},
		customers:  map[Customer][]string{},
		codes:      map[string]Code{},
		operations: map[string]*Operation{},
	}
	b.begin("")
	return b
}

// begin opens a business day: what belonged to the day before is left to the store.
func (b *Book) begin(day string) {
	before := b.day
	b.day = day
	b.tickets = map[string]*Ticket{}
	b.lines = map[string]*line{}
	b.serials = map[string]int{}
	b.places, b.steps = 0, 0
	b.counters, b.hands = map[string]CounterState{}, map[string]int{}
	b.current = map[string]string{}
	b.missed = map[string]*Ticket{}
	b.totals = map[State]int{}
	b.calls = nil
	b.paces = map[string]*pace{}
	b.holders = map[string]string{}
	b.notices = map[string]*Notice{}
	b.told = map[string][]string{}
	b.pending = map[string]*Notice{}
	maps.DeleteFunc(b.operations, func(_ string, o *Operation) bool { return o.Day != before && o.Day != day })
	for _, s := range b.venue.Services {
		b.lines[s.ID] = newLine()
		b.paces[s.ID] = &pace{usual: time.Duration(s.Minutes) * time.Minute}
	}
}

// apply makes a change part of the book.
func (b *Book) apply(c Change) {
	if c.Day != "" {
		b.begin(c.Day)
	}
	for i := range c.Tickets {
		b.put(&c.Tickets[i])
	}
	for i := range c.Bindings {
		b.bind(&c.Bindings[i])
	}
	for _, id := range c.Unbound {
		b.unbind(id)
	}
	for i := range c.Notices {
		b.tell(&c.Notices[i])
	}
	for _, code := range c.Codes {
		b.codes[code.Key()] = code
	}
	for _, r := range c.Counters {
		if r.Day == b.day {
			b.counters[r.ID] = r.State
			b.countHands()
		}
	}
	if c.Operation != nil {
		b.operations[c.Operation.Name] = c.Operation
	}
}

// put replaces a ticket, and keeps lines, counters, totals and calls in step with it.
func (b *Book) put(t *Ticket) {
	old := b.tickets[t.ID]
	seen := 0
	if old != nil {
		seen = len(old.Steps)
		b.lift(old)
	}
	b.lay(t)
	for _, s := range t.Steps[seen:] {
		b.note(t, s)
	}
}

// lift takes a ticket out of where its state has put it.
func (b *Book) lift(t *Ticket) {
	b.totals[t.State]--
	switch t.State {
	case Waiting:
		b.line(t.Service).remove(t.Place)
	case Called, Serving:
		if b.current[t.Counter] == t.ID {
			delete(b.current, t.Counter)
		}
	case Missed:
		delete(b.missed, t.ID)
	}
}

// lay puts a ticket where its state says.
func (b *Book) lay(t *Ticket) {
	b.tickets[t.ID] = t
	b.totals[t.State]++
	switch t.State {
	case Waiting:
		l := b.line(t.Service)
		b.lines[t.Service] = l // also for a service that has left the settings, so that its tickets are not lost
		l.add(t.Place, t.ID)
	case Called, Serving:
		b.current[t.Counter] = t.ID
	case Missed:
		b.missed[t.ID] = t
	}
	b.serials[t.Prefix] = max(b.serials[t.Prefix], t.Serial)
	b.places = max(b.places, t.Place.Seq)
	b.steps = max(b.steps, t.Steps[len(t.Steps)-1].Seq)
}

// note takes up what one step says to the calls and to the pace of its service.
func (b *Book) note(t *Ticket, s Step) {
	switch s.What {
	case CallNext, Recall:
		b.calls = append(b.calls, Call{Seq: s.Seq, Ticket: t.ID, Number: t.Number, Service: t.Service, Counter: s.Counter, At: s.At})
		if n := len(b.calls); n > MaxCalls {
			b.calls = slices.Delete(b.calls, 0, n-MaxCalls)
		}
	case Finish:
		if p := b.paces[t.Service]; p != nil {
			p.learn(t.took(s))
		}
	}
}

// line is the line of a service. Readers share the book, so a line that is not there is not kept.
func (b *Book) line(service string) *line {
	if l := b.lines[service]; l != nil {
		return l
	}
	return newLine()
}
