package queue

import (
	"cmp"
	"maps"
	"slices"
)

// finalise shows all tickets as the day's record makes them read: ended when it is closed, as they were when it is not. It
// costs what the open ones do, however many have ended before.
func (b *Book) finalise() {
	if len(b.asleep) > 0 {
		b.wakeAll()
	}
	if b.day.Closed() {
		b.endAll()
	}
}

// wakeAll brings back the tickets that were open when the day was closed.
func (b *Book) wakeAll() {
	open := slices.SortedFunc(maps.Values(b.asleep), func(x, y *Ticket) int { return cmp.Compare(x.came(), y.came()) })
	b.stationAll(func(yield func(*Ticket) bool) {
		for _, t := range open {
			b.lift(b.tickets[t.ID])
			b.tickets[t.ID] = t
			b.list(t)
			yield(t)
		}
	})
	clear(b.asleep)
}

// endAll lets all leave at once: it takes no step, so that only their states change.
func (b *Book) endAll() {
	open := b.allOpen()
	ended := make([]Ticket, len(open))
	b.asleep = make(map[string]*Ticket, len(open))
	for i, t := range open {
		ended[i] = b.day.Final(*t)
		b.asleep[t.ID], b.tickets[t.ID] = t, &ended[i]
		b.list(&ended[i])
		b.totals[t.State]--
		b.totals[ended[i].State]++
	}
	b.lines, b.urgent, b.arrived = emptyLines(b.venue), emptyLines(b.venue), emptyLines(b.venue)
	b.current, b.missed, b.held = map[string]string{}, nil, nil
}

// allOpen lists the tickets with a claim, by where they are. In a damaged store some may be nowhere, as two who stand at one
// place or counter: then all tickets are asked.
func (b *Book) allOpen() (open []*Ticket) {
	for _, l := range b.lines {
		for i := range l.len() {
			_, t, _ := l.at(i)
			open = append(open, t)
		}
	}
	for _, id := range b.current {
		open = append(open, b.tickets[id])
	}
	open = append(append(open, b.missed...), b.held...)
	n := 0
	for state, tickets := range b.totals {
		if state.Open() {
			n += tickets
		}
	}
	if n == len(open) {
		return open
	}
	open = open[:0]
	for t := range maps.Values(b.tickets) {
		if t.State.Open() {
			open = append(open, t)
		}
	}
	return open
}
