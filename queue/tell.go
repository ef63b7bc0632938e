package queue

import (
	"maps"
	"slices"
)

// previous is the tickets that a change replaces, nil where it makes one.
func (b *Book) previous(c Change) []*Ticket {
	old := make([]*Ticket, len(c.Tickets))
	for i := range c.Tickets {
		old[i] = b.tickets[c.Tickets[i].ID]
	}
	return old
}

// consequences is what a change that was just applied means for customers: notices that are due now, and open ones that it
// has overtaken. old is the tickets, and day the day, as they were before.
func (b *Book) consequences(old []*Ticket, day Day, c Change, m moment) Change {
	var more Change
	for i, was := range old {
		b.overtake(was, &c.Tickets[i], m, &more)
		if kind := news(was, &c.Tickets[i]); kind != "" {
			b.announce(kind, &c.Tickets[i], m, &more)
		}
	}
	for i, was := range old {
		if was != nil && was.State == Waiting && !c.Tickets[i].standsWith(was) {
			b.closeUp(was, m, &more)
		}
	}
	for _, binding := range c.Unbound {
		for _, id := range b.bound[binding] {
			if !slices.ContainsFunc(more.Notices, func(n Notice) bool { return n.ID == id }) {
				b.void(b.open[id], m, &more)
			}
		}
	}
	b.tellEnd(day, m, &more)
	return more
}

// news is what a step on a ticket is to its customer; was is the ticket before, nil when it was just taken. What is taken
// back is none, and what customers do themselves they read in the answer. A mini program gets no answer in the chat.
func news(was, t *Ticket) NoticeKind {
	switch {
	case was == nil:
		if t.Origin == FromMini {
			return Issued
		}
	case len(t.Steps) <= len(was.Steps):
	case t.State == Called:
		return YourTurn
	case t.State == Missed:
		return YouMiss
	case t.State == Waiting && was.State == Missed && t.lastStep().By != ByCustomer:
		return YouBack
	case t.State == Expired:
		return Lapsed
	case t.State == Done:
		return Feedback
	}
	return ""
}

// overtake ends what a ticket's customer was still to be told of it, when the ticket takes a step or one is taken back.
//
// The rule, by kind: "near", "called" and "missed" are overtaken by every step: each makes them untrue, or says them anew.
// "issued" and "back" say that the ticket waits: a step is none to them after which it does, as when staff send it to
// another line, unless its customer took it, who has read in the answer how it stands. "expired" and "feedback" come with
// the last step of a ticket: so nothing overtakes them but that this step, or the end of the day, is taken back. Steps on
// other tickets overtake nothing; what makes the turn near is not taken back from those who were told so.
func (b *Book) overtake(was, t *Ticket, m moment, more *Change) {
	if was == nil || len(was.Steps) == len(t.Steps) {
		return
	}
	answered := len(was.Steps) < len(t.Steps) && t.lastStep().By == ByCustomer
	for _, id := range b.told[t.ID] {
		n := b.notices[id]
		lasting := (n.Kind == Issued || n.Kind == YouBack) && t.State == Waiting && !answered
		if n.open() && !lasting {
			b.void(n, m, more)
		}
	}
}

// void ends a notice that was overtaken. One that is being sent just now cannot be held up; it is marked, so that it is not
// tried again.
func (b *Book) void(n *Notice, m moment, more *Change) {
	done := n.settled(Void, m.now)
	if b.claimed[n.ID] {
		done = *n
		done.Overtaken = true
	}
	if done != *n {
		more.Notices = append(more.Notices, done)
	}
}

// tellEnd tells those who still had a claim that the day has ended, and when that is taken back, how they stand again.
//
// The rule: only when staff end the day, with people still there. A day that ends by itself does so in the night, and one that
// staff end when the next has begun, on the morning after: nobody is told then. What is told waits as long as a step can be
// taken back, see HeldFor.
func (b *Book) tellEnd(day Day, m moment, more *Change) {
	switch {
	case day.Date != b.day.Date || day.Closed() == b.day.Closed():
	case b.day.Closed():
		for _, id := range slices.Sorted(maps.Keys(b.holders)) {
			if t := b.tickets[id]; b.asleep[id] != nil && t.State == Expired {
				b.announce(Lapsed, t, m, more)
			}
		}
	default:
		b.tellAgain(m, more)
	}
}

// mend tells the same when the day was opened again after the next had begun: its tickets are there only since.
func (b *Book) mend(m moment) (c Change) {
	if b.day.Reopened && !b.day.Closed() {
		b.tellAgain(m, &c)
	}
	return c
}

// again is what says to customers that their tickets stand as before, by how these stand.
var again = map[State]NoticeKind{Waiting: YouBack, Held: YouBack, Called: YourTurn, Missed: YouMiss}

// tellAgain is for those whose tickets have not expired after all. Who was not told that they had, is not; who was, or may
// have been, is told how they stand, once: in place of all that they were still to be told. Who is held reads it when they
// wait again.
func (b *Book) tellAgain(m moment, more *Change) {
	for _, id := range slices.Sorted(maps.Keys(b.farewells)) {
		t, told := b.tickets[id], b.told[id]
		last := len(told) - 1
		for last >= 0 && b.notices[told[last]].Kind != Lapsed {
			last--
		}
		if last < 0 || t == nil || t.State == Expired {
			continue
		}
		lapsed, kind := b.notices[told[last]], again[t.State]
		wrong := kind != "" && last == len(told)-1 && lapsed.mayBeKnown()
		for _, id := range told {
			if n := b.notices[id]; n.open() && (n == lapsed || wrong) {
				b.void(n, m, more)
			}
		}
		if wrong {
			b.announce(kind, t, m, more)
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
		_, t, ok := b.line(service).at(i)
		if !ok || b.ahead(service, t.Place) > near {
			return
		}
		told := t.ToldNear || slices.ContainsFunc(more.Tickets, func(other Ticket) bool { return other.ID == t.ID })
		if told || b.holders[t.ID] == "" || t.ID == left.ID || t.Place.Compare(left.Place) < 0 {
			continue
		}
		next := *t
		next.ToldNear = true
		more.Tickets = append(more.Tickets, next)
		b.announce(Near, t, m, more)
	}
}

// announce adds a notice to the ticket's customer, if WeChat knows one and the venue tells of such things.
func (b *Book) announce(kind NoticeKind, t *Ticket, m moment, more *Change) {
	binding := b.holders[t.ID]
	if binding == "" || kind != Near && kind != YourTurn && !slices.Contains(b.venue.Tells, kind) {
		return
	}
	more.Notices = append(more.Notices, Notice{
		ID: m.id(), Day: b.day.Date, Kind: kind, Ticket: t.ID, Binding: binding, State: Pending, CreatedAt: m.now,
	})
}
