package take

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// numberCard is the number that was taken, as large as can be, and how it stands.
type numberCard struct {
	card    *canvas.Rectangle
	band    *canvas.Rectangle
	title   *duo
	number  *look.Text
	service *duo
	rule    *canvas.Rectangle
	ahead   *figure
	minutes *figure
	state   *duo // in their place once it waits no more
}

func newNumberCard() *numberCard {
	n := &numberCard{
		card: look.NewPanel(look.White, 0), band: look.NewPanel(look.Green, 0), title: newDuo(look.White, look.White),
		number: look.NewText("", 1, look.Ink, true), service: newDuo(look.Slate, look.Slate), rule: look.NewPanel(look.Line, 0),
		ahead: newFigure(look.Ink), minutes: newFigure(look.Ink), state: newDuo(look.Ink, look.Slate),
	}
	n.number.SetAlign(fyne.TextAlignCenter)
	return n
}

func (n *numberCard) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{n.card, n.band, n.number, n.rule}, n.title.objects()...)
	all = append(append(all, n.service.objects()...), n.state.objects()...)
	return append(append(all, n.ahead.objects()...), n.minutes.objects()...)
}

func (n *numberCard) draw(m *moment, g grid) {
	if m.page != pageResult {
		look.Show(false, n.objects()...)
		return
	}
	t := m.result.ticket
	look.Show(true, append(append(n.title.objects(), n.card, n.band, n.number, n.rule), n.service.objects()...)...)
	band, ink := bandOf(t.State)
	at := newResultPlaces(m, g).number
	paint(n.card, look.White, band, 0.3*g.u, 2*g.u)
	look.Put(n.card, at)
	head, b := at.CutTop(min(9*g.u, at.H*0.17), 0)
	paintTop(n.band, band, 2*g.u)
	look.Put(n.band, head)
	title := m.say("take.got")
	title.first = "✓ " + title.first
	if t.State != queue.Waiting {
		title = m.stateOf(t)
	}
	n.title.say(title)
	n.title.colour(ink, ink)
	n.title.line(head.Inset(2*g.u, 0), min(g.size(4), head.H*0.55), fyne.TextAlignCenter)
	b = b.Inset(3*g.u, g.u)
	b, low := b.CutBottom(b.H*0.26, 0)
	look.Put(n.rule, look.Box{X: low.X, Y: low.Y, W: low.W, H: max(1, 0.12*g.u)})
	s := m.service(t.Service)
	b, service := b.CutBottom(b.H*0.2, 0)
	n.service.say(m.name(s.Name, s.NameEN))
	n.service.line(service, min(g.size(3.2), service.H*0.6), fyne.TextAlignCenter)
	n.number.SetText(t.Number)
	n.number.SetSize(min(b.H*1.05, 92*b.W/max(1, look.Width(t.Number, 100, true)))) // never cut, however long
	look.Put(n.number, b)
	n.drawFigures(m, g, low, t)
}

// drawFigures says how many are before it and how long it takes; once it is called, where to go.
func (n *numberCard) drawFigures(m *moment, g grid, b look.Box, t queue.Standing) {
	waiting := t.State == queue.Waiting
	look.Show(waiting, append(n.ahead.objects(), n.minutes.objects()...)...)
	look.Show(!waiting, n.state.objects()...)
	if !waiting {
		n.state.say(m.adviceOf(t))
		n.state.stack(b, min(g.size(5), b.H*0.5), fyne.TextAlignCenter)
		return
	}
	switch {
	case m.stale:
		n.ahead.say(m.voice, "take.ahead", "—")
	case t.Ahead == 0:
		n.ahead.say(m.voice, "take.ahead.none", "")
	default:
		n.ahead.say(m.voice, "take.ahead", strconv.Itoa(t.Ahead))
	}
	wait := t.Wait
	if m.stale {
		wait = nil
	}
	sayWait(n.minutes, m.voice, wait)
	words, number := min(g.size(2.9), b.H*0.26), min(g.size(6), b.H*0.5)
	left, right := b.CutLeft(b.W*0.5, 0)
	n.ahead.place(left.Inset(g.u, 0), words, number, fyne.TextAlignCenter)
	n.minutes.place(right.Inset(g.u, 0), words, number, fyne.TextAlignCenter)
}

// bandOf is the colour of the band over the number, and of the words on it.
func bandOf(s queue.State) (band, ink color.Color) {
	switch s {
	case queue.Waiting, queue.Serving, queue.Done:
		return look.Green, look.White
	case queue.Called:
		return look.Amber, look.Ink
	}
	return look.Slate, look.White
}

// stateOf is what has become of a ticket that waits no more.
func (m *moment) stateOf(t queue.Standing) phrase { return m.say("take.state." + string(t.State)) }

// adviceOf is what its customer does now.
func (m *moment) adviceOf(t queue.Standing) phrase {
	if t.State != queue.Called && t.State != queue.Serving || t.Counter == "" {
		return m.say("take.state." + string(t.State) + ".do")
	}
	counter := m.counter(t.Counter)
	p := phrase{first: look.Say(m.first, "take.go_to", "counter", counter.first)}
	if m.second != "" {
		p.second = look.Say(m.second, "take.go_to", "counter", either(counter.second, counter.first))
	}
	return p
}

func either(words, other string) string {
	if words == "" {
		return other
	}
	return words
}

// resultPlaces is where the parts of the result stand.
type resultPlaces struct{ number, bind, slip, tip, buttons look.Box }

// newResultPlaces divides the window: the number above, then the code, the slip and the buttons; a wide window has the code at
// the right. Where there is a printer, a line below the slip says that WeChat is not needed; else the slip's own words do.
func newResultPlaces(m *moment, g grid) (p resultPlaces) {
	all := g.body
	all.H += g.foot.H + 3*g.u
	all, p.buttons = all.CutBottom(g.target*1.1, 2*g.u)
	if !g.tall {
		left, right := all.CutLeft(all.W*0.58, g.gap)
		p.bind = right
		if m.printer {
			left, p.tip = left.CutBottom(g.size(3.4), g.u)
		}
		p.number, p.slip = left.CutTop(left.H*0.67, g.gap)
		return p
	}
	slip := float32(0.13)
	if m.printer {
		all, p.tip = all.CutBottom(g.size(4), 1.5*g.u)
		slip = 0.16
	}
	all, p.slip = all.CutBottom(all.H*slip, g.gap)
	p.number, p.bind = all.CutTop(all.H*0.58, g.gap)
	return p
}
