package queue

import "slices"

// call finishes what the counter had, and calls a ticket to it: the one that is named, or whoever's turn it is, if anybody
// waits.
func (b *Book) call(c Command, m moment) (verdict, error) {
	counter, err := b.callable(c)
	if err != nil {
		return verdict{}, err
	}
	next := b.next(counter)
	if c.Verb == CallTicket {
		if next, err = b.find(Command{Ticket: c.Ticket}, Waiting, Missed); err != nil {
			return verdict{}, err
		}
		if !slices.Contains(counter.Services, next.Service) {
			return verdict{}, b.refuse(ErrNotServed, next)
		}
	}
	v := verdict{finished: b.current[counter.ID]}
	if had := b.tickets[v.finished]; had != nil {
		step := b.step(Command{Verb: Finish, By: c.By}, m, counter.ID)
		v.change.Tickets = append(v.change.Tickets, had.with(Done, step))
	}
	if next == nil {
		return v, nil
	}
	step := b.step(c, m, counter.ID)
	step.Seq += uint64(len(v.change.Tickets))
	called := next.with(Called, step)
	called.Counter = counter.ID
	v.ticket = called.ID
	v.change.Tickets = append(v.change.Tickets, called)
	return v, nil
}

// callable is the counter of a call, if it is open and has the ticket that the caller expects.
func (b *Book) callable(c Command) (Counter, error) {
	counter, ok := b.venue.Counter(c.Counter)
	switch {
	case !ok:
		return counter, ErrNoCounter
	case b.day.Closed():
		return counter, ErrDayClosed
	case b.counterState(c.Counter) == CounterPaused:
		return counter, ErrCounterPaused
	case b.counterState(c.Counter) != CounterOpen:
		return counter, ErrCounterClosed
	}
	had := b.current[c.Counter]
	if c.Expect != "" && c.Expect != had && (c.Expect != Nobody || had != "") {
		return counter, b.refuse(ErrCounterBusy, b.tickets[had])
	}
	return counter, nil
}
