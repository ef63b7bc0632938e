package web

import (
	"time"

	"paihao/queue"
)

// What commands came to. An answer says nothing but what the command itself did, so that a repeat can say the same.

func aboutTicket(_ queue.Command, out queue.Outcome) any { return ticketJSON(*out.Ticket) }

// called is who is done at a counter, and who was called to it: null when nobody was there, or waits.
type called struct {
	Finished *ticket `json:"finished"`
	Called   *ticket `json:"called"`
}

func aboutCall(_ queue.Command, out queue.Outcome) any {
	return called{optional(out.Finished), optional(out.Ticket)}
}

type turnedCounter struct {
	ID    string             `json:"id"`
	State queue.CounterState `json:"state"`
}

var states = map[queue.Verb]queue.CounterState{
	queue.Open: queue.CounterOpen, queue.Pause: queue.CounterPaused, queue.Close: queue.CounterClosed,
}

func aboutCounter(c queue.Command, _ queue.Outcome) any {
	return turnedCounter{c.Counter, states[c.Verb]}
}

// turnedService tells whether staff let tickets be given out. That may be limited by other things; GET queue says by which.
type turnedService struct {
	ID   string `json:"id"`
	Open bool   `json:"open"`
}

func aboutService(c queue.Command, _ queue.Outcome) any {
	return turnedService{c.Service, c.Verb == queue.Issue}
}

// day is a business day; closed_at is null while it is open.
type day struct {
	Date     string     `json:"date"`
	OpenedAt time.Time  `json:"opened_at"`
	ClosedAt *time.Time `json:"closed_at"`
}

func dayJSON(d *queue.Day) *day {
	if d == nil {
		return nil
	}
	return &day{Date: d.Date, OpenedAt: d.OpenedAt, ClosedAt: known(d.ClosedAt)}
}

func aboutDay(_ queue.Command, out queue.Outcome) any {
	return map[string]*day{"day": dayJSON(out.Day)}
}

// restored is what undo brought back: tickets as they were before, or the day that is open again.
type restored struct {
	Tickets []*ticket `json:"tickets"`
	Day     *day      `json:"day"`
}

func aboutUndo(_ queue.Command, out queue.Outcome) any {
	return restored{mapped(out.Restored, ticketJSON), dayJSON(out.Day)}
}
