package queue

import "time"

// NoticeKind is what a customer is told.
type NoticeKind string

// The kinds of notices.
const (
	Issued   NoticeKind = "issued"   // you have a ticket: where the answer in the chat could not say so
	Near     NoticeKind = "near"     // your turn is near
	YourTurn NoticeKind = "called"   // come to this counter
	YouMiss  NoticeKind = "missed"   // you were called and did not come
	YouBack  NoticeKind = "back"     // staff have put you back in line
	Lapsed   NoticeKind = "expired"  // nobody brought you back in time
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

// urgency is which notices are sent first: calls before all others.
var urgency = map[NoticeKind]int{YourTurn: 0, Near: 1, Issued: 2, YouMiss: 3, YouBack: 4, Lapsed: 5, Feedback: 6}

// ExpiresAt is when the notice is no longer worth sending.
func (n Notice) ExpiresAt() time.Time { return n.CreatedAt.Add(life[n.Kind]) }

// open tells whether it may still be sent.
func (n *Notice) open() bool { return n.State == Pending || n.State == Sending }

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

// Receipt is what WeChat reports later of a message it had accepted.
type Receipt struct {
	To        Customer
	MessageID string // or, where WeChat names none:
	Template  string // the newest notice that was accepted for them with this template
	Delivered bool
	Reason    string // why not: a short code
}

// settled is the notice in a final state.
func (n *Notice) settled(state NoticeState, now time.Time) Notice {
	done := *n
	done.State, done.SettledAt = state, now
	return done
}

func (b *Book) tell(n *Notice) {
	if b.notices[n.ID] == nil {
		b.told[n.Ticket] = append(b.told[n.Ticket], n.ID)
	}
	b.notices[n.ID] = n
	if n.open() {
		b.pending[n.ID] = n
		return
	}
	delete(b.pending, n.ID)
}
