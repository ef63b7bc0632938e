package queue

import (
	"maps"
	"slices"
)

// restore takes changes back that were applied to the book since it was the same as another, and tells whether it could:
// not when they ended a day or began one. It costs what the changes did, however many tickets there are: what they named is
// made as it is in the other book, and what does not grow with the tickets is taken from there as a whole.
//
// Whatever a change moves must be brought back here. TestModel holds the two books against each other after every fault.
func (b *Book) restore(from *Book, changes []Change) bool {
	if b.day.Closed() || from.day.Closed() || slices.ContainsFunc(changes, func(c Change) bool { return !c.within(from.day) }) {
		return false
	}
	b.restoreTickets(from, changes)
	for i := range changes {
		b.restoreBindings(from, &changes[i])
		b.restoreContacts(from, &changes[i])
		b.restoreNotices(from, &changes[i])
		b.restoreCodes(from, &changes[i])
		if o := changes[i].Operation; o != nil {
			restoreKey(b.operations, from.operations, o.Name)
		}
	}
	b.days, b.older, b.score, b.posts, b.shown = slices.Clone(from.days), slices.Clone(from.older), from.score, maps.Clone(from.posts), maps.Clone(from.shown)
	b.restoreSums(&from.session)
	return true
}

// within tells whether a change leaves the day as it is, but for what is counted of it.
func (c *Change) within(day Day) bool {
	return len(c.Dropped) == 0 && !slices.ContainsFunc(c.Days, func(d Day) bool {
		return d.Date != day.Date || d.Closed() || d.Reopened != day.Reopened
	})
}

// restoreKey makes one entry of a map what it is in another.
func restoreKey[K comparable, V any](m, from map[K]V, key K) {
	if v, ok := from[key]; ok {
		m[key] = v
	} else {
		delete(m, key)
	}
}

// restoreTickets lets all tickets leave before any comes back: one may stand where another did.
func (b *Book) restoreTickets(from *Book, changes []Change) {
	moved := map[string]bool{}
	for i := range changes {
		for j := range changes[i].Tickets {
			t := &changes[i].Tickets[j]
			restoreKey(b.subs, from.subs, t.Place.Seq)
			if now := b.tickets[t.ID]; now != nil && !moved[t.ID] {
				moved[t.ID] = true
				b.lift(now)
			}
		}
	}
	for id := range moved {
		if before := from.tickets[id]; before != nil {
			b.lay(before)
		} else {
			b.unlist(b.tickets[id])
			delete(b.tickets, id)
		}
	}
}

// restoreSums takes over what does not grow with the tickets, but for the times at which priority tickets came.
func (s *session) restoreSums(from *session) {
	mine := *s
	*s = *from
	s.tickets, s.asleep, s.issued, s.ranks, s.subs = mine.tickets, mine.asleep, mine.issued, mine.ranks, mine.subs
	s.lines, s.urgent, s.arrived, s.missed, s.held = mine.lines, mine.urgent, mine.arrived, mine.missed, mine.held
	s.holders, s.outbox, s.halls, s.today = mine.holders, mine.outbox, mine.halls, from.today.copy(mine.today)
	s.calls, s.amounts = slices.Clone(from.calls), maps.Clone(from.amounts)
	s.serials, s.taken, s.totals = maps.Clone(from.serials), maps.Clone(from.taken), maps.Clone(from.totals)
	s.counters, s.stopped, s.current = maps.Clone(from.counters), maps.Clone(from.stopped), maps.Clone(from.current)
	s.scores, s.hurried = maps.Clone(from.scores), maps.Clone(from.hurried)
	for hall, came := range s.hurried {
		s.hurried[hall] = slices.Clone(came)
	}
}

func (b *Book) restoreBindings(from *Book, c *Change) {
	ids := slices.Clone(c.Unbound)
	for i := range c.Bindings {
		ids = append(ids, c.Bindings[i].ID)
	}
	for _, id := range ids {
		for _, n := range []*Binding{b.bindings[id], from.bindings[id]} {
			if n != nil {
				b.unbind(id)
				restoreKey(b.holders, from.holders, n.Ticket)
			}
		}
		if before := from.bindings[id]; before != nil {
			b.bind(before)
			restoreKey(b.holders, from.holders, before.Ticket)
		}
	}
}

func (b *Book) restoreContacts(from *Book, c *Change) {
	ids := slices.Clone(c.Forgotten)
	for i := range c.Contacts {
		ids = append(ids, c.Contacts[i].ID)
	}
	for _, id := range ids {
		now, before := b.contacts[id], from.contacts[id]
		b.estrange(id)
		if before != nil {
			b.acquaint(before)
		}
		for _, known := range []*Contact{now, before} {
			if known != nil {
				restoreKey(b.met, from.met, known.Customer)
			}
		}
	}
}

// restoreNotices. The lists by ticket and by WeChat's ids are only ever made longer, so the earlier ones are whole.
func (b *Book) restoreNotices(from *Book, c *Change) {
	for i := range c.Notices {
		n := &c.Notices[i]
		if now := b.notices[n.ID]; now != nil {
			b.withdraw(now)
			delete(b.notices, n.ID)
		}
		b.told[n.Ticket] = slices.Clip(from.told[n.Ticket])
		if len(b.told[n.Ticket]) == 0 {
			delete(b.told, n.Ticket)
		}
		restoreKey(b.farewells, from.farewells, n.Ticket)
		restoreKey(b.messages, from.messages, n.MessageID)
		if before := from.notices[n.ID]; before != nil {
			b.notices[n.ID] = before
			if before.open() {
				b.post(before)
			}
		}
		restoreKey(b.claimed, from.claimed, n.ID)
	}
}

func (b *Book) restoreCodes(from *Book, c *Change) {
	keys := slices.Clone(c.Revoked)
	for _, code := range c.Codes {
		keys = append(keys, code.Key())
	}
	for _, key := range keys {
		b.revoke(key)
		if before, ok := from.codes[key]; ok {
			b.keep(before)
		}
	}
}
