package desk

import (
	"context"

	"paihao/queue"
)

// come tells that somebody of this desk goes to the customer who asked for help: no desk shows the call any more.
func (d *Desk) come() {
	if d.coming || d.o.Attendant == nil || d.m.view.Health.HelpAt.IsZero() {
		return
	}
	d.clear()
	d.coming = d.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		err := d.o.Attendant.StaffCome(ctx)
		return func() { d.attended(err) }
	})
	d.draw()
}

// attended shows why the call could not be taken back, if that is so.
func (d *Desk) attended(err error) {
	d.coming = false
	if err != nil {
		d.o.Log.Warn("call for help not taken back", "err", err)
		d.trouble = err
	}
	d.draw()
}
