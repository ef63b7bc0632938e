package queue

import (
	"slices"
	"time"
)

// NoticeKind is what a customer is told.
type NoticeKind string

// The kinds of notices.
const (
	Issued   NoticeKind = "issued"   // you have a ticket: where the answer in the chat could not say so
	Near     NoticeKind = "near"     // your turn is near
	YourTurn NoticeKind = "called"   // come to this counter
	YouMiss  NoticeKind = "missed"   // you were called and did not come
	YouBack  NoticeKind = "back"     // staff have put you back in line, or opened the day again
	Lapsed   NoticeKind = "expired"  // nobody brought you back in time, or staff have ended the day
	Feedback NoticeKind = "feedback" // how was it
)

// NoticeState is how far a notice has come.
type NoticeState string

// The states of a notice: pending, then sending and accepted, then delivered. All others are ends, and so is Accepted where
// WeChat never tells what became of it.
const (
	Pending   NoticeState = "pending"   // to be sent, perhaps tried already
	Sending   NoticeState = "sending"   // claimed: a call is under way, or was when the program ended
	Accepted  NoticeState = "accepted"  // WeChat took it, which is not delivered
	Delivered NoticeState = "delivered" // WeChat says that it arrived
	Refused   NoticeState = "refused"   // WeChat will not deliver it, or did not
	Stale     NoticeState = "expired"   // its time to live ran out before WeChat took it
	Void      NoticeState = "void"      // overtaken by what happened since
)

// Way is how a notice is sent.
type Way string

// The ways to tell a customer, in the usual order.
const (
	ByTemplate  Way = "template"  // template message of the official account
	BySubscribe Way = "subscribe" // subscription notice of the official account
	ByMini      Way = "mini"      // subscription message of the mini program
	ByService   Way = "service"   // text, while the customer's window is open
)

// Notice is "tell this customer". It is written in the commit of the change that caused it, claimed in another before it is
// sent, and sent at least once; its ID goes along so that WeChat can drop a repeat.
type Notice struct {
	ID        string      `json:"id"` // UUIDv7
	Day       string      `json:"day"`
	Kind      NoticeKind  `json:"kind"`
	Ticket    string      `json:"ticket"`
	Binding   string      `json:"binding"`
	State     NoticeState `json:"state"`
	CreatedAt time.Time   `json:"created_at"`
	Attempt   int         `json:"attempt,omitempty"`    // claims so far
	Overtaken bool        `json:"overtaken,omitempty"`  // while it was being sent: it is not tried again
	SettledAt time.Time   `json:"settled_at,omitzero"`  // when it came into its state, once it was accepted or ended
	Way       Way         `json:"way,omitempty"`        // by which it was accepted, or refused last
	Template  string      `json:"template,omitempty"`   // its id, where the way has one
	MessageID string      `json:"message_id,omitempty"` // WeChat's, once accepted; empty where the way has none
	Reason    string      `json:"reason,omitempty"`     // why it was refused: a short code, never free text of others
}

// life is how long a notice of each kind is worth sending.
var life = map[NoticeKind]time.Duration{
	Issued: time.Minute, Near: 10 * time.Minute, YourTurn: 3 * time.Minute, YouMiss: 30 * time.Minute, YouBack: 10 * time.Minute,
	Lapsed: 30 * time.Minute, Feedback: 2 * time.Hour,
}

// kinds is all of them, in the order in which they are sent: calls before all others.
var kinds = []NoticeKind{YourTurn, Near, Issued, YouMiss, YouBack, Lapsed, Feedback}

// urgency is how many kinds go before one.
func urgency(k NoticeKind) int { return slices.Index(kinds, k) }

// says is the state of a ticket that a notice of each kind speaks of: in another it is not true, and is not sent.
var says = map[NoticeKind]State{
	Issued: Waiting, Near: Waiting, YourTurn: Called, YouMiss: Missed, YouBack: Waiting, Lapsed: Expired, Feedback: Done,
}

// ExpiresAt is when the notice is no longer worth sending.
func (n Notice) ExpiresAt() time.Time { return n.CreatedAt.Add(life[n.Kind]) }

// open tells whether it may still be sent.
func (n *Notice) open() bool { return n.State == Pending || n.State == Sending }

// mayBeKnown tells whether it has reached its customer, or may have.
func (n *Notice) mayBeKnown() bool {
	return n.State == Accepted || n.State == Delivered || n.open() && n.Attempt > 0
}

// HeldFor is for how long a notice is not to be sent yet. That the day has ended waits for UndoWithin, so that whoever ends
// it by mistake sends nobody home. In time that ran back nothing waits.
func (b *Book) HeldFor(n Notice, now time.Time) time.Duration {
	t := b.tickets[n.Ticket]
	passed := now.Sub(n.CreatedAt)
	if n.Kind != Lapsed || passed < 0 || t == nil || t.lastStep().What == Expire {
		return 0
	}
	return max(0, b.venue.Rules.UndoWithin-passed)
}

// Settlement is what became of a notice that was claimed.
type Settlement struct {
	Notice    string
	State     NoticeState // Pending: to be tried again; Accepted, Refused or Stale
	Way       Way
	Template  string // id of the template that was used
	MessageID string
	Reason    string
	To        Customer // who it was sent to, which may be the mini program's name of the one it is for
	NoGrant   bool     // WeChat says that they allow no more messages of the template
	Gone      bool     // WeChat says that they do not follow the account: what binds them is deleted
}

// Reasons that the queue itself gives or understands.
const (
	TooLate    = "too_late" // its time to live ran out
	WindowShut = "window"   // with ByService: WeChat says that their window is not open, whatever was counted
)

// resumed is a notice that was being sent, when it may be sent again.
func (n *Notice) resumed(now time.Time) Notice {
	if n.Overtaken {
		return n.settled(Void, now)
	}
	again := *n
	again.State = Pending
	return again
}

// settled is the notice in a final state.
func (n *Notice) settled(state NoticeState, now time.Time) Notice {
	done := *n
	done.State, done.SettledAt = state, now
	return done
}
