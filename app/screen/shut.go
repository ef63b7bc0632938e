package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// shutCode stands where the code of a service was that gives out no tickets now: why not, and when it does again.
type shutCode struct {
	tile          *canvas.Rectangle
	why, when, en *look.Text
}

func newShutCode() *shutCode {
	s := &shutCode{
		tile: look.NewPanel(look.Paper, 0),
		why:  look.NewText("", 1, look.Ink, true),
		when: look.NewText("", 1, look.Ink, false),
		en:   look.NewText("", 1, look.Ink, false),
	}
	for _, t := range []*look.Text{s.why, s.when, s.en} {
		t.SetAlign(fyne.TextAlignCenter)
	}
	return s
}

func (s *shutCode) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.tile, s.why, s.when, s.en}
}

func (s *shutCode) say(c *closure) {
	first, second := c.when()
	if second == "" {
		second = c.second
	}
	s.why.SetText(c.first)
	s.when.SetText(first)
	s.en.SetText(second)
}

func (s *shutCode) place(b box, u float32) {
	tile := b.middle(b.w*0.92, min(b.w, b.h)*0.86)
	s.tile.CornerRadius = 1.3 * u
	put(s.tile, tile)
	s.why.SetSize(2.5 * u)
	s.when.SetSize(2.2 * u)
	s.en.SetSize(1.9 * u)
	lines := []fyne.CanvasObject{s.why, s.when, s.en}
	if s.when.Words() == "" {
		lines = []fyne.CanvasObject{s.why, s.en}
	}
	rows := tile.middle(tile.w-0.8*u, min(tile.h, 3.3*u*float32(len(lines))))
	for i, line := range lines {
		put(line, rows.cell(i, 1, len(lines), 0))
	}
}
