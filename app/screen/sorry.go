package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// sorry stands in the card of codes while there is nothing to scan.
type sorry struct {
	tile    *canvas.Rectangle
	warning *look.Icon
	words   *look.Text
	help    *look.Text // where to go instead, or when to come again
	english *look.Text
}

func newSorry() *sorry {
	s := &sorry{
		tile:    look.NewPanel(look.Paper, 0),
		warning: look.NewIcon(look.Warning, look.Red),
		words:   look.NewText("", 1, look.Red, true),
		help:    look.NewText("", 1, look.Ink, false),
		english: look.NewText("", 1, look.Ink, false),
	}
	for _, t := range []*look.Text{s.words, s.help, s.english} {
		t.SetAlign(fyne.TextAlignCenter)
	}
	return s
}

func (s *sorry) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.tile, s.warning, s.words, s.help, s.english}
}

// say tells that the lines are closed, or, without a closure, that the codes are missing, which is our fault.
func (s *sorry) say(m *moment, closed *closure) {
	words, english := m.say("screen.no-scan")
	help, colour := m.one("screen.no-scan.desk"), look.Red
	if closed != nil {
		first, second := closed.comfort()
		words, help, english, colour = closed.first, first, closed.second+" · "+second, look.Ink
	}
	s.words.SetText(words)
	s.help.SetText(help)
	s.english.SetText(english)
	s.words.SetColour(colour)
	s.warning.SetColour(colour)
}

func (s *sorry) place(b box, u float32) {
	tile := b.middle(min(b.w*0.8, 36*u), min(b.h*0.94, 30*u))
	s.tile.CornerRadius = 1.3 * u
	put(s.tile, tile)
	rows := tile.middle(tile.w-2*u, min(tile.h, 22*u))
	s.words.SetSize(3.4 * u)
	s.help.SetSize(2.7 * u)
	s.english.SetSize(2.2 * u)
	icon, rows := rows.cutTop(rows.h*0.4, 0)
	put(s.warning, icon.middle(icon.h*0.85, icon.h*0.85))
	put(s.words, rows.cell(0, 1, 3, 0))
	put(s.help, rows.cell(1, 1, 3, 0))
	put(s.english, rows.cell(2, 1, 3, 0))
}
