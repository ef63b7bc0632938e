package queue

import (
	"cmp"
	"slices"
)

// Met is the contact of an id, as long as it is known.
func (b *Book) Met(id string) (Contact, bool) {
	c := b.contacts[id]
	if c == nil {
		return Contact{}, false
	}
	return *c, true
}

// TicketsOf lists today's tickets of a person, in whichever app they took or bound them, the one that was taken last first.
func (b *Book) TicketsOf(c Customer) (list []Standing) {
	var tickets []*Ticket
	for _, customer := range b.kin(c, "") {
		for _, id := range b.customers[customer] {
			if t := b.tickets[b.bindings[id].Ticket]; t != nil {
				tickets = append(tickets, t)
			}
		}
	}
	slices.SortFunc(tickets, func(x, y *Ticket) int { return cmp.Compare(y.Steps[0].Seq, x.Steps[0].Seq) })
	for _, t := range tickets {
		list = append(list, b.standing(t))
	}
	return list
}
