package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"paihao/app/look"
	"paihao/queue"
)

// next is the one main button: it says who would come and calls them.
type next struct {
	tile         *tile
	under        *fyne.Container
	title        *look.Text
	key          *keycap
	number, what *look.Text
}

func newNext(d *Desk) *next {
	n := &next{
		title:  d.m.title("next", look.SizeMain, look.White, true),
		key:    newKeycap(keyNext.String(), 16),
		number: look.NewText("", 20, look.White, true),
		what:   look.NewText("", 16, look.White, false),
	}
	n.under = row(10, 1, n.number, n.what)
	face := column(0, 0, sized(0, 40, row(gap, 0, n.title, n.key)), sized(0, 26, n.under))
	n.tile = newTile(container.New(layout.NewCustomPaddedLayout(6, 10, 20, 20), face), coatMain, d.callNext)
	n.tile.ground.CornerRadius = look.RadiusPanel
	return n
}

// show says who would come; when nobody can, the button is dead and says why. While the desk asks a question it waits.
func (n *next) show(m *moment, asking bool) {
	who, why := n.whom(m)
	if why == "" && asking {
		why = m.say("next.asking")
	}
	alive := m.alive() && why == ""
	ink, edge := look.White, look.White
	if alive {
		n.tile.wear(coatMain, true)
	} else {
		n.tile.wear(coatDead, false)
		ink, edge = look.Slate, look.Line
	}
	n.title.SetColour(ink)
	n.number.SetColour(ink)
	n.what.SetColour(ink)
	n.key.paint(ink, edge)
	n.number.SetText(who.Number)
	if why == "" {
		why = n.about(m, who)
	}
	n.what.SetText(why)
	look.Show(who.ID != "", n.number)
	again(n.under)
}

// whom is who would be called next at this counter, or why nobody can be.
func (n *next) whom(m *moment) (who queue.Standing, why string) {
	if why = m.shut(); why != "" {
		return who, why
	}
	if c := m.at(); c.Next != nil {
		return *c.Next, ""
	}
	return who, m.say("next.nobody")
}

func (n *next) about(m *moment, who queue.Standing) string {
	return m.serviceName(who.Service) + m.sayKind(who) + " · " + m.say("waited", "time", m.sayWaited(m.now.Sub(who.IssuedAt)))
}

// callNext calls whoever's turn it is.
func (d *Desk) callNext() {
	d.call(queue.Command{Verb: queue.CallNext}, "")
}

// callTicket calls somebody out of turn.
func (d *Desk) callTicket(t queue.Standing) {
	d.call(queue.Command{Verb: queue.CallTicket, Ticket: t.ID}, t.Number)
}

// call carries out a call at this counter, and says whom the desk believes to be there, so that a stale click changes
// nothing. When that ticket was called a moment ago, staff say first whether it was served; number is whom they want to
// call, if it is not whoever is next.
func (d *Desk) call(c queue.Command, number string) {
	c.Counter = d.m.counter
	if t := d.m.current(); t != nil && d.m.fresh(t) {
		d.askServed(*t, number, func() { c.Expect = d.m.expect(); d.send(c) })
		return
	}
	c.Expect = d.m.expect()
	d.send(c)
}
