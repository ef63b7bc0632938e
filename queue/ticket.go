package queue

import "time"

// State says where a ticket is on its way.
type State string

// The states of a ticket. Done and Cancelled are final.
const (
	Waiting   State = "waiting"
	Called    State = "called"
	Serving   State = "serving"
	Done      State = "done"
	Missed    State = "missed"
	Cancelled State = "cancelled"
)

// Open tells whether the customer still has a claim: a ticket in an open state counts as "one ticket each".
func (s State) Open() bool {
	return s == Waiting || s == Called || s == Serving || s == Missed
}

// Origin says how a ticket was taken.
type Origin string

// The origins of a ticket.
const (
	FromWeChat Origin = "wechat"
	FromDesk   Origin = "desk"
	FromAPI    Origin = "api"
)

// Ticket (号票) is one customer's claim to be served. A Ticket in a Book is never changed, only replaced.
type Ticket struct {
	ID       string `json:"id"`     // UUIDv7
	Day      string `json:"day"`    // business day it was issued on; Number is unique within it
	Number   string `json:"number"` // as shown and spoken, such as A012
	Prefix   string `json:"prefix"`
	Serial   int    `json:"serial"` // the count behind Number
	Service  string `json:"service"`
	State    State  `json:"state"`
	Place    Place  `json:"place"` // where it stands, or last stood, in line
	Origin   Origin `json:"origin"`
	Counter  string `json:"counter,omitempty"` // the counter that called it last
	ToldNear bool   `json:"near,omitempty"`    // its customer knows that the turn is near
	Steps    []Step `json:"steps"`
}

// Step is one thing that happened to a ticket. Steps are the audit trail and the statistics.
type Step struct {
	Seq     uint64    `json:"seq"` // rises by one over all steps of the day; a call's number on the screen
	What    Verb      `json:"what"`
	At      time.Time `json:"at"`
	By      string    `json:"by,omitempty"`      // who asked: desk, api, wechat
	Counter string    `json:"counter,omitempty"` // where
}

// IssuedAt is when the ticket was taken.
func (t *Ticket) IssuedAt() time.Time {
	return t.Steps[0].At
}

// calls tells how often the ticket was called since it last waited, and when first.
func (t *Ticket) calls() (n int, first time.Time) {
	for i := len(t.Steps) - 1; i >= 0; i-- {
		switch t.Steps[i].What {
		case CallNext:
			return n + 1, t.Steps[i].At
		case Recall:
			n++
		case Return, Take:
			return 0, time.Time{}
		}
	}
	return 0, time.Time{}
}

// cameBack tells whether the ticket waits because it came back after a miss.
func (t *Ticket) cameBack() bool {
	return t.Steps[len(t.Steps)-1].What == Return
}

// leftLine tells whether the ticket waited until its last step.
func (t *Ticket) leftLine() bool {
	n := len(t.Steps)
	return n > 1 && (t.Steps[n-2].What == Take || t.Steps[n-2].What == Return)
}

// with is the ticket after one more step; the receiver stays as it was.
func (t *Ticket) with(s State, step Step) Ticket {
	next := *t
	next.State = s
	next.Steps = append(t.Steps[:len(t.Steps):len(t.Steps)], step)
	return next
}
