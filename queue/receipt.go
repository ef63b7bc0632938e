package queue

import (
	"context"
	"slices"
	"time"
)

// Receipt is what WeChat reports later of a message it had accepted.
type Receipt struct {
	To        Customer
	MessageID string // or, where WeChat names none, or none when it accepted the message:
	Template  string // the newest notice that was accepted for them with this template
	Delivered bool
	Reason    string // why not: a short code
}

// Deliver notes what WeChat reports of a message it had accepted. A receipt that comes twice changes nothing. false when no
// notice of the day is known by it: its settlement may be still on its way.
func (q *Queue) Deliver(ctx context.Context, r Receipt) (bool, error) {
	var known bool // the writer's, until it has answered
	err := q.keep(ctx, func(b *Book, now time.Time) (c Change) {
		c.Notices, known = b.deliver(r, now)
		return c
	})
	return err == nil && known, err
}

// deliver is the notice that a receipt is about, delivered or refused, if it was not before.
func (b *Book) deliver(r Receipt, now time.Time) (changed []Notice, known bool) {
	n := b.meant(r)
	switch {
	case n == nil:
		return nil, false
	case n.State != Accepted:
		return nil, true
	}
	done := n.settled(Delivered, now)
	if !r.Delivered {
		done.State, done.Reason = Refused, r.Reason
	}
	if done.MessageID == "" {
		done.MessageID = r.MessageID // so that the same receipt is known again
	}
	return []Notice{done}, true
}

// meant is the notice that a receipt is about: by WeChat's id of the message, or else the newest that was accepted for its
// customer with its template and has no such id, or any where the receipt has none. Mini programs and accounts number their
// messages by themselves, so the customer counts with the id too, as long as we know whom the notice was for.
func (b *Book) meant(r Receipt) *Notice {
	person := b.kin(r.To, "")
	for _, id := range slices.Backward(b.messages[r.MessageID]) {
		n := b.notices[id]
		holder := b.bindings[n.Binding]
		if holder == nil || slices.Contains(person, holder.Customer) {
			return n
		}
	}
	if r.Template == "" {
		return nil
	}
	var newest *Notice
	for _, c := range person {
		for _, binding := range b.customers[c] {
			n := b.latest(b.bindings[binding].Ticket, r)
			if n != nil && (newest == nil || newest.ID < n.ID) {
				newest = n
			}
		}
	}
	return newest
}

// latest is the newest notice about a ticket that was accepted and that a receipt may be about by its template.
func (b *Book) latest(ticket string, r Receipt) *Notice {
	for _, id := range slices.Backward(b.told[ticket]) {
		n := b.notices[id]
		if n.State == Accepted && n.Template == r.Template && (n.MessageID == "" || r.MessageID == "") {
			return n
		}
	}
	return nil
}
