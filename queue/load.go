package queue

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// loadBooks makes two Books that the saved changes made, at the same time. They share the records, which nobody changes.
func loadBooks(v *Venue, s *Saved) (book, draft *Book) {
	for i := range s.Tickets {
		if t := &s.Tickets[i]; t.Told != nil && !t.Told.Valid() {
			t.Told = nil // nobody can have been told that
		}
	}
	lists, filled := make(chan map[string]*Ticket, 2), make(chan struct{})
	go func() {
		list := byID(s.Tickets)
		lists <- maps.Clone(list)
		lists <- list
	}()
	book, draft = beginBook(v, s), beginBook(v, s)
	draft.placeAll(s.Tickets)
	book.placeAs(&draft.session)
	go func() {
		book.fill(s, <-lists)
		close(filled)
	}()
	draft.fill(s, <-lists)
	<-filled
	return book, draft
}

// byID lists tickets by their ids. In a long line that takes longer than all else.
func byID(tickets []Ticket) map[string]*Ticket {
	list := make(map[string]*Ticket, len(tickets))
	for i := range tickets {
		list[tickets[i].ID] = &tickets[i]
	}
	return list
}

// beginBook makes a Book with the saved days, into which the rest is to be filled.
func beginBook(v *Venue, s *Saved) *Book {
	b := newBook(v)
	b.days, b.older = slices.SortedFunc(slices.Values(s.Days), bySeq), slices.Clone(s.Past)
	b.session = newSession(v, b.dayOf(s.Day))
	b.prepare()
	b.expect(s)
	return b
}

// fill makes it the Book that the saved changes made, once its tickets stand where they belong. list is these by their ids.
func (b *Book) fill(s *Saved, list map[string]*Ticket) {
	b.tickets = list
	b.replay(s.Tickets)
	counters := slices.Clone(s.Counters)
	for i, r := range counters {
		counters[i] = r.sound()
	}
	b.apply(Change{Bindings: s.Bindings, Contacts: s.Contacts, Notices: s.Notices, Codes: s.Codes, Counters: counters, Services: s.Services})
	for i := range s.Operations {
		b.apply(Change{Operation: &s.Operations[i]})
		if t := s.Operations[i].Outcome.Ticket; t != nil {
			b.retire(t)
		}
	}
	b.finalise()
	b.rate()
	b.resume(nil) // what was on its way is lost
}

// expect makes room for all records at once, since maps that grow are filled several times over.
func (b *Book) expect(s *Saved) {
	b.notices, b.told = make(map[string]*Notice, len(s.Notices)), make(map[string][]string, len(s.Notices))
	b.bindings, b.customers = make(map[string]*Binding, len(s.Bindings)), make(map[Customer][]string, len(s.Bindings))
	b.contacts, b.met = make(map[string]*Contact, len(s.Contacts)), make(map[Customer]string, len(s.Contacts))
	b.codes, b.operations = make(map[string]Code, len(s.Codes)), make(map[string]*Operation, len(s.Operations))
}

// placeAll enters tickets, oldest first, and puts them where they belong.
func (s *session) placeAll(tickets []Ticket) {
	s.issued, s.ranks = make([]*Ticket, 0, len(tickets)), make([]uint64, 0, len(tickets))
	s.stationAll(func(yield func(*Ticket) bool) {
		for i := range tickets {
			s.enter(&tickets[i])
			s.list(&tickets[i])
			yield(&tickets[i])
		}
	})
}

// placeAs does the same as has just been done for the same day in another book, from there.
func (s *session) placeAs(from *session) {
	s.restoreSums(from)
	s.issued, s.ranks, s.subs = slices.Clone(from.issued), slices.Clone(from.ranks), maps.Clone(from.subs)
	s.missed, s.held = slices.Clone(from.missed), slices.Clone(from.held)
	s.lines, s.urgent, s.arrived = copyLines(from.lines), copyLines(from.urgent), copyLines(from.arrived)
}

// dayOf is the record of a date. When the store has lost it, the day goes on, so that its numbers are not given out again.
func (b *Book) dayOf(date string) Day {
	for _, d := range b.days {
		if d.Date == date {
			return d
		}
	}
	if date == "" {
		return Day{}
	}
	lost := Day{Date: date}
	if n := len(b.days); n > 0 {
		lost.Seq = b.days[n-1].Seq + 1
	}
	b.days = append(b.days, lost)
	return lost
}

// retire keeps the number of a ticket whose record the store has lost from being given out again: the operation that took
// it still tells the number.
func (b *Book) retire(t *Standing) {
	service, ok := b.venue.Service(t.Service)
	if !ok || t.Day != b.day.Date || b.tickets[t.ID] != nil {
		return
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(t.Number, service.Prefix)); err == nil {
		b.serials[service.Prefix] = max(b.serials[service.Prefix], n)
	}
}

// replay notes the steps of all tickets after their first in the order in which they happened.
func (b *Book) replay(tickets []Ticket) {
	type event struct {
		ticket *Ticket
		step   Step
	}
	var events []event
	for i := range tickets {
		for _, s := range tickets[i].Steps[1:] {
			events = append(events, event{&tickets[i], s})
		}
	}
	slices.SortFunc(events, func(x, y event) int { return cmp.Compare(x.step.Seq, y.step.Seq) })
	for _, e := range events {
		b.note(e.ticket, e.step)
	}
}

// saved lists the book's records, oldest first where order counts, as a store would give them.
func (b *Book) saved() *Saved {
	s := &Saved{Day: b.day.Date, Days: slices.Clone(b.days), Past: b.older}
	for _, t := range b.issued {
		s.Tickets = append(s.Tickets, *cmp.Or(b.asleep[t.ID], t))
	}
	for _, n := range b.bindings {
		s.Bindings = append(s.Bindings, *n)
	}
	slices.SortFunc(s.Bindings, func(x, y Binding) int { return cmp.Compare(x.ID, y.ID) })
	for _, c := range b.contacts {
		s.Contacts = append(s.Contacts, *c)
	}
	slices.SortFunc(s.Contacts, func(x, y Contact) int { return cmp.Compare(x.ID, y.ID) })
	for _, n := range b.notices {
		s.Notices = append(s.Notices, *n)
	}
	slices.SortFunc(s.Notices, func(x, y Notice) int { return cmp.Compare(x.ID, y.ID) })
	s.Codes = slices.Collect(maps.Values(b.codes))
	s.Counters = slices.Collect(maps.Values(b.posts))
	for id, stopped := range b.stopped {
		s.Services = append(s.Services, ServiceRecord{ID: id, Day: b.day.Date, Stopped: stopped})
	}
	for _, o := range b.operations {
		s.Operations = append(s.Operations, *o)
	}
	return s
}

// copy is a book of its own with the same records. What was given out and taken back since is not given out again by it
// either. It costs as much as a start does.
func (b *Book) copy() *Book {
	s := b.saved()
	c := beginBook(b.venue, s)
	c.placeAll(s.Tickets)
	c.fill(s, byID(s.Tickets))
	c.full, c.forecasting = b.full, b.forecasting
	c.resume(b)
	c.places, c.subs = b.places, maps.Clone(b.subs)
	return c
}
