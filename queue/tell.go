package queue

import "slices"

// previous is the tickets that a change replaces, nil where it makes one.
func (b *Book) previous(c Change) []*Ticket {
	old := make([]*Ticket, len(c.Tickets))
	for i := range c.Tickets {
		old[i] = b.tickets[c.Tickets[i].ID]
	}
	return old
}

// consequences is what a change that was just applied means for customers: notices that are due now, and pending ones
// that it has overtaken. old is the tickets as they were before.
func (b *Book) consequences(old []*Ticket, c Change, m moment) Change {
	var more Change
	for i := range c.Tickets {
		t := &c.Tickets[i]
		b.overtake(t, m, &more)
		if added := old[i] == nil || len(t.Steps) > len(old[i].Steps); added && t.State == Called {
			b.announce(YourTurn, t, m, &more)
		}
	}
	for i, was := range old {
		if was != nil && was.State == Waiting && !c.Tickets[i].standsWith(was) {
			b.closeUp(was, m, &more)
			break // a change has one at the most that leaves its place in line
		}
	}
	for _, id := range c.Unbound {
		for _, n := range b.pending {
			if n.Binding == id {
				more.Notices = append(more.Notices, n.settled(Void, m.now))
			}
		}
	}
	return more
}

// overtake voids the pending notices of a ticket that has moved on.
func (b *Book) overtake(t *Ticket, m moment, more *Change) {
	for _, id := range b.told[t.ID] {
		if n := b.notices[id]; n.State == Pending {
			more.Notices = append(more.Notices, n.settled(Void, m.now))
		}
	}
}

// closeUp gives notice in each line that a ticket was counted in before it left.
func (b *Book) closeUp(left *Ticket, m moment, more *Change) {
	for _, s := range b.venue.Services {
		if s.ID == left.Service || slices.Contains(b.rivals[s.ID], left.Service) {
			b.tellNear(s.ID, left, m, more)
		}
	}
}

// tellNear gives notice to those of a line who stood behind a ticket that has left its place, have at most Near people ahead
// and do not know it yet. It looks at the head of the line only, so its cost does not depend on the line's length. Near 0
// tells nobody.
func (b *Book) tellNear(service string, left *Ticket, m moment, more *Change) {
	near := b.venue.Rules.Near
	for i := 0; near > 0 && i <= near; i++ {
		_, id, ok := b.line(service).at(i)
		if !ok || b.ahead(service, b.tickets[id].Place) > near {
			return
		}
		t := b.tickets[id]
		if t.ToldNear || b.holders[id] == "" || id == left.ID || t.Place.Compare(left.Place) < 0 {
			continue
		}
		told := *t
		told.ToldNear = true
		more.Tickets = append(more.Tickets, told)
		b.announce(Near, t, m, more)
	}
}

// announce adds a notice to the ticket's customer, if WeChat knows one.
func (b *Book) announce(kind NoticeKind, t *Ticket, m moment, more *Change) {
	binding := b.holders[t.ID]
	if binding == "" {
		return
	}
	more.Notices = append(more.Notices, Notice{
		ID: m.id(), Day: b.day.Date, Kind: kind, Ticket: t.ID, Binding: binding, State: Pending, CreatedAt: m.now,
	})
}
