package screen

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// shutCode stands where the code of a service was that gives out no tickets now, or whose code has run out: why, and when
// there are tickets again or where to go instead.
type shutCode struct {
	tile              *canvas.Rectangle
	why, when, second *look.Text

	opens, at string // when there are tickets again; at alone where there is no room for opens
}

func newShutCode() *shutCode {
	s := &shutCode{
		tile:   look.NewPanel(look.Paper, 0),
		why:    look.NewText("", 1, look.Ink, true),
		when:   look.NewText("", 1, look.Ink, false),
		second: look.NewText("", 1, look.Ink, false),
	}
	for _, t := range []*look.Text{s.why, s.when, s.second} {
		t.SetAlign(fyne.TextAlignCenter)
	}
	return s
}

func (s *shutCode) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.tile, s.why, s.when, s.second}
}

func (s *shutCode) sayClosed(c *closure) {
	first, second := c.when()
	s.say(c.first, first, cmp.Or(second, c.second))
	s.at = c.firstAt
}

func (s *shutCode) sayLost(m *moment) {
	words, second := m.say("screen.no-scan")
	s.say(words, m.one("screen.no-scan.desk"), second)
}

func (s *shutCode) say(why, when, second string) {
	s.why.SetText(why)
	s.opens, s.at = when, when
	s.second.SetText(second)
}

func (s *shutCode) place(b look.Box, u float32) {
	tile := b.Middle(b.W*0.92, min(b.W, b.H)*0.86)
	s.tile.CornerRadius = look.RoundTile * u
	look.Put(s.tile, tile.Whole())
	inner, when := tile.Inset(0.4*u, 0), s.opens
	if !look.Fits(when, 2.2*u, false, inner.W) {
		when = s.at
	}
	s.when.SetText(when)
	s.why.SetSize(2.5 * u)
	s.when.SetSize(2.2 * u)
	s.second.SetSize(1.9 * u)
	stack(inner, layer{s.why, 3.3 * u}, layer{s.when, 3.3 * u}, layer{s.second, 3.3 * u})
}
