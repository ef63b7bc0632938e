package queue

import "slices"

// scan joins the customer who scanned a code to what it is for: BindTicket to its ticket, BindAccount to its user, and SignIn
// tells who of the staff it was. Outcome.Code says what came of it, and with BindTicket Outcome.Ticket how the ticket
// stands. A code is used once; who used it gets the same answer again, also when it is too old since.
// Errors: ErrNoCode for a code that is not there, too old, or used by somebody else; InState, ErrBound and ErrAlreadyWaiting
// about tickets, ErrNoTicket for one of another day; ErrNoStaff.
func (b *Book) scan(c Command, m moment) (verdict, error) {
	code, ok := b.codes[c.Code]
	switch {
	case c.Customer.OpenID == "":
		return verdict{}, ErrInvalid
	case !ok, code.UsedAt.IsZero() && !code.Valid(m.now):
		return verdict{}, ErrNoCode
	}
	switch code.Purpose {
	case BindTicket:
		return b.bindTicket(c, code, m)
	case BindAccount:
		return b.bindAccount(c, code, m)
	case SignIn:
		return b.signIn(c, code, m)
	}
	return verdict{}, ErrNoCode
}

// used is a verdict on a code that is used from now on, or was before.
func used(code Code, m moment) verdict {
	v := verdict{code: &code}
	if code.UsedAt.IsZero() {
		code.UsedAt = m.now
		v.change.Codes = []Code{code}
	}
	return v
}

// bindTicket joins a customer to an open ticket that nobody holds. Who holds it in another app is the same person. They read
// in the answer where they stand, so they need not be told that their turn is near.
func (b *Book) bindTicket(c Command, code Code, m moment) (verdict, error) {
	t := b.tickets[code.For]
	if t == nil {
		return verdict{}, ErrNoTicket
	}
	v, holder, person := used(code, m), b.bindings[b.holders[t.ID]], b.person(c)
	v.ticket = t.ID
	switch {
	case holder != nil && slices.Contains(person, holder.Customer):
		return v, nil
	case !t.State.Open():
		return verdict{}, b.refuse(InState(t.State), t)
	case holder != nil:
		return verdict{}, b.refuse(ErrBound, t)
	case !code.UsedAt.IsZero():
		return verdict{}, ErrNoCode
	}
	if other := b.openTicket(person); other != nil && b.venue.Rules.OneTicketEach {
		return verdict{}, b.refuse(ErrAlreadyWaiting, other)
	}
	v.change.Bindings = []Binding{{ID: m.id(), Day: t.Day, Customer: c.Customer, Ticket: t.ID}}
	if t.State == Waiting && !t.ToldNear && b.ahead(t.Service, t.Place) <= b.venue.Rules.Near {
		told := *t
		told.ToldNear = true
		v.change.Tickets = []Ticket{told}
	}
	return v, nil
}

// bindAccount joins a customer to the code's user of an account, and parts them from another user of it. The codes of both
// say so, so that who waits for the one and who relies on the other hear of it.
func (b *Book) bindAccount(c Command, code Code, m moment) (verdict, error) {
	before := b.accountOf(code.Account, c.Customer)
	same := before != nil && before.User == code.User
	if !code.UsedAt.IsZero() {
		if !same {
			return verdict{}, ErrNoCode
		}
		return used(code, m), nil
	}
	next := Binding{Customer: c.Customer, Account: code.Account, User: code.User, At: m.now, Code: code.Key()}
	var parted Change
	switch {
	case same:
		next.ID, next.At = before.ID, before.At
	case before != nil:
		code.MovedFrom, parted.Unbound = before.User, []string{before.ID}
		if old, ok := b.scanned(before); ok {
			old.MovedTo = code.User
			parted.Codes = []Code{old}
		}
		next.ID = m.id()
	default:
		next.ID = m.id()
	}
	v := used(code, m)
	v.change.Bindings, v.change.Unbound = []Binding{next}, parted.Unbound
	v.change.Codes = append(v.change.Codes, parted.Codes...)
	return v, nil
}

// signIn tells which member of staff scanned a code.
func (b *Book) signIn(c Command, code Code, m moment) (verdict, error) {
	staff, ok := b.UserOf(StaffAccount, c.Customer)
	switch {
	case !ok:
		return verdict{}, ErrNoStaff
	case !code.UsedAt.IsZero() && code.Staff != staff:
		return verdict{}, ErrNoCode
	}
	code.Staff = staff
	return used(code, m), nil
}

// disconnect deletes what binds WeChat users to a user of an account, and ends the codes by which they were bound, or some
// still could be. Errors: ErrNotBound when there is neither.
func (b *Book) disconnect(c Command, m moment) (verdict, error) {
	if c.Account == "" || c.User == "" {
		return verdict{}, ErrInvalid
	}
	user := [2]string{c.Account, c.User}
	v := verdict{change: Change{Unbound: b.users[user]}}
	for _, code := range b.CodesLike(Code{Purpose: BindAccount, Account: c.Account, User: c.User}) {
		if state := code.State(m.now); state == CodeWaiting || state == CodeBound {
			v.change.Codes = append(v.change.Codes, code.ended(m.now))
		}
	}
	if v.change.empty() {
		return verdict{}, ErrNotBound
	}
	return v, nil
}
