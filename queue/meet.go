package queue

import "time"

// forget deletes all that is known of a customer: bindings and contact. Open tickets keep their places, or with
// CancelOnUnfollow are cancelled as if the customer had done it; who is being served stays so. It cannot be taken back,
// since nobody knows any more whose the tickets were. A repeat of the same operation deletes nothing: the customer may have
// come back since.
func (b *Book) forget(c Command, m moment) (verdict, error) {
	if c.Customer.OpenID == "" {
		return verdict{}, ErrInvalid
	}
	v := verdict{final: true, change: b.parting(c.Customer, m.now)}
	if b.venue.Rules.CancelOnUnfollow {
		v.change.Tickets = b.abandoned(c.Customer, m)
	}
	return v, nil
}

// parting is a change after which nothing is known of a customer. The codes that bound them to users of accounts end.
func (b *Book) parting(c Customer, now time.Time) Change {
	gone := Change{Unbound: b.customers[c]}
	for _, id := range gone.Unbound {
		if code, ok := b.scanned(b.bindings[id]); ok {
			gone.Codes = append(gone.Codes, code.ended(now))
		}
	}
	if id := b.met[c]; id != "" {
		gone.Forgotten = []string{id}
	}
	return gone
}

// abandoned is the open tickets of a customer, cancelled.
func (b *Book) abandoned(c Customer, m moment) (list []Ticket) {
	way := edges[Cancel]
	for _, id := range b.customers[c] {
		t, err := b.find(Command{Ticket: b.bindings[id].Ticket}, way.from...)
		if err != nil {
			continue
		}
		step := b.step(Command{Verb: Cancel, By: ByCustomer}, m, t.Counter)
		step.Seq += uint64(len(list))
		list = append(list, t.with(way.to, step))
	}
	return list
}

// meet notes what is known of a customer, by the command's Meeting alone (see noteMeeting), or only that they were heard of.
func (b *Book) meet(c Command) (verdict, error) {
	if c.Customer.OpenID == "" {
		return verdict{}, ErrInvalid
	}
	return verdict{}, nil
}
