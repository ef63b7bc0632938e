package core

import (
	"context"
	"time"

	"paihao/queue"
)

// attendWithin is how long a window waits for a code of WeChat's.
const attendWithin = 8 * time.Second

var _ queue.Attendant = (*Kiosk)(nil)

// TicketCode is a code that binds an open ticket to the WeChat of who holds it; see queue.Attendant.
func (k *Kiosk) TicketCode(ctx context.Context, ticket string, renew bool) (queue.Code, error) {
	ctx, cancel := context.WithTimeout(ctx, attendWithin)
	defer cancel()
	return k.codes.TicketCode(ctx, ticket, renew)
}

// CallStaff asks staff to come to a place; see queue.Attendant. Errors: queue.ErrInvalid for a place that no desk can show.
func (k *Kiosk) CallStaff(ctx context.Context, place string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return k.Queue.AskHelp(place)
}

// StaffCome takes the calls back; see queue.Attendant.
func (k *Kiosk) StaffCome(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	k.Queue.HelpComes()
	return nil
}
