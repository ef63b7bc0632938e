package queue

import "context"

// Verb is what a command does, and what a step of a ticket says was done.
type Verb string

// The verbs. Take makes a ticket; CallNext to Cancel act on one; Open, Pause and Close act on a counter.
const (
	Take     Verb = "take"
	CallNext Verb = "next"
	Recall   Verb = "recall"
	Start    Verb = "start"
	Finish   Verb = "finish"
	Miss     Verb = "miss"
	Return   Verb = "return"
	Cancel   Verb = "cancel"
	Open     Verb = "open"
	Pause    Verb = "pause"
	Close    Verb = "close"
)

// Nobody is the Expect of a caller who believes that the counter is free.
const Nobody = "nobody"

// Command is one wish, from a button, a customer or a program. Which fields count depends on the verb:
// Take needs Service; CallNext, Open, Pause and Close need Counter; the others need Ticket.
type Command struct {
	Operation string   `json:"-"` // names the wish: the same one again changes nothing and gets the same outcome; empty = a new one
	Verb      Verb     `json:"verb"`
	Ticket    string   `json:"ticket,omitempty"`
	Counter   string   `json:"counter,omitempty"`
	Service   string   `json:"service,omitempty"`
	Expect    string   `json:"expect,omitempty"`  // with CallNext: id of the ticket the caller sees at the counter, or Nobody; refused when another is there
	Origin    Origin   `json:"origin,omitempty"`  // with Take
	Customer  Customer `json:"customer,omitzero"` // with Take: whom to bind the ticket to
	By        string   `json:"by,omitempty"`      // who asked, for the audit trail
}

// Outcome is what came of a command, as it stood at that moment.
type Outcome struct {
	Ticket   *Standing `json:"ticket,omitempty"`   // the ticket acted on; with CallNext the one called, nil when nobody waits
	Finished *Standing `json:"finished,omitempty"` // with CallNext: the ticket that was at the counter and is done now
}

// Commands is what buttons, programs and windows on other machines use of the queue, and all they use.
type Commands interface {
	// Do carries out one command. When it returns without error the change is on disk.
	// Errors: the sentinels of this package; a *TicketError where the refusal is about a ticket.
	Do(ctx context.Context, c Command) (Outcome, error)
	// Watch gives the newest View at once and after every change, skipping what the reader was too slow for,
	// until ctx ends; then the channel is closed.
	Watch(ctx context.Context) <-chan View
}
