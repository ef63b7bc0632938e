package queue

import "time"

// NoticeKind is what a customer is told.
type NoticeKind string

// The kinds of notices.
const (
	Near     NoticeKind = "near"   // your turn is near
	YourTurn NoticeKind = "called" // come to this counter
)

// NoticeState is how far a notice has come.
type NoticeState string

// The states of a notice. All but Pending are final.
const (
	Pending  NoticeState = "pending"  // to be sent, perhaps tried already
	Accepted NoticeState = "accepted" // WeChat took it
	Refused  NoticeState = "refused"  // WeChat will not deliver it
	Stale    NoticeState = "expired"  // its time to live ran out before WeChat took it
	Void     NoticeState = "void"     // overtaken by what happened since
)

// Notice is "tell this customer". It is written in the commit of the change that caused it and sent after,
// at least once; its ID goes along so that WeChat can drop a repeat.
type Notice struct {
	ID        string      `json:"id"` // UUIDv7
	Day       string      `json:"day"`
	Kind      NoticeKind  `json:"kind"`
	Ticket    string      `json:"ticket"`
	Binding   string      `json:"binding"`
	State     NoticeState `json:"state"`
	CreatedAt time.Time   `json:"created_at"`
	SettledAt time.Time   `json:"settled_at,omitzero"`
	MessageID string      `json:"message_id,omitempty"` // WeChat's, once accepted
	Reason    string      `json:"reason,omitempty"`     // why it was refused: a short code, never free text of others
}

// life is how long a notice of each kind is worth sending.
var life = map[NoticeKind]time.Duration{Near: 10 * time.Minute, YourTurn: 3 * time.Minute}

// ExpiresAt is when the notice is no longer worth sending.
func (n Notice) ExpiresAt() time.Time { return n.CreatedAt.Add(life[n.Kind]) }

// Settlement is what became of a notice.
type Settlement struct {
	Notice    string
	State     NoticeState // Accepted, Refused or Stale
	MessageID string
	Reason    string
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
	if n.State == Pending {
		b.pending[n.ID] = n
		return
	}
	delete(b.pending, n.ID)
}
