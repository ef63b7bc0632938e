package queue

import (
	"cmp"
	"slices"
	"time"
)

// Purpose is what scanning a code does.
type Purpose string

// The purposes.
const (
	Join        Purpose = "join"    // takes a ticket for a service, or asks for which
	BindTicket  Purpose = "ticket"  // binds a paper or desk ticket to the WeChat of who holds it
	BindAccount Purpose = "account" // binds a user of another system's account
	SignIn      Purpose = "staff"   // lets a member of staff in where the code is shown
	Channel     Purpose = "channel" // stands on a poster or with a promoter, for good
)

// Code (二维码) is a QR code that WeChat made for us. It is kept in the store, so that the screen has its
// codes while WeChat is unreachable.
type Code struct {
	ID        string    `json:"id"` // what its scene names it by: 1 to 20 of a-z, A-Z, 0-9, - and _
	Purpose   Purpose   `json:"purpose"`
	Service   string    `json:"service,omitempty"` // Join: for which; empty for all, one of which the customer chooses
	For       string    `json:"for,omitempty"`     // BindTicket: the ticket's id; Channel: the channel's, empty when the code is free for another
	Account   string    `json:"account,omitempty"` // BindAccount
	User      string    `json:"user,omitempty"`    // BindAccount: the user's id in the other system
	Scene     string    `json:"scene"`             // what a scan of it tells us
	Ticket    string    `json:"ticket"`            // WeChat's name of it
	URL       string    `json:"url"`               // what its picture says
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at,omitzero"` // zero: never

	// What came of one that is used once: BindTicket, BindAccount and SignIn.
	UsedAt    time.Time `json:"used_at,omitzero"`
	Staff     string    `json:"staff,omitempty"`      // SignIn: who scanned it
	MovedFrom string    `json:"moved_from,omitempty"` // BindAccount: the user whose WeChat this was before
	MovedTo   string    `json:"moved_to,omitempty"`   // BindAccount: the user whose WeChat it is since
	FreeAt    time.Time `json:"free_at,omitzero"`     // Channel: since when it is nobody's
}

// Key names the code among all codes.
func (c Code) Key() string { return string(c.Purpose) + "/" + c.ID }

// Valid tells whether a scan of the code still works at t.
func (c Code) Valid(t time.Time) bool { return c.ExpiresAt.IsZero() || t.Before(c.ExpiresAt) }

// ended is the code once nobody can be bound by it, or is any more. It is kept for a while, so that who has shown it
// hears of that.
func (c Code) ended(now time.Time) Code {
	c.ExpiresAt, c.UsedAt, c.MovedFrom = now, time.Time{}, ""
	return c
}

// RenewAt is when a fresh code should take its place: at 80 % of its life, so that an hour without WeChat is bridged. It is
// zero for one that lives for ever.
func (c Code) RenewAt() time.Time {
	if c.ExpiresAt.IsZero() {
		return time.Time{}
	}
	return c.CreatedAt.Add(c.ExpiresAt.Sub(c.CreatedAt) / 5 * 4)
}

// CodeState is how far a code that is used once has come.
type CodeState string

// The states of a code.
const (
	CodeWaiting CodeState = "waiting" // nobody has scanned it
	CodeBound   CodeState = "bound"   // somebody has
	CodeMoved   CodeState = "moved"   // somebody had, and is bound to another user of the account since
	CodeExpired CodeState = "expired"
)

// State is how the code stands at t.
func (c Code) State(t time.Time) CodeState {
	switch {
	case c.MovedTo != "":
		return CodeMoved
	case !c.UsedAt.IsZero():
		return CodeBound
	case !c.Valid(t):
		return CodeExpired
	}
	return CodeWaiting
}

// Code is the newest code that takes a ticket for a service, valid or not; without a service, the one for all of them.
func (b *Book) Code(service string) (Code, bool) {
	c, ok := b.codes[b.shown[service]]
	return c, ok
}

// CodeOf is the code of a purpose with that id, valid or not.
func (b *Book) CodeOf(p Purpose, id string) (Code, bool) {
	c, ok := b.codes[Code{Purpose: p, ID: id}.Key()]
	return c, ok
}

// Codes lists the codes of a purpose, oldest first.
func (b *Book) Codes(p Purpose) (list []Code) {
	for key := range b.files[p] {
		list = append(list, b.codes[key])
	}
	slices.SortFunc(list, byAge)
	return list
}

// CodeSaying is the code whose picture says url. It looks through all of them.
func (b *Book) CodeSaying(url string) (Code, bool) {
	for _, c := range b.codes {
		if c.URL == url && url != "" {
			return c, true
		}
	}
	return Code{}, false
}

// CodesLike lists the codes that bind to the same as c: to a ticket, or to a user of an account. The oldest comes first.
func (b *Book) CodesLike(c Code) (list []Code) {
	for _, key := range b.offered[c.aim()] {
		list = append(list, b.codes[key])
	}
	slices.SortFunc(list, byAge)
	return list
}

// aim is what a code binds to: a user of an account, or without one a ticket. It is zero for codes that bind to nothing.
type aim struct{ account, id string }

func (c Code) aim() aim {
	switch c.Purpose {
	case BindAccount:
		return aim{c.Account, c.User}
	case BindTicket:
		return aim{id: c.For}
	}
	return aim{}
}

func byAge(x, y Code) int { return cmp.Or(x.CreatedAt.Compare(y.CreatedAt), cmp.Compare(x.ID, y.ID)) }

// keep makes a code one of the book's.
func (b *Book) keep(c Code) {
	if _, again := b.codes[c.Key()]; again {
		b.revoke(c.Key())
	}
	b.codes[c.Key()] = c
	if b.files[c.Purpose] == nil {
		b.files[c.Purpose] = map[string]bool{}
	}
	b.files[c.Purpose][c.Key()] = true
	if c.Purpose == Join {
		b.show(c)
	}
	if a := c.aim(); a != (aim{}) {
		b.offered[a] = with(b.offered, a, c.Key())
	}
}

// show lets a code be its service's, or the one for all, if it is newer than the one that is.
func (b *Book) show(c Code) {
	if shown, ok := b.codes[b.shown[c.Service]]; !ok || byAge(c, shown) > 0 {
		b.shown[c.Service] = c.Key()
	}
}

// revoke deletes a code. In the place of one that was shown comes the newest that is left.
func (b *Book) revoke(key string) {
	c, ok := b.codes[key]
	if !ok {
		return
	}
	delete(b.codes, key)
	delete(b.files[c.Purpose], key)
	a := c.aim()
	if b.offered[a] = without(b.offered, a, key); len(b.offered[a]) == 0 {
		delete(b.offered, a)
	}
	if c.Purpose == Join && b.shown[c.Service] == key {
		delete(b.shown, c.Service)
		for other := range b.files[Join] {
			if b.codes[other].Service == c.Service {
				b.show(b.codes[other])
			}
		}
	}
}
