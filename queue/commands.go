package queue

import "context"

// Verb is what a command does, and what a step of a ticket says was done.
type Verb string

// The verbs. Take makes a ticket; CallNext to Cancel act on one; Open, Pause and Close act on a counter, Issue and Stop on
// a service, CloseDay on the business day. Expire is no command, but what a ticket's last step may say.
const (
	Take       Verb = "take"
	CallNext   Verb = "next" // finishes what the counter had, and calls the ticket whose turn it is
	CallTicket Verb = "call" // finishes what the counter had, and calls this ticket
	Recall     Verb = "recall"
	Start      Verb = "start"
	Finish     Verb = "finish"
	Miss       Verb = "miss"
	Return     Verb = "return"
	Release    Verb = "release" // back to its old place, as if it had not been called
	Hold       Verb = "hold"
	Resume     Verb = "resume"
	Transfer   Verb = "transfer" // to another service; number and time of arrival are kept
	Later      Verb = "later"    // lets the next ones go first
	Cancel     Verb = "cancel"
	Expire     Verb = "expire"
	Open       Verb = "open"
	Pause      Verb = "pause"
	Close      Verb = "close"
	Issue      Verb = "issue" // tickets of a service are given out again
	Stop       Verb = "stop"
	CloseDay   Verb = "close_day"
	Undo       Verb = "undo"

	Bind       Verb = "bind"       // joins who scanned a code to what it is for
	Disconnect Verb = "disconnect" // deletes what joins WeChat users to a user of an account
	Forget     Verb = "forget"     // deletes all that is known of a customer, who has left the account
	Meet       Verb = "meet"       // notes what is known of a customer, and nothing else
	Notify     Verb = "notify"     // tells a ticket's customer
)

// Nobody is the Expect of a caller who believes that the counter is free.
const Nobody = "nobody"

// Who asked, as steps say it.
const (
	ByCustomer = "wechat" // the ticket's own customer
	ByDesk     = "desk"
	ByTouch    = "touch" // somebody at the touch window
	ByAPI      = "api"
	ByItself   = "auto" // the queue's own rules
)

// Command is one wish, from a button, a customer or a program. Which fields count depends on the verb:
// Take needs Service, or Party to find one; CallNext, Open, Pause and Close need Counter; Issue and Stop need Service; Undo
// needs Undoes; CallTicket needs Ticket and Counter, Transfer Ticket and Service; Bind needs Code and Customer; Disconnect needs
// Account and User; Forget and Meet need Customer, Notify Ticket and Kind; the others need Ticket.
type Command struct {
	Operation string   `json:"-"` // names the wish: the same one again changes nothing and gets the same outcome; empty = a new one
	Verb      Verb     `json:"verb"`
	Ticket    string   `json:"ticket,omitempty"`
	Counter   string   `json:"counter,omitempty"`
	Service   string   `json:"service,omitempty"`
	Expect    string   `json:"expect,omitempty"`  // with CallNext and CallTicket: who is at the counter (an id or Nobody), or it is refused
	Undoes    string   `json:"undoes,omitempty"`  // the Operation of a command, or DayClosing
	Class     Class    `json:"class,omitempty"`   // with Take
	Party     int      `json:"party,omitempty"`   // with Take: how many people, 0 when nobody asked
	Origin    Origin   `json:"origin,omitempty"`  // with Take
	Customer  Customer `json:"customer,omitzero"` // with Take: whom to bind the ticket to; with all others of customers: who did it
	By        string   `json:"by,omitempty"`      // who asked, for the audit trail

	Code    string     `json:"code,omitempty"`    // Key of a Code
	Account string     `json:"account,omitempty"` // of another system, or StaffAccount
	User    string     `json:"user,omitempty"`    // in the account
	Kind    NoticeKind `json:"kind,omitempty"`
	Meeting *Meeting   `json:"meeting,omitempty"` // with every command of a Customer: what else is known of them since
}

// Outcome is what came of a command, as it stood at that moment.
type Outcome struct {
	Ticket   *Standing  `json:"ticket,omitempty"`   // the ticket acted on; with CallNext the one called, nil when nobody waits
	Finished *Standing  `json:"finished,omitempty"` // with CallNext and CallTicket: who was at the counter, done now
	Restored []Standing `json:"restored,omitempty"` // with Undo: the tickets that are as they were before
	Day      *Day       `json:"day,omitempty"`      // with CloseDay, and Undo of it: the day that was closed or opened again
	Code     *Code      `json:"code,omitempty"`     // with Bind: the code, with what came of it
}

// Commands is what buttons, programs and windows on other machines use of the queue, and all they use.
type Commands interface {
	// Do carries out one command. When it returns without error the change is on disk.
	// Errors: the sentinels of this package; a *TicketError where the refusal is about a ticket, a *LimitError where no
	// ticket is given out.
	Do(ctx context.Context, c Command) (Outcome, error)
	// Watch gives the newest View at once and after every change, skipping what the reader was too slow for,
	// until ctx ends; then the channel is closed.
	Watch(ctx context.Context) <-chan View
	// Line gives a part of the line, which may be longer than a View should be. Errors: ErrInvalid, ErrNoService.
	Line(ctx context.Context, ask Query) (Page, error)
	// Ticket gives how a ticket of the open day stands. Errors: ErrNoTicket.
	Ticket(ctx context.Context, id string) (Standing, error)
}
