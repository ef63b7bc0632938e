package queue

import "slices"

// Met is the contact of an id, as long as it is known.
func (b *Book) Met(id string) (Contact, bool) {
	c := b.contacts[id]
	if c == nil {
		return Contact{}, false
	}
	return *c, true
}

// TicketsOf lists today's tickets of a person, in whichever app they took or bound them, newest first.
func (b *Book) TicketsOf(c Customer) (list []Standing) {
	for _, customer := range b.kin(c, "") {
		for _, id := range b.customers[customer] {
			if t := b.tickets[b.bindings[id].Ticket]; t != nil {
				list = append(list, b.standing(t))
			}
		}
	}
	slices.SortFunc(list, func(x, y Standing) int { return y.IssuedAt.Compare(x.IssuedAt) })
	return list
}
