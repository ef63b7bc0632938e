package screen

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// callPanel is the call itself: which number, to which counter. Before the first call of the day it says why
// there is none.
type callPanel struct {
	panel   *look.Slab
	title   *pair
	service *pair
	number  *look.Text
	please  *invitation
	arrow   *look.Icon
	counter *look.Prose
	second  *look.Text // the counter's name in the second language; a stacked panel has no room for it
	notice  *notice    // instead of a call

	g grid
}

func newCallPanel() *callPanel {
	return &callPanel{
		panel:   look.NewSlab(look.Deck),
		title:   newPair(look.Amber, look.Mist, true),
		service: newPair(look.Mist, look.Mist, true),
		number:  look.NewText("", 1, look.Amber, true),
		please:  newInvitation(),
		arrow:   look.NewIcon(look.Arrow, look.Mist),
		counter: look.NewName(look.Snow, true, 4),
		second:  look.NewText("", 1, look.Mist, false),
		notice:  newNotice(),
	}
}

func (c *callPanel) objects() []fyne.CanvasObject {
	all := append(append([]fyne.CanvasObject{c.panel}, c.notice.objects()...), c.call()...)
	return append(all, c.please.objects()...)
}

// call is what belongs to every call, also to one for which nobody has to come any more.
func (c *callPanel) call() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.number, c.arrow, c.second}, c.counter.Objects()...)
	all = append(all, c.title.objects()...)
	return append(all, c.service.objects()...)
}

func (c *callPanel) show(m *moment) {
	look.Show(m.up != nil, c.call()...)
	look.Show(m.up != nil && !m.settled, c.please.objects()...)
	look.Show(m.up == nil, c.notice.objects()...)
	if m.up == nil {
		c.notice.show(m)
	} else {
		c.sayCall(m)
	}
	c.dress(m)
	c.place(c.g)
}

func (c *callPanel) sayCall(m *moment) {
	service, counter := m.service(m.up.Service), m.counter(m.up.Counter)
	name, second := m.name(counter.Name, counter.NameEN)
	c.number.SetText(m.up.Number)
	c.service.say(m.name(service.Name, service.NameEN))
	c.please.say(m.say("screen.please"))
	c.counter.Say(name)
	c.second.SetText(second)
	c.title.say(m.say(titleOf(m)))
}

// titleOf is the key of what the panel says of its call. That counters have a break is told on their board and in the table
// of lines: who was called before it is still to come.
func titleOf(m *moment) string {
	if past(m) {
		return "screen.last-call"
	}
	return "screen.calling"
}

// past tells whether the call in the panel is no longer one: nobody has to come for it, or nobody knows.
func past(m *moment) bool { return m.stale || m.settled }

// dress colours the panel: Ink on Amber while lit, Amber on Deck for a call that holds, Mist for one that no longer may.
func (c *callPanel) dress(m *moment) {
	ground, loud, text, second := look.Deck, look.Amber, look.Snow, look.Mist
	switch {
	case m.lit:
		ground, loud, text, second = look.Amber, look.Ink, look.Ink, look.Ink
	case past(m):
		loud, text = look.Mist, look.Mist
	}
	c.panel.SetFill(ground)
	c.title.colour(loud, second)
	c.service.colour(second, second)
	c.please.colour(text, second)
	c.number.SetColour(loud)
	c.arrow.SetColour(second)
	c.counter.SetColour(text)
	c.second.SetColour(second)
}

func (c *callPanel) place(g grid) {
	c.g = g
	u := g.u
	c.panel.SetRadius(look.RoundPanel * u)
	look.Put(c.panel, g.call)
	c.notice.place(g.call.Inset(4*u, 0), u)
	_, inner := g.call.Inset(4*u, 0).CutTop(2.2*u, 0)
	inner.H -= 0.8 * u
	head, inner := inner.CutTop(5*u, 0)
	c.title.size(3.8*u, 2.5*u)
	c.service.size(3*u, 2.4*u)
	left, right := head.CutLeft(head.W*0.46, 2*u)
	c.title.place(left, fyne.TextAlignLeading)
	c.service.place(right, fyne.TextAlignTrailing)
	if g.stacked {
		c.placeBelow(inner)
	} else {
		c.placeBeside(inner)
	}
}

// placeBeside puts the number at the left and the counter at the right, in fixed columns, so that nothing jumps
// from one call to the next. Only a very long number takes some of the counter's room.
func (c *callPanel) placeBeside(b look.Box) {
	size := min(21.9*c.g.u, b.H*0.95)
	wide := min(max(look.Width(c.number.Words(), size, true)*look.Least, b.W*0.535), b.W*0.63)
	number, rest := b.CutLeft(wide, b.W*0.012)
	number.Y += 0.8 * c.g.u
	arrow, place := rest.CutLeft(b.W*0.058, b.W*0.018)
	c.number.SetAlign(fyne.TextAlignLeading)
	putNumber(c.number, number, size)
	look.Put(c.arrow, arrow.Middle(arrow.W, arrow.W))
	c.placeCounter(place, min(10.35*c.g.u, place.H*0.47))
}

// placeCounter stacks 请到, the counter's name and its second name around the middle of b.
func (c *callPanel) placeCounter(b look.Box, size float32) {
	u := c.g.u
	c.second.SetSize(2.7 * u)
	line, lines := min(4.1*u, b.H*0.18), float32(2)
	if c.second.Words() == "" {
		lines = 1
	}
	b = b.Middle(b.W, min(b.H, size*1.25+lines*line))
	top, b := b.CutTop(line, 0)
	c.please.placeLine(top, u)
	if lines == 2 {
		var low look.Box
		b, low = b.CutBottom(line, 0)
		look.Put(c.second, low)
	} else {
		look.Put(c.second, look.Box{})
	}
	c.counter.Place(b, size)
}

// placeBelow puts the number in the middle and large, and below it 请到, the arrow and the counter, in the middle as a whole.
func (c *callPanel) placeBelow(b look.Box) {
	u := c.g.u
	_, b = b.CutTop(0.8*u, 0)
	b, low := b.CutBottom(min(12.4*u, b.H*0.31), 0)
	c.number.SetAlign(fyne.TextAlignCenter)
	putNumber(c.number, b, min(29.6*u, b.H*1.08))
	look.Put(c.second, look.Box{})
	size, side, gap := min(11.4*u, low.H*0.92), min(5.2*u, low.H*0.5), 3.5*u
	please := min(c.please.width(u), low.W*0.25)
	counter := min(look.Width(c.counter.Words(), size, true)+1, low.W-please-side-2*gap)
	row := low.Middle(please+side+2*gap+counter, low.H)
	left, row := row.CutLeft(please, gap)
	c.please.placeStacked(left, u)
	arrow, row := row.CutLeft(side, gap)
	look.Put(c.arrow, arrow.Middle(side, side))
	c.counter.Place(row, size)
}
