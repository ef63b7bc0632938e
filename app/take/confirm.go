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
	qr      *look.QR // of the service, where each has its own
	instead *prose
	state   *canvas.Rectangle
	words   *duo
	advice  *prose
	cancel  *button
	yes     *button
}

func newConfirm(w *Window) *confirm {
	c := &confirm{
		title: newDuo(look.Ink, look.Slate), panel: look.NewPanel(look.White, 0), badge: look.NewPanel(look.Blue, 0),
		prefix: look.NewText("", 1, look.White, true), name: newDuo(look.Ink, look.Slate), waiting: newFigure(look.Ink),
		minutes: newFigure(look.Ink), people: newFigure(look.Ink), qr: look.NewQR(), instead: newProse(look.Ink, false),
		state: look.NewPanel(look.Sky, 0), words: newDuo(look.Blue, look.Blue), advice: newProse(look.Ink, false),
		cancel: newButton(w, w.home), yes: newButton(w, w.take),
	}
	c.prefix.SetAlign(fyne.TextAlignCenter)
	return c
}

func (c *confirm) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.panel, c.badge, c.prefix, c.qr, c.state}, c.title.objects()...)
	for _, more := range [][]fyne.CanvasObject{
		c.name.objects(), c.waiting.objects(), c.minutes.objects(), c.people.objects(), c.instead.objects(), c.words.objects(),
		c.advice.objects(), c.cancel.objects(), c.yes.objects(),
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
	if most := c.most(m, g, s); b.H > most { // within reach: below, not above
		title.Y += b.H - most
		b.Y, b.H = b.Y+b.H-most, most
	}
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

// most is how high the panel is at the most.
func (c *confirm) most(m *moment, g grid, s queue.ServiceView) float32 {
	most := g.size(44)
	if m.journey.party > 0 {
		most = g.size(54)
	}
	if c.own(m, s) != "" {
		most += 36 * g.u
	}
	return most
}

// drawService lays the panel that says what is taken, and the code to scan instead where the service has its own.
func (c *confirm) drawService(m *moment, g grid, b look.Box, s queue.ServiceView) {
	url := c.own(m, s)
	_ = c.qr.SetURL(url) // one that is too long stands nowhere: the start has told so
	paint(c.panel, look.White, look.Line, 0.15*g.u, 2*g.u)
	look.Put(c.panel, b)
	b = b.Inset(3*g.u, 2*g.u)
	look.Show(url != "", append(c.instead.objects(), c.qr)...)
	if url != "" {
		b = c.drawCode(m, g, b)
	}
	lines := [][]fyne.CanvasObject{c.waiting.objects(), c.minutes.objects(), c.people.objects()}
	look.Show(true, append(lines[0], lines[1]...)...)
	look.Show(m.journey.party > 0, lines[2]...)
	head, low := b.CutTop(b.H*0.46, 0)
	side := min(head.H*0.8, 18*g.u, b.W*0.3)
	mark, head := head.CutLeft(side, 3*g.u)
	mark = mark.Middle(side, side)
	paint(c.badge, look.Blue, nil, 0, side*0.2)
	look.Put(c.badge, mark)
	c.prefix.SetText(s.Prefix)
	c.prefix.SetSize(badgeSize(s.Prefix, side))
	look.Put(c.prefix, mark.Inset(side*0.08, 0))
	c.name.say(m.name(s.Name, s.NameEN))
	c.name.stack(head, g.size(8), fyne.TextAlignLeading)
	c.drawFigures(m, g, low, s)
}

func (c *confirm) drawFigures(m *moment, g grid, b look.Box, s queue.ServiceView) {
	c.waiting.say(m.voice, "take.waiting", strconv.Itoa(s.Waiting))
	sayWait(c.minutes, m.voice, s.Wait)
	c.people.say(m.voice, "take.people", strconv.Itoa(m.journey.party))
	shown := []*figure{c.waiting, c.minutes}
	if m.journey.party > 0 {
		shown = []*figure{c.people, c.waiting, c.minutes}
	}
	for i, f := range shown {
		row := b.Cell(i, 1, len(shown), 0)
		f.place(row, min(g.size(4), row.H*0.42), min(g.size(6.5), row.H*0.66), fyne.TextAlignLeading)
	}
}

// drawCode lays the code above or at the right of the panel, and gives what is left.
func (c *confirm) drawCode(m *moment, g grid, b look.Box) look.Box {
	c.instead.say(m.say("take.scan.instead").first)
	if g.tall {
		top, rest := b.CutTop(min(34*g.u, b.H*0.5), 2*g.u)
		code, text := top.CutLeft(top.H, 2*g.u)
		look.Put(c.qr, code)
		c.instead.place(text.Middle(text.W, min(text.H, g.size(14))), g.size(3.4), fyne.TextAlignLeading)
		return rest
	}
	rest, right := b.CutRight(b.H, 3*g.u)
	look.Put(c.qr, right)
	rest, text := rest.CutBottom(min(g.size(8), b.H*0.25), 0)
	c.instead.place(text, g.size(2.8), fyne.TextAlignLeading)
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
