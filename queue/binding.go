package queue

import (
	"slices"
	"time"
)

// Customer is a WeChat user of one app: an official account, or a mini program. The pair stands in bindings and contacts and
// nowhere else.
type Customer struct {
	App    string `json:"app"`    // app id
	OpenID string `json:"openid"` // the user's id within it; it means nothing to another app
}

// Binding (绑定) joins a customer to a ticket of a day, or to a user of an account for as long as they like. A customer has
// one user of each account; a user may have several customers.
type Binding struct {
	ID       string    `json:"id"`            // UUIDv7; what notices name instead of the customer
	Day      string    `json:"day,omitempty"` // of the ticket; empty for an account
	Customer Customer  `json:"customer"`
	Ticket   string    `json:"ticket,omitempty"`
	Account  string    `json:"account,omitempty"`
	User     string    `json:"user,omitempty"` // in the account
	At       time.Time `json:"at,omitzero"`    // when an account was bound
	Code     string    `json:"code,omitempty"` // key of the code of an account that was scanned last for it
}

// scanned is the code that a user of an account was bound by, as long as it is kept.
func (b *Book) scanned(n *Binding) (Code, bool) {
	c, ok := b.codes[n.Code]
	return c, ok && c.Account == n.Account && c.User == n.User && !c.UsedAt.IsZero()
}

func (b *Book) bind(n *Binding) {
	b.unbind(n.ID)
	b.customers[n.Customer] = with(b.customers, n.Customer, n.ID)
	b.bindings[n.ID] = n
	if n.Account != "" {
		user := [2]string{n.Account, n.User}
		b.users[user] = with(b.users, user, n.ID)
	} else if n.Day == b.day.Date {
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
	b.customers[n.Customer] = without(b.customers, n.Customer, id)
	if len(b.customers[n.Customer]) == 0 {
		delete(b.customers, n.Customer)
	}
	user := [2]string{n.Account, n.User}
	b.users[user] = without(b.users, user, id)
	if len(b.users[user]) == 0 {
		delete(b.users, user)
	}
}

// with is a list of ids and one more, rising, which is the order in which they were made. Readers may hold the old list, so
// it stays as it is.
func with[K comparable](lists map[K][]string, key K, id string) []string {
	list := lists[key]
	i, _ := slices.BinarySearch(list, id)
	return slices.Insert(slices.Clone(list), i, id)
}

// without is a list of ids less one, made anew as well.
func without[K comparable](lists map[K][]string, key K, id string) []string {
	return slices.DeleteFunc(slices.Clone(lists[key]), func(other string) bool { return other == id })
}
