package desk

import (
	"context"
	"time"

	"paihao/queue"
)

// patience is how long a command may take before the desk gives it up and says so; a commit takes milliseconds.
const patience = 15 * time.Second

// mostIssued is how many numbers of walk-ins are shown together.
const mostIssued = 3

// send carries out a command off the window's goroutine. It is taken only while no other is on its way, so that a double
// press is one command. What was done is seen in the next view; only a refusal, a walk-in's number and what can be taken
// back come back through here.
func (d *Desk) send(c queue.Command) {
	if d.link == nil || !d.m.alive() {
		return
	}
	c.By, c.Operation = queue.ByDesk, name(d.o.Random)
	d.sent = d.o.Now()
	d.m.now, d.m.busy = d.sent, true
	issued := d.issued
	d.clear()
	if c.Verb == queue.Take && d.undo.took != "" && d.undo.open(&d.m) {
		d.issued = issued // customers who came together: all their numbers are to be told
	}
	d.errand(func(ctx context.Context, commands queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		out, err := commands.Do(ctx, c)
		return func() { d.answered(c, out, err) }
	})
	d.wake()
}

// answered wakes the buttons and shows why the command was refused, if it was. The number of a walk-in is told at once:
// its place is at the end of the line, perhaps beyond what a view holds, and the customer stands there waiting for it.
func (d *Desk) answered(c queue.Command, out queue.Outcome, err error) {
	d.m.busy = false
	if err != nil {
		d.o.Log.Warn("command refused", "verb", c.Verb, "counter", c.Counter, "ticket", c.Ticket, "err", err)
		d.trouble = err
		d.draw()
		return
	}
	d.m.now = d.o.Now()
	d.undo.note(&d.m, c, out)
	if c.Verb == queue.Take && out.Ticket != nil {
		d.issued = append(d.issued, *out.Ticket)
		d.issued = d.issued[max(0, len(d.issued)-mostIssued):]
		d.printSlip(*out.Ticket)
	}
	d.draw()
}
