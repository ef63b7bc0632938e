package take

import (
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
	p := newStartPlaces(m, g)
	c.drawCaution(m, g, p.strip)
	look.Show(true, c.title.objects()...)
	c.title.say(c.headline(m))
	c.title.line(p.title, g.size(4.6), fyne.TextAlignLeading)
	from := p.pages.page(m.manner.page) * p.pages.per
	for i, card := range c.cards {
		shown := i < p.pages.per && from+i < len(m.services)
		if !shown {
			look.Show(false, card.objects()...)
		} else {
			c.at[i] = m.services[from+i].ID
			card.draw(p.pages.cell(i), m, g, m.services[from+i])
		}
	}
	c.turner.draw(p.pages, m, g)
}

// headline is what to do here.
func (c *choice) headline(m *moment) phrase {
	switch {
	case m.allClosed():
		return m.say("take.choose.closed")
	case m.scannable():
		return m.say("take.choose.or")
	}
	return m.say("take.choose")
}

// drawCaution says in the strip above the title what customers should know before they choose.
func (c *choice) drawCaution(m *moment, g grid, at look.Box) {
	key := m.caution()
	look.Show(key != "", append(c.caution.objects(), c.strip)...)
	if key == "" {
		return
	}
	words := m.say("take.caution." + key)
	words.first = "⚠ " + words.first
	paint(c.strip, look.Sand, nil, 0, look.RoundTile*g.u)
	look.Put(c.strip, at)
	c.caution.say(words)
	c.caution.stack(at.Inset(2*g.u, 0.4*g.u), g.size(3), fyne.TextAlignLeading)
}
