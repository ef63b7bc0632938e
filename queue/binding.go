package queue

import "slices"

// Customer is a WeChat user of one account. The pair stands in bindings and nowhere else.
type Customer struct {
	App    string `json:"app"`    // app id of the account
	OpenID string `json:"openid"` // the user's id within it
}

// Binding (绑定) joins a customer to a ticket.
type Binding struct {
	ID       string   `json:"id"` // UUIDv7; what notices name instead of the customer
	Day      string   `json:"day"`
	Customer Customer `json:"customer"`
	Ticket   string   `json:"ticket"`
}

func (b *Book) bind(n *Binding) {
	if b.bindings[n.ID] == nil {
		b.customers[n.Customer] = append(b.customers[n.Customer], n.ID)
	}
	b.bindings[n.ID] = n
	if n.Day == b.day.Date {
		b.holders[n.Ticket] = n.ID
	}
}

func (b *Book) unbind(id string) {
	n := b.bindings[id]
	if n == nil {
		return
	}
	delete(b.bindings, id)
	if b.holders[n.Ticket] == id {
		delete(b.holders, n.Ticket)
	}
	rest := slices.DeleteFunc(slices.Clone(b.customers[n.Customer]), func(other string) bool { return other == id })
	if len(rest) == 0 {
		delete(b.customers, n.Customer)
		return
	}
	b.customers[n.Customer] = rest
}
