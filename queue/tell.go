package queue

import "slices"

// consequences is what a change that was just applied means for customers: notices that are due now, and pending ones
// that it has overtaken.
func (b *Book) consequences(c Change, m moment) Change {
	var more Change
	lines := map[string]bool{} // those that may have moved
	for i := range c.Tickets {
		t := &c.Tickets[i]
		b.overtake(t, m, &more)
		switch t.Steps[len(t.Steps)-1].What {
		case CallNext:
			b.announce(YourTurn, t, m, &more)
			lines[t.Service] = true
		case Recall:
			b.announce(YourTurn, t, m, &more)
		case Cancel:
			lines[t.Service] = true
		}
	}
	for _, s := range b.venue.Services {
		if lines[s.ID] || slices.ContainsFunc(b.rivals[s.ID], func(other string) bool { return lines[other] }) {
			b.tellNear(s.ID, m, &more)
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

// tellNear gives notice to those of a line who have at most Near people ahead and do not know it yet. It looks at the
// head of the line only, so its cost does not depend on the line's length. Near 0 tells nobody.
func (b *Book) tellNear(service string, m moment, more *Change) {
	near := b.venue.Rules.Near
	for i := 0; near > 0 && i <= near; i++ {
		_, id, ok := b.line(service).at(i)
		if !ok {
			return
		}
		t := b.tickets[id]
		if b.ahead(service, t.Place) > near {
			return
		}
		if t.ToldNear || b.holders[id] == "" {
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
		ID: m.id(), Day: b.day, Kind: kind, Ticket: t.ID, Binding: binding, State: Pending, CreatedAt: m.now,
	})
}
