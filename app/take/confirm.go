package take

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// confirm asks once, and says how it goes until there is a number or a reason why not.
type confirm struct {
	title   *duo
	panel   *canvas.Rectangle
	badge   *canvas.Rectangle
	prefix  *look.Text
	name    *duo
	waiting *figure
	minutes *figure
	people  *figure
	code    *code // of the service, where each has its own
	rule    *canvas.Rectangle
	instead *look.Prose
	state   *canvas.Rectangle
	words   *duo
	advice  *look.Prose
	cancel  *button
	yes     *button
}

func newConfirm(w *Window) *confirm {
	c := &confirm{
		title: newDuo(look.Ink, look.Slate), panel: look.NewPanel(look.White, 0), badge: look.NewPanel(look.Blue, 0),
		prefix: look.NewText("", 1, look.White, true), name: newDuo(look.Ink, look.Slate), waiting: newFigure(look.Ink),
		minutes: newFigure(look.Ink), people: newFigure(look.Ink), code: newCode(w.o.Log),
		rule: look.NewPanel(look.Line, 0), instead: look.NewSentence(look.Ink, false),
		state: look.NewPanel(look.Sky, 0), words: newDuo(look.Blue, look.Blue), advice: look.NewSentence(look.Ink, false),
		cancel: newButton(w, w.home), yes: newButton(w, w.take),
	}
	c.prefix.SetAlign(fyne.TextAlignCenter)
	return c
}

func (c *confirm) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.panel, c.badge, c.prefix, c.code, c.state, c.rule}, c.title.objects()...)
	for _, more := range [][]fyne.CanvasObject{
		c.name.objects(), c.waiting.objects(), c.minutes.objects(), c.people.objects(), c.instead.Objects(), c.words.objects(),
		c.advice.Objects(), c.cancel.objects(), c.yes.objects(),
	} {
		all = append(all, more...)
	}
	return all
}

func (c *confirm) draw(m *moment, g grid) {
	if m.page != pageConfirm {
		look.Show(false, c.objects()...)
		return
	}
	s := m.service(m.journey.service)
	body, row := g.actions()
	look.Show(true, append(append(c.title.objects(), c.panel, c.badge, c.prefix), c.name.objects()...)...)
	look.Show(true, append(c.cancel.objects(), c.yes.objects()...)...)
	b := c.drawState(m, g, body, s)
	title, b := b.CutTop(g.size(6), g.u)
	c.title.say(m.say("take.confirm.title"))
	c.title.line(title, g.size(4.6), fyne.TextAlignLeading)
	c.drawService(m, g, b, s)
	c.drawButtons(m, g, row, s)
}

// own is what the code of the service says, where each has its own and a scan of it would do as well.
func (c *confirm) own(m *moment, s queue.ServiceView) string {
	if m.wish != nil || !s.Open || m.trouble() != "" || m.join() != "" {
		return ""
	}
	return m.code(s.ID)
}

// drawService lays the panel that says what is taken, and the code to scan instead where the service has its own.
func (c *confirm) drawService(m *moment, g grid, b look.Box, s queue.ServiceView) {
	paint(c.panel, look.White, look.Line, 0.15*g.u, 2*g.u)
	look.Put(c.panel, b)
	b = b.Inset(3*g.u, 2*g.u)
	scannable := c.code.say(c.own(m, s))
	look.Show(scannable, c.instead.Objects()...)
	if scannable {
		b = c.drawCode(m, g, b)
	}
	b = c.drawFigures(m, g, b, s)
	paint(c.badge, look.Blue, nil, 0, 2*g.u)
	c.prefix.SetText(s.Prefix)
	c.name.say(m.name(s.Name, s.NameEN))
	side := min(b.H*0.8, 18*g.u, b.W*0.3)
	align, mark, name := fyne.TextAlignLeading, look.Box{}, look.Box{}
	if g.tall && b.H > 30*g.u { // one below the other
		side = min(b.H*0.5, 26*g.u)
		align, b = fyne.TextAlignCenter, b.Middle(b.W, min(b.H, side+g.size(20)))
		mark, name = b.CutTop(side, g.u)
	} else {
		mark, name = b.CutLeft(side, 3*g.u)
	}
	mark = mark.Middle(side, side)
	look.Put(c.badge, mark)
	c.prefix.SetSize(badgeSize(s.Prefix, side))
	look.Put(c.prefix, mark.Inset(side*0.08, 0))
	c.name.stack(name, g.size(8), align)
}

// drawFigures lays at the bottom how many come, how many wait and for how long, and gives what is left. Of a service that
// gives out no numbers it says nothing.
func (c *confirm) drawFigures(m *moment, g grid, b look.Box, s queue.ServiceView) look.Box {
	party := m.journey.party > 0
	look.Show(s.Open, append(append(c.waiting.objects(), c.minutes.objects()...), c.rule)...)
	look.Show(s.Open && party, c.people.objects()...)
	if !s.Open {
		return b
	}
	c.waiting.say(m.voice, "take.waiting", strconv.Itoa(s.Waiting))
	sayWait(c.minutes, m.voice, s.Wait)
	c.people.say(m.voice, "take.people", strconv.Itoa(m.journey.party))
	shown := []*figure{c.waiting, c.minutes}
	if party {
		shown = []*figure{c.people, c.waiting, c.minutes}
	}
	high, align := min(g.size(9)*float32(len(shown)), b.H*0.54), fyne.TextAlignLeading
	if g.tall {
		align = fyne.TextAlignCenter
	}
	rest, low := b.CutBottom(high, 2*g.u)
	look.Put(c.rule, look.Box{X: low.X, Y: low.Y - g.u, W: low.W, H: max(1, 0.12*g.u)})
	for i, f := range shown {
		row := low.Cell(i, 1, len(shown), 0)
		f.place(row, min(g.size(4), row.H*0.42), min(g.size(6.5), row.H*0.66), align)
	}
	return rest
}

// drawCode lays the code above or at the right of the panel, and gives what is left.
func (c *confirm) drawCode(m *moment, g grid, b look.Box) look.Box {
	c.instead.Say(m.say("take.scan.instead").first)
	if g.tall {
		top, rest := b.CutTop(min(36*g.u, b.H*0.42), 2*g.u)
		code, text := top.CutLeft(top.H, 2*g.u)
		look.Put(c.code, code)
		c.instead.SetAlign(fyne.TextAlignLeading)
		c.instead.Place(text.Middle(text.W, min(text.H, g.size(14))), g.size(3.4))
		return rest
	}
	rest, right := b.CutRight(min(b.H*1.1, b.W*0.4), 3*g.u)
	code, text := right.CutBottom(min(g.size(8), right.H*0.3), 0)
	look.Put(c.code, code)
	c.instead.SetAlign(fyne.TextAlignCenter)
	c.instead.Place(text, g.size(2.8))
	return rest
}

func (c *confirm) drawButtons(m *moment, g grid, row look.Box, s queue.ServiceView) {
	left, right := row.CutLeft(row.W*0.36, g.gap)
	wish, live := m.wish, m.trouble() == "" && s.Open
	no, yes := m.ending("take.cancel"), m.say("take.confirm")
	switch {
	case wish != nil && wish.asking:
		no, yes, live = m.ending("take.leave"), m.say("take.taking"), false
	case wish != nil && wish.err != nil:
		no, yes, live = m.ending("take.home"), m.say("take.again"), m.trouble() == ""
	}
	coat := coatMain
	if !live {
		coat = coatDead
	}
	size := g.size(4)
	c.cancel.draw(left, g, size, coatPlain, true, no)
	c.yes.draw(right, g, size, coat, live, yes)
}
