package queue

import (
	"cmp"
	"slices"
	"time"
)

// State says where a ticket is on its way.
type State string

// The states of a ticket. Done, Cancelled and Expired are final.
const (
	Waiting   State = "waiting"
	Called    State = "called"
	Serving   State = "serving"
	Held      State = "held" // set aside by staff, with its place kept
	Done      State = "done"
	Missed    State = "missed"
	Cancelled State = "cancelled"
	Expired   State = "expired" // its day ended, or nobody brought it back after a miss
)

// Open tells whether the customer still has a claim: a ticket in an open state counts as "one ticket each".
func (s State) Open() bool {
	return s == Waiting || s == Called || s == Serving || s == Held || s == Missed
}

// Class says how much a ticket's turn is hurried; see Book.join.
type Class int

// The classes.
const (
	Ordinary Class = 0
	Priority Class = 1
)

// Origin says how a ticket was taken.
type Origin string

// The origins of a ticket.
const (
	FromWeChat Origin = "wechat"
	FromMini   Origin = "mini"
	FromTouch  Origin = "touch" // the touch window
	FromDesk   Origin = "desk"
	FromAPI    Origin = "api"
)

// Ticket (号票) is one customer's claim to be served. A Ticket in a Book is never changed, only replaced.
type Ticket struct {
	ID       string    `json:"id"`     // UUIDv7
	Day      string    `json:"day"`    // business day it was issued on; Number is unique within it
	Number   string    `json:"number"` // as shown and spoken, such as A012
	Prefix   string    `json:"prefix"`
	Serial   int       `json:"serial"` // the count behind Number
	Service  string    `json:"service"`
	State    State     `json:"state"`
	Class    Class     `json:"class,omitempty"`
	Party    int       `json:"party,omitempty"` // people, 0 when nobody asked
	Came     uint64    `json:"came,omitempty"`  // its rank of arrival: the Place.Seq it got, or would have got, at the end
	Place    Place     `json:"place"`           // where it stands, or last stood, in line
	Origin   Origin    `json:"origin"`
	Channel  string    `json:"channel,omitempty"` // by whose code it was taken
	Counter  string    `json:"counter,omitempty"` // the counter that called it last
	ToldNear bool      `json:"near,omitempty"`    // its customer knows that the turn is near
	Inexact  bool      `json:"inexact,omitempty"` // nobody noted when its service ended
	Told     *Estimate `json:"told,omitempty"`    // what was forecast when it was taken; nil in records from before that was kept
	Steps    []Step    `json:"steps"`
}

// Step is one thing that happened to a ticket. Steps are the audit trail and the statistics.
type Step struct {
	Seq     uint64    `json:"seq"` // rises by one over all steps of the day; a call's number on the screen
	What    Verb      `json:"what"`
	At      time.Time `json:"at"`
	By      string    `json:"by,omitempty"`      // who asked, see ByDesk
	Counter string    `json:"counter,omitempty"` // where
	Service string    `json:"service,omitempty"` // with Take and Transfer: the service from then on
	Doubt   bool      `json:"doubt,omitempty"`   // the clock was in doubt, so At is a guess
}

// Valid tells whether the record makes sense. One that does not is damaged, whatever its checksum says: a book made of it
// could not be trusted, or be made at all.
func (t *Ticket) Valid() bool {
	return t.ID != "" && t.Day != "" && t.Number != "" && t.Service != "" && len(t.Steps) > 0 &&
		(t.State.Open() || t.State == Done || t.State == Cancelled || t.State == Expired) &&
		max(t.Place.Seq, t.Came) <= mostPlaces && t.Place.Sub <= mostPlaces
}

// mostPlaces is how many places a day can have in a row, or behind one of them. The lines of a hall of twelve services take
// 46 MB then.
const mostPlaces = 1 << 22

// IssuedAt is when the ticket was taken.
func (t *Ticket) IssuedAt() time.Time {
	return t.Steps[0].At
}

// lastStep is what happened to the ticket last.
func (t *Ticket) lastStep() Step { return t.Steps[len(t.Steps)-1] }

// since is when that was.
func (t *Ticket) since() time.Time { return t.Steps[len(t.Steps)-1].At }

// came is Came, also of a ticket from before it was kept.
func (t *Ticket) came() uint64 { return cmp.Or(t.Came, t.Place.Seq) }

// serviceAt is the service the ticket was for when a step was taken.
func (t *Ticket) serviceAt(seq uint64) string {
	for i := len(t.Steps) - 1; i >= 0; i-- {
		if s := t.Steps[i]; s.Seq <= seq && s.Service != "" {
			return s.Service
		}
	}
	return t.Service
}

// calls tells how often the ticket was called since it last waited or was missed, and when first.
func (t *Ticket) calls() (n int, first time.Time) {
	for i := len(t.Steps) - 1; i >= 0; i-- {
		switch t.Steps[i].What {
		case CallNext, CallTicket:
			return n + 1, t.Steps[i].At
		case Recall:
			n++
		case Start, Finish:
		default:
			return 0, time.Time{}
		}
	}
	return 0, time.Time{}
}

// gaveWay tells whether the ticket waits behind others because it came back after a miss or asked for more time.
func (t *Ticket) gaveWay() bool {
	what := t.lastStep().What
	return what == Return || what == Later
}

// gone tells whether nobody is to come any more on a call: after that step the ticket was sent back to wait, set aside or
// given up.
func (t *Ticket) gone(call uint64) bool {
	return slices.ContainsFunc(t.Steps, func(s Step) bool {
		return s.Seq > call && slices.Contains([]Verb{Release, Hold, Transfer, Return, Cancel}, s.What)
	})
}

// standsWith tells whether the ticket waits where another waits.
func (t *Ticket) standsWith(other *Ticket) bool {
	return t.State == Waiting && t.Service == other.Service && t.Place == other.Place
}

// with is the ticket after one more step; the receiver stays as it was.
func (t *Ticket) with(s State, step Step) Ticket {
	next := *t
	next.State = s
	next.Steps = append(t.Steps[:len(t.Steps):len(t.Steps)], step)
	return next
}
