package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// callPanel is the call itself: which number, to which counter. Before the first call of the day it says why
// there is none.
type callPanel struct {
	panel   *canvas.Rectangle
	title   *pair
	service *pair
	number  *look.Text
	arrow   *look.Icon
	please  *pair
	counter *longName
	english *look.Text
	notice  *notice // instead of a call

	g grid
}

func newCallPanel() *callPanel {
	c := &callPanel{
		panel:   look.NewPanel(look.Deck, 0),
		title:   newPair(look.Amber, look.Mist, true),
		service: newPair(look.Mist, look.Mist, true),
		number:  look.NewText("", 1, look.Amber, true),
		arrow:   look.NewIcon(look.Arrow, look.Mist),
		please:  newPair(look.Mist, look.Mist, false),
		counter: newLongName(look.Snow),
		english: look.NewText("", 1, look.Mist, false),
		notice:  newNotice(),
	}
	c.please.key("screen.please")
	return c
}

func (c *callPanel) objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{c.panel}, c.notice.objects()...), c.call()...)
}

// call is what belongs to a call.
func (c *callPanel) call() []fyne.CanvasObject {
	all := []fyne.CanvasObject{c.number, c.arrow, c.english}
	all = append(all, c.counter.objects()...)
	for _, p := range []*pair{c.title, c.service, c.please} {
		all = append(all, p.objects()...)
	}
	return all
}

func (c *callPanel) show(m *moment) {
	look.Show(m.up != nil, c.call()...)
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
	c.number.SetText(m.up.Number)
	c.service.say(service.Name, service.NameEN)
	c.counter.say(counter.Name)
	c.english.SetText(counter.NameEN)
	c.title.key(titleOf(m))
}

func titleOf(m *moment) string {
	switch {
	case m.stale:
		return "screen.last-call"
	case !m.working():
		return "screen.paused"
	}
	return "screen.calling"
}

// dress colours the panel: Ink on Amber while lit, Amber on Deck for a call that holds, Mist for one that no longer may.
func (c *callPanel) dress(m *moment) {
	ground, loud, text, second := look.Deck, look.Amber, look.Snow, look.Mist
	switch {
	case m.lit:
		ground, loud, text, second = look.Amber, look.Ink, look.Ink, look.Ink
	case m.stale || !m.working():
		loud, text = look.Mist, look.Mist
	}
	paint(c.panel, ground)
	c.title.colour(loud, second)
	c.service.colour(second, second)
	c.please.colour(second, second)
	c.number.SetColour(loud)
	c.arrow.SetColour(second)
	c.counter.colour(text)
	c.english.SetColour(second)
}

func (c *callPanel) place(g grid) {
	c.g = g
	u := g.u
	c.panel.CornerRadius = 2 * u
	put(c.panel, g.call)
	c.notice.place(g.call.inset(4*u, 0), u)
	_, inner := g.call.inset(4*u, 0).cutTop(2.2*u, 0)
	head, inner := inner.cutTop(5*u, 0)
	c.title.size(3.8*u, 2.5*u)
	c.service.size(3*u, 2.4*u)
	left, right := head.cutLeft(head.w*0.46, 2*u)
	c.title.place(left, fyne.TextAlignLeading)
	c.service.place(right, fyne.TextAlignTrailing)
	if g.portrait {
		c.placeBelow(inner)
	} else {
		c.placeBeside(inner)
	}
}

// placeBeside puts the number at the left and the counter at the right, in fixed columns, so that nothing jumps
// from one call to the next.
func (c *callPanel) placeBeside(b box) {
	u := c.g.u
	number, rest := b.cutLeft(b.w*0.535, b.w*0.012)
	arrow, place := rest.cutLeft(b.w*0.058, b.w*0.018)
	c.number.SetSize(min(21.9*u, number.h*0.75))
	put(c.number, number)
	put(c.arrow, arrow.middle(arrow.w, arrow.w))
	c.placeCounter(place, 10.35*u)
}

func (c *callPanel) placeBelow(b box) {
	u := c.g.u
	number, low := b.cutTop(b.h*0.58, 0)
	low.h -= 1.5 * u
	c.number.SetSize(min(29*u, number.h*0.95))
	put(c.number, number)
	arrow, place := low.cutLeft(8*u, 3*u)
	put(c.arrow, arrow.middle(8*u, 8*u))
	c.placeCounter(place, 9*u)
}

// placeCounter stacks 请到, the counter's name and its English around the middle of b.
func (c *callPanel) placeCounter(b box, size float32) {
	u := c.g.u
	c.please.size(2.9*u, 2.9*u)
	c.english.SetSize(2.7 * u)
	name := size * 1.25
	b = b.middle(b.w, min(b.h, name+8.2*u))
	top, b := b.cutTop(4.1*u, 0)
	c.please.place(top, fyne.TextAlignLeading)
	b, low := b.cutBottom(4.1*u, 0)
	put(c.english, low)
	c.counter.place(b, size)
}
