package queue

import (
	"slices"
	"time"
)

// moment is what a decision needs from outside: one time for all of it, and new ids.
type moment struct {
	now   time.Time // the queue's time
	wall  time.Time // what the machine's clock says
	doubt bool      // whether that is to be believed
	id    func() string
}

// verdict is a decision: what is to be written, and what its outcome speaks of.
type verdict struct {
	change           Change
	ticket, finished string
	told             *Estimate // of a ticket that is taken, see Queue.promise
	restored         []string
	day              *Day
	code             *Code
	trusted          bool // staff say that the clock is right
	final            bool // it cannot be taken back
}

// decide answers a command without changing anything. What is known of its customer since is written with it.
func (b *Book) decide(c Command, m moment) (verdict, error) {
	v, err := b.judge(c, m)
	if err == nil {
		b.noteMeeting(c, m, &v.change)
	}
	return v, err
}

// judge decides what a command asks for.
func (b *Book) judge(c Command, m moment) (verdict, error) {
	switch c.Verb {
	case Take:
		return b.take(c, m)
	case CallNext, CallTicket:
		return b.call(c, m)
	case Open, Pause, Close:
		return b.turnCounter(c, m)
	case Issue, Stop:
		return b.turnService(c)
	case CloseDay:
		return b.closeDay(c, m)
	case Undo:
		return b.undo(c, m)
	case Bind:
		return b.scan(c, m)
	case Disconnect:
		return b.disconnect(c, m)
	case Forget:
		return b.forget(c, m)
	case Meet:
		return b.meet(c)
	case Notify:
		return b.notify(c, m)
	default:
		return b.act(c, m)
	}
}

// edge is a way from some states to one.
type edge struct {
	from []State
	to   State
}

// edges are the ways a ticket can go, but for its calls (see Book.call) and its end with the day (see Day.Final).
var edges = map[Verb]edge{
	Recall:   {[]State{Called}, Called},
	Start:    {[]State{Called}, Serving},
	Finish:   {[]State{Called, Serving}, Done},
	Miss:     {[]State{Called}, Missed},
	Return:   {[]State{Missed}, Waiting},
	Release:  {[]State{Called}, Waiting},
	Hold:     {[]State{Waiting, Called, Serving}, Held},
	Resume:   {[]State{Held}, Waiting},
	Transfer: {[]State{Waiting, Called, Serving, Held, Missed}, Waiting},
	Later:    {[]State{Waiting}, Waiting},
	Cancel:   {[]State{Waiting, Called, Held, Missed}, Cancelled},
}

// act takes one step of a ticket's way.
func (b *Book) act(c Command, m moment) (verdict, error) {
	way, ok := edges[c.Verb]
	if !ok {
		return verdict{}, ErrInvalid
	}
	from := way.from
	if c.Verb == Transfer && c.By == ByCustomer {
		from = []State{Waiting} // who is called just then is not taken away from the counter
	}
	t, err := b.find(c, from...)
	if err != nil {
		return verdict{}, err
	}
	step := b.step(c, m, t.Counter)
	switch c.Verb {
	case Miss:
		if !b.missable(t, m.now) {
			return verdict{}, b.refuse(ErrTooEarly, t)
		}
	case Transfer:
		if err := b.transferable(t, c.Service); err != nil {
			return verdict{}, err
		}
		step.Service = c.Service
	}
	moved := t.with(way.to, step)
	b.settle(&moved, c)
	return verdict{ticket: t.ID, change: Change{Tickets: []Ticket{moved}}}, nil
}

// settle gives a ticket that waits now its place: after a miss behind the next ReturnAfter, on the customer's wish behind
// the next Later, in another line where it would be had it come there when it came here, and else where it was.
func (b *Book) settle(t *Ticket, c Command) {
	if t.State == Held {
		t.Counter = ""
	}
	if t.State != Waiting {
		return
	}
	t.Counter = ""
	switch c.Verb {
	case Return:
		t.Place = b.after(t.Service, Place{}, b.venue.Rules.ReturnAfter)
	case Later:
		t.Place = b.after(t.Service, Place{Seq: t.Place.Seq, Sub: t.Place.Sub + 1}, b.venue.Rules.Later)
	case Transfer:
		t.Service = c.Service
		if t.Came > 0 {
			t.Place = b.join(t.Service, t.Class, t.Came)
		}
	}
	ahead := b.ahead(t.Service, t.Place)
	was := b.tickets[t.ID]
	counts := was.Service == t.Service || slices.Contains(b.rivals[t.Service], was.Service)
	if was.State == Waiting && counts && was.Place.Compare(t.Place) < 0 {
		ahead-- // the ticket itself still stands where it was
	}
	t.ToldNear = c.By == ByCustomer && ahead <= b.venue.Rules.Near // they read in the answer where they stand
}

// missable tells whether a called ticket may be missed: at the earliest after CallsBeforeMiss calls and MissAfter since the
// first. A clock that was set back since does not keep anybody waiting.
func (b *Book) missable(t *Ticket, now time.Time) bool {
	n, first := t.calls()
	passed := now.Sub(first)
	return n >= b.venue.Rules.CallsBeforeMiss && (passed < 0 || passed >= b.venue.Rules.MissAfter)
}

// transferable refuses to send a ticket to where it is, or to a service that is not there. What limits the tickets of the
// other service does not count: its line is the staff's decision.
func (b *Book) transferable(t *Ticket, service string) error {
	if _, ok := b.venue.Service(service); !ok {
		return ErrNoService
	}
	if service == t.Service {
		return ErrInvalid
	}
	return nil
}

// find is the command's ticket, if its state is one of from and it is at the command's counter, where that names one.
func (b *Book) find(c Command, from ...State) (*Ticket, error) {
	t := b.tickets[c.Ticket]
	if t == nil {
		return nil, ErrNoTicket
	}
	elsewhere := c.Counter != "" && c.Counter != t.Counter && (t.State == Called || t.State == Serving)
	if !slices.Contains(from, t.State) || elsewhere {
		return nil, b.refuse(InState(t.State), t)
	}
	return t, nil
}

// step is the record of a command on a ticket.
func (b *Book) step(c Command, m moment, counter string) Step {
	return Step{Seq: b.steps + 1, What: c.Verb, At: m.now, By: c.By, Counter: counter, Doubt: m.doubt}
}

// refuse is a refusal with the ticket it is about; without one it is the bare sentinel.
func (b *Book) refuse(err error, t *Ticket) error {
	if t == nil {
		return err
	}
	return &TicketError{Err: err, Ticket: b.standing(t)}
}
