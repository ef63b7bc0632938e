package take

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// mostCards is how many services stand on one page.
const mostCards = 6

// choice is the start: the services to choose from.
type choice struct {
	strip   *canvas.Rectangle
	caution *duo
	title   *duo
	cards   [mostCards]*card
	turner  *turner
	at      [mostCards]string // the services on the cards
}

func newChoice(w *Window) *choice {
	c := &choice{
		strip: look.NewPanel(look.Sand, 0), caution: newDuo(look.Brown, look.Brown), title: newDuo(look.Ink, look.Slate),
	}
	for i := range c.cards {
		c.cards[i] = newCard(w, func() { w.choose(c.at[i]) })
	}
	c.turner = newTurner(w)
	return c
}

func (c *choice) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.strip}, c.caution.objects()...)
	all = append(all, c.title.objects()...)
	for _, card := range c.cards {
		all = append(all, card.objects()...)
	}
	return append(all, c.turner.objects()...)
}

func (c *choice) draw(m *moment, g grid) {
	if m.page != pageStart || m.trouble() != "" {
		look.Show(false, c.objects()...)
		return
	}
	b := beside(m, g)
	b = c.drawCaution(m, g, b)
	title, b := b.cutTop(g.size(6), 1.5*g.u)
	p := newPages(b, g, len(m.services))
	if free := b.h - p.height(); g.tall && free > 0 { // within reach: below, not above
		title.y, p.area.y = title.y+free, p.area.y+free
	}
	look.Show(true, c.title.objects()...)
	c.title.say(c.headline(m))
	c.title.line(title, g.size(4.6), fyne.TextAlignLeading)
	from := p.page(m.manner.page) * p.per
	for i, card := range c.cards {
		shown := i < p.per && from+i < len(m.services)
		if !shown {
			look.Show(false, card.objects()...)
		} else {
			c.at[i] = m.services[from+i].ID
			card.draw(p.cell(i), m, g, m.services[from+i])
		}
	}
	c.turner.draw(p, m, g)
}

// headline is what to do here.
func (c *choice) headline(m *moment) phrase {
	switch {
	case m.allClosed():
		return m.say("take.choose.closed")
	case m.join() != "":
		return m.say("take.choose.or")
	}
	return m.say("take.choose")
}

// drawCaution lays a strip above the title while there is something to know, and gives what is left.
func (c *choice) drawCaution(m *moment, g grid, b box) box {
	key, words := m.caution(), phrase{}
	if key != "" {
		words = m.say("take.caution." + key)
	}
	shown := words.first != ""
	look.Show(shown, append(c.caution.objects(), c.strip)...)
	if !shown {
		return b
	}
	words.first = "⚠ " + words.first
	at, rest := b.cutTop(g.size(6.5), 2*g.u)
	paint(c.strip, look.Sand, nil, 0, 1.3*g.u)
	put(c.strip, at)
	c.caution.say(words)
	c.caution.stack(at.inset(2*g.u, 0.4*g.u), g.size(3), fyne.TextAlignLeading)
	return rest
}

// pages is how many things stand on each page of a list, and where.
type pages struct {
	area    box
	columns int
	rows    int
	per     int // on one page
	count   int // of pages
	high    float32
	gap     float32
	turner  box
}

// newPages divides b for n cards. When there are more than one page holds, buttons to turn the page stand below.
func newPages(b box, g grid, n int) pages {
	p := pages{area: b, columns: 1, count: 1, gap: g.gap}
	least := g.target * 1.04
	switch {
	case g.large && g.tall:
		least = g.target * 1.5
	case g.large:
		least = g.target * 1.2
	case !g.tall:
		p.columns = 2
	}
	p.fill(least)
	if n > p.per {
		p.area, p.turner = b.cutBottom(g.target, g.gap)
		p.fill(least)
		p.count = (n + p.per - 1) / p.per
	}
	used := min(p.rows, (min(n, p.per)+p.columns-1)/p.columns)
	p.rows = max(1, used)
	p.high = min(26*g.u, (p.area.h-float32(p.rows-1)*p.gap)/float32(p.rows))
	return p
}

func (p *pages) fill(least float32) {
	p.rows = max(1, int((p.area.h+p.gap)/(least+p.gap)))
	p.per = min(p.rows*p.columns, mostCards)
	p.rows = (p.per + p.columns - 1) / p.columns
}

// page is the page that is shown when one is wanted that may not be there any more.
func (p *pages) page(wanted int) int { return min(max(wanted, 0), p.count-1) }

func (p *pages) height() float32 {
	high := float32(p.rows)*p.high + float32(p.rows-1)*p.gap
	if p.count > 1 {
		high += p.turner.h + p.gap
	}
	return high
}

func (p *pages) cell(i int) box {
	area := p.area
	area.h = float32(p.rows)*p.high + float32(p.rows-1)*p.gap
	return area.cell(i, p.columns, p.rows, p.gap)
}

// turner is the buttons to the page before and the page after.
type turner struct {
	before, after *button
	number        *look.Text
}

func newTurner(w *Window) *turner {
	t := &turner{number: look.NewText("", 1, look.Ink, true)}
	t.before = newButton(w, func() { w.manner.page = max(0, w.manner.page-1) })
	t.after = newButton(w, func() { w.manner.page++ })
	t.number.SetAlign(fyne.TextAlignCenter)
	return t
}

func (t *turner) objects() []fyne.CanvasObject {
	return append(append(t.before.objects(), t.number), t.after.objects()...)
}

func (t *turner) draw(p pages, m *moment, g grid) {
	look.Show(p.count > 1, t.objects()...)
	if p.count < 2 {
		return
	}
	at := p.page(m.manner.page)
	coats := map[bool]coat{true: coatCard, false: coatDead}
	size := g.size(3.4)
	t.before.draw(p.turner.cell(0, 3, 1, g.gap), g, size, coats[at > 0], at > 0, m.say("take.page.before"))
	t.after.draw(p.turner.cell(2, 3, 1, g.gap), g, size, coats[at < p.count-1], at < p.count-1, m.say("take.page.after"))
	t.number.SetText(strconv.Itoa(at+1) + " / " + strconv.Itoa(p.count))
	t.number.SetSize(g.size(4))
	put(t.number, p.turner.cell(1, 3, 1, g.gap))
}
