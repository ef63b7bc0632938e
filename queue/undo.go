package queue

import "time"

// formers is what Undo brings back of the tickets that a decision replaced: those that had steps added.
func formers(old []*Ticket, c Change) (list []Former) {
	for i, t := range old {
		if t == nil || len(c.Tickets[i].Steps) <= len(t.Steps) {
			continue
		}
		former := Former{Ticket: *t, Steps: len(t.Steps), After: c.Tickets[i].lastStep().Seq}
		former.Ticket.Steps = nil
		list = append(list, former)
	}
	return list
}

// undo brings back the tickets of an operation as they were, or opens the last day again.
//
// The rule: within UndoWithin, and only if nothing has happened to any of the tickets since, and nobody is in the way: the
// counter where one would be again is free, and so is the place in line. A ticket that was taken is not taken back but
// cancelled, since its number was told.
func (b *Book) undo(c Command, m moment) (verdict, error) {
	done := b.operations[c.Undoes]
	switch {
	case c.Undoes == DayClosing:
		return b.reopenDay(nil, m)
	case done != nil && done.Outcome.Day != nil && done.Outcome.Day.Closed():
		return b.reopenDay(done.Outcome.Day, m)
	case done == nil, len(done.Before) == 0:
		return verdict{}, ErrNoUndo
	case b.day.Closed(), !within(m.now.Sub(done.At), b.venue.Rules.UndoWithin):
		return verdict{}, ErrTooLate
	}
	var v verdict
	gone := map[string]bool{} // the tickets that leave where they are
	for _, f := range done.Before {
		gone[f.Ticket.ID] = true
	}
	for _, f := range done.Before {
		t := b.tickets[f.Ticket.ID]
		if t == nil || t.lastStep().Seq != f.After || b.inTheWay(&f.Ticket, gone) {
			return verdict{}, b.refuse(ErrTooLate, t)
		}
		was := f.Ticket
		was.Steps = t.Steps[:f.Steps:f.Steps]
		v.change.Tickets = append(v.change.Tickets, was)
		v.restored = append(v.restored, was.ID)
	}
	return v, nil
}

// inTheWay tells whether another ticket is where one would be again.
func (b *Book) inTheWay(t *Ticket, gone map[string]bool) bool {
	switch t.State {
	case Called, Serving:
		here := b.current[t.Counter]
		return here != "" && !gone[here]
	case Waiting:
		for _, l := range b.lines {
			if there := l.who(t.Place); there != nil && !gone[there.ID] {
				return true
			}
		}
	}
	return false
}

// within tells whether so little has passed; a clock that was set back tells nothing, and nothing is taken back then.
func within(passed, limit time.Duration) bool { return 0 <= passed && passed <= limit }
