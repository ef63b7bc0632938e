package desk

import (
	"context"
	"time"

	"paihao/queue"
)

// patience is how long a command may take before the desk gives it up and says so; a commit takes milliseconds.
const patience = 15 * time.Second

// send carries out a command off the window's goroutine. It is taken only while no other is on its way, so that a double
// press is one command. What was done is seen in the next view; only a refusal, a walk-in's number and what can be taken
// back come back through here.
func (d *Desk) send(c queue.Command) {
	if d.link == nil || !d.m.alive() {
		return
	}
	c.By, c.Operation = queue.ByDesk, name(d.o.Random)
	d.m.busy = true
	d.clear()
	d.errand(func(ctx context.Context, commands queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		out, err := commands.Do(ctx, c)
		return func() { d.answered(c, out, err) }
	})
}

// answered wakes the buttons and shows why the command was refused, if it was. The number of a walk-in is told at once:
// its place is at the end of the line, perhaps beyond what a view holds, and the customer stands there waiting for it.
func (d *Desk) answered(c queue.Command, out queue.Outcome, err error) {
	d.m.busy = false
	switch {
	case err == nil && c.Verb == queue.Take && out.Ticket != nil:
		d.issued = out.Ticket
		d.undo = undo{}
	case err != nil:
		d.o.Log.Warn("command refused", "verb", c.Verb, "counter", c.Counter, "ticket", c.Ticket, "err", err)
		d.trouble = err
	default:
		d.m.now = d.o.Now()
		d.undo.note(&d.m, c, out)
	}
	d.draw()
}
