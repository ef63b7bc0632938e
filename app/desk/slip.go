package desk

import (
	"context"
	"time"

	"paihao/app/look"
	"paihao/queue"
)

// printing is how long a slip may take, with those before it.
const printing = 45 * time.Second

// slip is how the last wish for a paper slip went, until something else is done.
type slip struct {
	ticket queue.Standing // whose; zero: nobody asked for one
	sent   bool           // it is on its way
	err    error          // why it did not come out
}

// prints tells whether a ticket's slip can be printed.
func (d *Desk) prints(t queue.Standing) bool {
	return d.o.Attendant != nil && d.m.view.Health.Printer != queue.NoPrinter && t.State.Open()
}

// slipKey prints the slip of the ticket that staff have just taken for a customer, else of the one at the counter.
func (d *Desk) slipKey() {
	if n := len(d.issued); n > 0 {
		d.printSlip(d.issued[n-1])
	} else {
		d.slipCurrent()
	}
}

// slipCurrent prints the slip of the ticket at the counter.
func (d *Desk) slipCurrent() {
	if t := d.m.current(); t != nil {
		d.printSlip(*t)
	}
}

// printSlip prints a slip, again if there was one. The number of a walk-in stays on the desk meanwhile.
func (d *Desk) printSlip(t queue.Standing) {
	if !d.m.known || d.m.lost || !d.prints(t) || d.slip.sent && d.slip.ticket.ID == t.ID {
		return
	}
	d.trouble = nil
	d.ask.drop()
	d.slip = slip{ticket: t}
	d.slip.sent = d.errand(func(ctx context.Context, _ queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, printing)
		defer stop()
		err := d.o.Attendant.PrintSlip(ctx, t.ID)
		return func() { d.printed(t, err) }
	})
	d.draw()
}

// printed takes up what became of a slip, if nothing else was done meanwhile.
func (d *Desk) printed(t queue.Standing, err error) {
	if d.slip.ticket.ID == t.ID {
		d.slip.sent, d.slip.err = false, err
	}
	d.draw()
}

// saySlip is how a ticket's slip does, empty when nobody asked for one.
func (d *Desk) saySlip(t queue.Standing) string {
	switch s := d.slip; {
	case s.ticket.ID != t.ID || t.ID == "":
		return ""
	case s.sent:
		return d.m.say("slip.printing", "number", t.Number)
	case s.err != nil:
		return d.m.say("slip.failed", "number", t.Number)
	}
	return d.m.say("slip.printed", "number", t.Number)
}

// showSlip tells how the slip of a ticket does that was not taken just now. It tells whether there is one.
func (b *bar) showSlip(d *Desk) bool {
	s := d.slip
	last := len(d.issued) - 1
	switch {
	case s.ticket.ID == "" || last >= 0 && d.issued[last].ID == s.ticket.ID:
		return false
	case s.err != nil:
		b.showTrouble(d.o.Words(d.m.language, s.err))
		return true
	}
	b.done.SetText(d.saySlip(s.ticket))
	b.offer(&d.m, false, "")
	return true
}

// slipTile is the button that prints the slip of the ticket at the counter.
type slipTile struct {
	tile  *tile
	words *look.Text
}

func newSlipTile(d *Desk) *slipTile {
	s := &slipTile{words: d.m.title("slip", look.SizeBody, look.Blue, true)}
	face := row(6, 0, s.words, newKeycap(keySlip.String(), look.SizeLeast))
	s.tile = newTile(sized(0, 23, padded(0, 8, face)), coatPlain, d.slipCurrent)
	return s
}

// show offers it where there is a printer; it is dead while the slip is on its way.
func (s *slipTile) show(d *Desk, t *queue.Standing) {
	look.Show(t != nil && d.prints(*t), s.tile)
	if t != nil {
		s.tile.dress(s.words, look.Blue, !(d.slip.sent && d.slip.ticket.ID == t.ID))
	}
}
