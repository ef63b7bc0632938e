package queue

import (
	"maps"
	"slices"
	"sync/atomic"
	"time"
)

// Book is the current business day in memory, and the bindings, codes and operations that outlive it. It changes through
// apply alone. The same changes in the same order make the same Book.
type Book struct {
	venue  *Venue
	rivals map[string][]string // see ahead
	full   bool                // the disk is: no new tickets; the writer says so

	forecasting Forecast  // how waits are forecast
	now         time.Time // for which they are
	plan        *plan     // see at; nil: nothing is kept
	spare       *schedule // the writer's own, see schedule

	session
	days  []Day                    // the newest that are kept, as they were opened; see leave
	older []string                 // dates of all others that are kept, rising
	score *DayScore                // see rate
	known *atomic.Pointer[learned] // see learned and outlook
	seen  *atomic.Pointer[outlook]
	posts map[string]CounterRecord // the newest record of each counter, of whatever day

	bindings   map[string]*Binding
	customers  map[Customer][]string  // their bindings, oldest first
	users      map[[2]string][]string // the bindings of an account's user, oldest first
	contacts   map[string]*Contact
	met        map[Customer]string // contacts by whom they are
	unions     map[string][]string // contacts by unionid
	untagged   map[string]bool     // contacts that are to be given a tag
	codes      map[string]Code
	files      map[Purpose]map[string]bool // their keys, by purpose
	shown      map[string]string           // the newest code of each service, and with "" the one for all
	offered    map[aim][]string            // the codes of an account's user or of a ticket, by key
	operations map[string]*Operation       // by name
}

func newBook(v *Venue) *Book {
	return &Book{
		venue:      v,
		rivals:     rivals(v),
		session:    newSession(v, Day{}),
		known:      &atomic.Pointer[learned]{},
		seen:       &atomic.Pointer[outlook]{},
		posts:      map[string]CounterRecord{},
		bindings:   map[string]*Binding{},
		customers:  map[Customer][]string{},
		users:      map[[2]string][]string{},
		contacts:   map[string]*Contact{},
		met:        map[Customer]string{},
		unions:     map[string][]string{},
		untagged:   map[string]bool{},
		codes:      map[string]Code{},
		files:      map[Purpose]map[string]bool{},
		shown:      map[string]string{},
		offered:    map[aim][]string{},
		operations: map[string]*Operation{},
	}
}

// apply makes a change part of the book.
func (b *Book) apply(c Change) {
	before := b.day.Date
	for i, d := range c.Days {
		if b.record(d); i == len(c.Days)-1 {
			b.turn(d)
		}
	}
	if len(c.Days)+len(c.Dropped) > 0 {
		b.days = slices.DeleteFunc(b.days, func(d Day) bool { return slices.Contains(c.Dropped, d.Date) })
		b.older = slices.DeleteFunc(b.older, func(date string) bool { return slices.Contains(c.Dropped, date) })
		b.leave(before)
		b.rate()
		b.prepare()
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
	for i := range c.Contacts {
		b.acquaint(&c.Contacts[i])
	}
	for _, id := range c.Forgotten {
		b.estrange(id)
	}
	for i := range c.Notices {
		b.tell(&c.Notices[i])
	}
	for _, code := range c.Codes {
		b.keep(code)
	}
	for _, key := range c.Revoked {
		b.revoke(key)
	}
	for _, r := range c.Counters {
		b.posts[r.ID] = r
		if r.Day == b.day.Date {
			b.counters[r.ID] = r.State
			b.turned++
		}
	}
	for _, r := range c.Services {
		if r.Day == b.day.Date {
			b.stopped[r.ID] = r.Stopped
		}
	}
	if c.Operation != nil {
		b.remember(c.Operation)
	}
}

// remember keeps an operation for those who repeat it. What it gave out and was taken back since is not given out again.
func (b *Book) remember(o *Operation) {
	b.operations[o.Name] = o
	if o.Day != b.day.Date {
		return
	}
	b.steps = max(b.steps, o.Step)
	for _, f := range o.Before {
		b.reserve(f.Ticket.Place) // it may be brought back there
	}
}

// record takes up a day's record. The latest ones change most.
func (b *Book) record(d Day) {
	for i, old := range slices.Backward(b.days) {
		if old.Date == d.Date {
			b.days[i] = d
			return
		}
	}
	b.days = append(b.days, d)
}

// turn makes a day the current one: it goes on, ends or is opened again, or another takes its place. What belonged to the
// day before is left to the store.
func (b *Book) turn(d Day) {
	if d.Date != b.day.Date {
		before := b.day.Date
		b.session = newSession(b.venue, d)
		maps.DeleteFunc(b.operations, func(_ string, o *Operation) bool { return o.Day != before && o.Day != d.Date })
		return
	}
	ended := b.day.Closed()
	if b.day = d; d.Closed() != ended {
		b.finalise()
	}
}
