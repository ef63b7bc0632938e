package take

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// header says where we are and what time it is, and marks a trial and old data.
type header struct {
	ground *canvas.Rectangle
	tile   *canvas.Rectangle
	brand  *look.Icon
	venue  *duo
	clock  *look.Text
	trial  *look.Pill
	stale  *look.Pill
}

func newHeader() *header {
	h := &header{
		ground: look.NewPanel(look.Ink, 0),
		tile:   look.NewPanel(look.Amber, 0),
		brand:  look.NewIcon(look.Brand, look.Ink),
		venue:  newDuo(look.Snow, look.Mist),
		clock:  look.NewText("", 1, look.Snow, true),
		trial:  look.NewPill("", 1, look.Coral, look.Ink),
		stale:  look.NewPill("", 1, look.Coral, look.Ink),
	}
	h.clock.SetAlign(fyne.TextAlignTrailing)
	return h
}

func (h *header) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{h.ground, h.tile, h.brand, h.clock, h.trial, h.stale}
	return append(all, h.venue.objects()...)
}

func (h *header) draw(m *moment, g grid) {
	u := g.u
	look.Put(h.ground, g.header)
	b := g.header.Inset(g.body.X, 0)
	mark, b := b.CutLeft(6.6*u, 2*u)
	mark = mark.Middle(6.6*u, 6.6*u)
	paint(h.tile, look.Amber, nil, 0, 1.5*u)
	look.Put(h.tile, mark)
	look.Put(h.brand, mark)
	clock := 6.4 * u
	h.clock.SetSize(clock)
	h.clock.SetText(m.now.Format("15:04"))
	b, right := b.CutRight(look.Width("00:00", clock, true)+2, 2*u)
	look.Put(h.clock, right)
	stale := ""
	if m.stale {
		stale = look.Say(m.first, "look.stale") + " " + m.heard.In(m.now.Location()).Format(time.TimeOnly)
	}
	name, row := m.name(m.view.Venue, m.view.VenueEN), b
	if g.tall && (m.stale || m.view.Health.Trial) { // the marks take the place of the second language
		name.second = ""
		b, row = b.Middle(b.W, 8.5*u).CutTop(4.7*u, 0)
	}
	row = h.pill(h.trial, m.view.Health.Trial, look.Say(m.first, "look.trial"), row, g)
	row = h.pill(h.stale, m.stale, stale, row, g)
	if !g.tall {
		b = row
	}
	h.venue.say(name)
	h.venue.stack(b, 3.6*u, fyne.TextAlignLeading)
}

// pill lays a mark into b, at the left in a tall window and else at the right, and gives what is left.
func (h *header) pill(p *look.Pill, shown bool, words string, b look.Box, g grid) look.Box {
	look.Show(shown, p)
	if !shown {
		return b
	}
	p.SetText(words)
	size := 2.1 * g.u
	p.SetSize(size)
	wide := look.Width(words, size, true) + size*1.4 + 1
	rest, at := b.CutRight(wide, 2*g.u)
	if g.tall {
		at, rest = b.CutLeft(wide, 2*g.u)
	}
	look.Put(p, at.Middle(at.W, size*1.7))
	return rest
}
