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
	marks  [2]string // what the pills say, for their widths
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
	put(h.ground, g.header)
	b := g.header.inset(g.body.x, 0)
	mark, b := b.cutLeft(6.6*u, 2*u)
	mark = mark.middle(6.6*u, 6.6*u)
	paint(h.tile, look.Amber, nil, 0, 1.5*u)
	put(h.tile, mark)
	put(h.brand, mark)
	clock := 6.4 * u
	h.clock.SetSize(clock)
	h.clock.SetText(m.now.Format("15:04"))
	b, right := b.cutRight(look.Width("00:00", clock, true)+2, 2*u)
	put(h.clock, right)
	b = h.pill(h.trial, 0, m.view.Health.Trial, look.Say(m.first, "look.trial"), b, u)
	words := ""
	if m.stale {
		words = look.Say(m.first, "look.stale") + " " + m.heard.In(m.now.Location()).Format(time.TimeOnly)
	}
	b = h.pill(h.stale, 1, m.stale, words, b, u)
	h.venue.say(m.name(m.view.Venue, m.view.VenueEN))
	h.venue.stack(b, 3.6*u, fyne.TextAlignLeading)
}

// pill lays a mark at the right of b, and gives what is left.
func (h *header) pill(p *look.Pill, i int, shown bool, words string, b box, u float32) box {
	look.Show(shown, p)
	if !shown {
		return b
	}
	if h.marks[i] != words {
		h.marks[i] = words
		p.SetText(words)
	}
	size := 2.1 * u
	if p.Size().Height != size*1.7 {
		p.SetSize(size)
	}
	b, right := b.cutRight(look.Width(words, size, true)+size*1.4+1, 2*u)
	put(p, right.middle(right.w, size*1.7))
	return b
}
