package queue

import "context"

// Attendant does for windows what is no command of the queue.
type Attendant interface {
	// TicketCode gives a code that binds an open ticket to the WeChat of who holds it: the one that waits already, or with
	// renew a new one that makes those before worthless. Errors: ErrNoTicket, ErrBound and ErrWrongState in a *TicketError,
	// and that WeChat makes none now.
	TicketCode(ctx context.Context, ticket string, renew bool) (Code, error)
	// CallStaff asks staff to come to a place, which the desks show until StaffCome.
	CallStaff(ctx context.Context, place string) error
	// StaffCome takes the call back: somebody goes.
	StaffCome(ctx context.Context) error
	// TryVoice says a sample call aloud, and comes back when it was heard. Errors: why nothing was heard.
	TryVoice(ctx context.Context) error
	// PrintSlip prints the slip of an open ticket, again on demand, and comes back when it is printed. The ticket stands whatever
	// becomes of its slip; Health.Unprinted names it while it has none. Errors: ErrNoTicket, ErrWrongState in a *TicketError, and
	// why nothing came out.
	PrintSlip(ctx context.Context, ticket string) error
}
