package screen

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// sorry stands in the card of codes while there is nothing to scan: because no tickets are given out, or, which is our fault,
// because there is no code.
type sorry struct {
	tile   *canvas.Rectangle // below the title of the card; a card that is closed has no title and no tile
	stop   *look.Icon
	fault  *look.Icon
	words  *look.Text
	help   *look.Text // where to go instead, or that those who have a ticket are called
	when   *look.Text
	second *look.Text // in the second language

	closed bool
}

func newSorry() *sorry {
	s := &sorry{
		tile:   look.NewPanel(look.Paper, 0),
		stop:   look.NewIcon(look.Stop, look.Coral),
		fault:  look.NewIcon(look.Warning, look.Red),
		words:  look.NewText("", 1, look.Red, true),
		help:   look.NewText("", 1, look.Ink, false),
		when:   look.NewText("", 1, look.Ink, false),
		second: look.NewText("", 1, look.Ink, false),
	}
	for _, t := range []*look.Text{s.words, s.help, s.when, s.second} {
		t.SetAlign(fyne.TextAlignCenter)
	}
	return s
}

func (s *sorry) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.tile, s.stop, s.fault, s.words, s.help, s.when, s.second}
}

// show tells what closed says or, when it is nil, that the codes are missing, or not yet heard of.
func (s *sorry) show(m *moment, visible bool, closed *closure) {
	s.closed = closed != nil
	look.Show(visible, s.words, s.help, s.when, s.second)
	look.Show(visible && s.closed, s.stop)
	look.Show(visible && !s.closed, s.tile)
	look.Show(visible && !s.closed && !m.heard.IsZero(), s.fault)
	words, text, second := look.Red, look.Ink, look.Ink
	switch {
	case s.closed:
		s.sayClosed(m, closed)
		words, text, second = look.Snow, look.Snow, look.Mist
	case m.heard.IsZero():
		first, also := m.say("screen.connecting")
		s.say(first, "", "", also)
		words = look.Ink
	default:
		s.say(m.one("screen.no-scan"), m.one("screen.no-scan.desk"), "", m.other("screen.no-scan.desk"))
	}
	s.words.SetColour(words)
	s.help.SetColour(text)
	s.when.SetColour(text)
	s.second.SetColour(second)
}

// sayClosed has a word for those who hold tickets, unless the day is over for them too.
func (s *sorry) sayClosed(m *moment, closed *closure) {
	help := ""
	first, also := closed.when()
	if !m.view.Closed {
		help = m.one("screen.closed.calls")
		also = cmp.Or(also, m.other("screen.closed.calls"))
	}
	s.say(closed.first, help, first, list(closed.second, also))
}

func (s *sorry) say(words, help, when, second string) {
	s.words.SetText(words)
	s.help.SetText(help)
	s.when.SetText(when)
	s.second.SetText(second)
}

// place fills a whole card with what is closed, and the part below its title with a fault.
func (s *sorry) place(card, below look.Box, u float32) {
	b, size := card, float32(4.1)
	if !s.closed {
		b, size = below.Middle(min(below.W*0.8, 36*u), min(below.H*0.94, 30*u)), 3.4
	}
	s.tile.CornerRadius = look.RoundTile * u
	look.Put(s.tile, b.Whole())
	s.words.SetSize(size * u)
	s.help.SetSize(2.7 * u)
	s.when.SetSize(2.7 * u)
	s.second.SetSize(2.2 * u)
	stack(b.Inset(u, u),
		layer{s.stop, 7.5 * u}, layer{s.fault, 7.5 * u}, layer{s.words, 7.6 * u},
		layer{s.help, 4.4 * u}, layer{s.when, 4.4 * u}, layer{s.second, 4.4 * u})
}
