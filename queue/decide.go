package queue

import (
	"slices"
	"time"
)

// moment is what a decision needs from outside: one time for all of it, and new ids.
type moment struct {
	now time.Time
	id  func() string
}

// verdict is a decision: what is to be written, and which tickets its outcome speaks of.
type verdict struct {
	change           Change
	ticket, finished string
}

// decide answers a command without changing anything.
func (b *Book) decide(c Command, m moment) (verdict, error) {
	switch c.Verb {
	case Take:
		return b.take(c, m)
	case CallNext:
		return b.callNext(c, m)
	case Open, Pause, Close:
		return b.turn(c)
	case Recall:
		return b.recall(c, m)
	case Start:
		return b.move(c, m, Serving, Called)
	case Finish:
		return b.move(c, m, Done, Called, Serving)
	case Miss:
		return b.miss(c, m)
	case Return:
		return b.giveBack(c, m)
	case Cancel:
		return b.move(c, m, Cancelled, Waiting, Called, Missed)
	default:
		return verdict{}, ErrInvalid
	}
}

// take issues a ticket at the end of its service's line.
//
// One ticket each: a WeChat customer with an open ticket gets that one back in the refusal, not a second.
// Numbers count up by prefix through the business day and are never used twice.
func (b *Book) take(c Command, m moment) (verdict, error) {
	s, ok := b.venue.Service(c.Service)
	if !ok {
		return verdict{}, ErrNoService
	}
	if c.Customer != (Customer{}) && b.venue.Rules.OneTicketEach {
		if t := b.openTicket(c.Customer); t != nil {
			return verdict{}, b.refuse(ErrAlreadyWaiting, t)
		}
	}
	serial, place := b.serials[s.Prefix]+1, Place{Seq: b.places + 1}
	t := Ticket{
		ID: m.id(), Day: b.day, Number: number(s.Prefix, serial, s.Digits), Prefix: s.Prefix, Serial: serial,
		Service: s.ID, State: Waiting, Place: place, Origin: c.Origin,
		ToldNear: b.ahead(s.ID, place) <= b.venue.Rules.Near, // the answer to taking it says so already
		Steps:    []Step{b.step(c, m, "")},
	}
	v := verdict{ticket: t.ID, change: Change{Tickets: []Ticket{t}}}
	if c.Customer != (Customer{}) {
		v.change.Bindings = []Binding{{ID: m.id(), Day: b.day, Customer: c.Customer, Ticket: t.ID}}
	}
	return v, nil
}

// callNext finishes what the counter had and calls the next ticket to it, if anybody waits.
func (b *Book) callNext(c Command, m moment) (verdict, error) {
	counter, ok := b.venue.Counter(c.Counter)
	if !ok {
		return verdict{}, ErrNoCounter
	}
	if b.counterState(c.Counter) != CounterOpen {
		return verdict{}, ErrCounterClosed
	}
	had := b.current[c.Counter]
	if c.Expect != "" && c.Expect != had && (c.Expect != Nobody || had != "") {
		return verdict{}, b.refuse(ErrCounterBusy, b.tickets[had])
	}
	var v verdict
	if had != "" {
		finish := Command{Verb: Finish, By: c.By}
		v.finished = had
		v.change.Tickets = append(v.change.Tickets, b.tickets[had].with(Done, b.step(finish, m, c.Counter)))
	}
	next := b.next(counter)
	if next == nil {
		return v, nil
	}
	step := b.step(c, m, c.Counter)
	step.Seq += uint64(len(v.change.Tickets))
	called := next.with(Called, step)
	called.Counter = c.Counter
	v.ticket = called.ID
	v.change.Tickets = append(v.change.Tickets, called)
	return v, nil
}

// turn opens, pauses or closes a counter. Whoever is there stays there.
func (b *Book) turn(c Command) (verdict, error) {
	if _, ok := b.venue.Counter(c.Counter); !ok {
		return verdict{}, ErrNoCounter
	}
	state := map[Verb]CounterState{Open: CounterOpen, Pause: CounterPaused, Close: CounterClosed}[c.Verb]
	if b.counterState(c.Counter) == state {
		return verdict{}, nil
	}
	return verdict{change: Change{Counters: []CounterRecord{{ID: c.Counter, Day: b.day, State: state}}}}, nil
}

// recall announces the ticket once more at the counter where it was called.
func (b *Book) recall(c Command, m moment) (verdict, error) {
	return b.move(c, m, Called, Called)
}

// miss notes that a called customer did not come: at the earliest after CallsBeforeMiss calls and MissAfter since the first.
func (b *Book) miss(c Command, m moment) (verdict, error) {
	t, err := b.find(c, Called)
	if err != nil {
		return verdict{}, err
	}
	n, first := t.calls()
	if n < b.venue.Rules.CallsBeforeMiss || m.now.Sub(first) < b.venue.Rules.MissAfter {
		return verdict{}, b.refuse(ErrTooEarly, t)
	}
	return b.move(c, m, Missed, Called)
}

// giveBack lets a missed ticket wait again: behind the next ReturnAfter tickets, as its position counts them, and behind
// those who came back to that same place before it; at the end when fewer wait.
func (b *Book) giveBack(c Command, m moment) (verdict, error) {
	t, err := b.find(c, Missed)
	if err != nil {
		return verdict{}, err
	}
	back := t.with(Waiting, b.step(c, m, ""))
	back.Place = b.placeAfter(t.Service, b.venue.Rules.ReturnAfter)
	back.Counter = ""
	back.ToldNear = false
	return verdict{ticket: t.ID, change: Change{Tickets: []Ticket{back}}}, nil
}

// move takes one step of the ticket's way, if its state is one of from.
func (b *Book) move(c Command, m moment, to State, from ...State) (verdict, error) {
	t, err := b.find(c, from...)
	if err != nil {
		return verdict{}, err
	}
	moved := t.with(to, b.step(c, m, t.Counter))
	return verdict{ticket: t.ID, change: Change{Tickets: []Ticket{moved}}}, nil
}

// find is the command's ticket, if its state is one of from and it is at the command's counter, where that names one.
func (b *Book) find(c Command, from ...State) (*Ticket, error) {
	t := b.tickets[c.Ticket]
	if t == nil {
		return nil, ErrNoTicket
	}
	if !slices.Contains(from, t.State) {
		return nil, b.refuse(ErrWrongState, t)
	}
	if c.Counter != "" && c.Counter != t.Counter && t.State != Waiting && t.State != Missed {
		return nil, b.refuse(ErrWrongState, t)
	}
	return t, nil
}

// step is the record of a command on a ticket.
func (b *Book) step(c Command, m moment, counter string) Step {
	return Step{Seq: b.steps + 1, What: c.Verb, At: m.now, By: c.By, Counter: counter}
}

// refuse is a refusal with the ticket it is about; without one it is the bare sentinel.
func (b *Book) refuse(err error, t *Ticket) error {
	if t == nil {
		return err
	}
	return &TicketError{Err: err, Ticket: b.standing(t)}
}
