package queue

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Contact (联系人) is what is known of a WeChat user of one app, beside what they are bound to.
type Contact struct {
	ID       string    `json:"id"` // UUIDv7
	Customer Customer  `json:"customer"`
	SeenAt   time.Time `json:"seen_at"`           // last heard of
	Followed time.Time `json:"followed,omitzero"` // since when they follow the account, as far as we heard
	Channel  string    `json:"channel,omitempty"` // the channel they came by
	Union    string    `json:"union,omitempty"`   // unionid: the same person in all apps of one owner
	Phone    string    `json:"phone,omitempty"`   // with its country code, as WeChat told it
	Window   Window    `json:"window,omitzero"`   // in which texts may be sent to them
	Grants   []Grant   `json:"grants,omitempty"`  // messages they have allowed, by template
	Tag      string    `json:"tag,omitempty"`     // tag of the account that they are still to be given
}

// Window is how long, and how many, texts may be sent to somebody after what they did. WeChat's rules fill it in.
type Window struct {
	Until time.Time `json:"until"`
	Left  int       `json:"left"`
}

// Open tells whether a text may be sent at t.
func (w Window) Open(t time.Time) bool { return w.Left > 0 && t.Before(w.Until) }

// Grant is how many messages of a template somebody has allowed and not had yet.
type Grant struct {
	Template string `json:"template"`
	Left     int    `json:"left"`
}

// Granted is how many messages of a template the contact still allows.
func (c Contact) Granted(template string) int {
	for _, g := range c.Grants {
		if g.Template == template {
			return g.Left
		}
	}
	return 0
}

// Untagged lists the contacts that are still to be given a tag.
func (b *Book) Untagged() (list []Contact) {
	for _, id := range slices.Sorted(maps.Keys(b.untagged)) {
		list = append(list, *b.contacts[id])
	}
	return list
}

// Contact is what is known of a customer.
func (b *Book) Contact(c Customer) (Contact, bool) {
	known := b.contacts[b.met[c]]
	if known == nil {
		return Contact{}, false
	}
	return *known, true
}

// Known lists the contacts of an app, and those who are bound to something without being known besides, by their openids.
// Whoever leaves is not among them any more.
func (b *Book) Known(app string) (list []Contact) {
	for _, c := range b.contacts {
		if c.Customer.App == app {
			list = append(list, *c)
		}
	}
	for c := range b.customers {
		if c.App == app && b.met[c] == "" {
			list = append(list, Contact{Customer: c})
		}
	}
	slices.SortFunc(list, func(x, y Contact) int { return strings.Compare(x.Customer.OpenID, y.Customer.OpenID) })
	return list
}

// Reach lists the contacts of one person, in all apps, the one that is asked for first: the others share its unionid.
func (b *Book) Reach(c Customer) (list []Contact) {
	known, ok := b.Contact(c)
	if !ok {
		return []Contact{{Customer: c}}
	}
	list = []Contact{known}
	for _, id := range b.unions[known.Union] {
		if id != known.ID {
			list = append(list, *b.contacts[id])
		}
	}
	return list
}

// kin are the customers who are one person, the one asked for first: those whose contacts share a unionid. It may be known
// from elsewhere what that is; empty leaves it to the contact.
func (b *Book) kin(c Customer, union string) []Customer {
	list := []Customer{c}
	if known := b.contacts[b.met[c]]; known != nil && union == "" {
		union = known.Union
	}
	for _, id := range b.unions[union] {
		if other := b.contacts[id].Customer; other != c {
			list = append(list, other)
		}
	}
	return list
}

// acquaint makes a contact one of the book's.
func (b *Book) acquaint(c *Contact) {
	b.estrange(c.ID)
	b.contacts[c.ID], b.met[c.Customer] = c, c.ID
	if c.Union != "" {
		b.unions[c.Union] = with(b.unions, c.Union, c.ID)
	}
	if c.Tag != "" {
		b.untagged[c.ID] = true
	}
}

// estrange forgets a contact.
func (b *Book) estrange(id string) {
	c := b.contacts[id]
	if c == nil {
		return
	}
	delete(b.contacts, id)
	delete(b.met, c.Customer)
	delete(b.untagged, id)
	b.unions[c.Union] = without(b.unions, c.Union, id)
	if len(b.unions[c.Union]) == 0 {
		delete(b.unions, c.Union)
	}
}
