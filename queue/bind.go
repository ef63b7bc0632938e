package queue

// scan joins the customer who scanned a code to what it is for: BindTicket to its ticket, BindAccount to its user, and SignIn
// tells who of the staff it was. Outcome.Code says what came of it, and with BindTicket Outcome.Ticket how the ticket
// stands. Errors: ErrNoCode; ErrBound, ErrAlreadyWaiting and ErrNoTicket about tickets, ErrNoStaff.
func (b *Book) scan(c Command, m moment) (verdict, error) { return verdict{}, ErrNoCode }

// disconnect deletes what binds WeChat users to a user of an account. Errors: ErrNotBound.
func (b *Book) disconnect(c Command) (verdict, error) { return verdict{}, ErrNotBound }
