package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// codeSpot is the place of one code on the card: the code itself or, while its service gives out no tickets or it has run
// out, words; and below it whose code it is, where there are several.
type codeSpot struct {
	code *look.QR
	shut *shutCode
	name *look.Text // the prefix leads to the second language in the table of lines
}

func newCodeSpot() *codeSpot {
	s := &codeSpot{code: look.NewQR(), shut: newShutCode(), name: look.NewText("", 1, look.Ink, true)}
	s.name.SetAlign(fyne.TextAlignCenter)
	return s
}

func (s *codeSpot) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{s.code, s.name}, s.shut.objects()...)
}

// show fails when the code cannot be drawn; then nothing stands in its place.
func (s *codeSpot) show(m *moment, code queue.Code, named bool) error {
	service := m.service(code.Service)
	open := code.Service == "" || service.Open
	scannable := open && code.URL != ""
	look.Show(scannable, s.code)
	look.Show(!scannable, s.shut.objects()...)
	look.Show(named, s.name)
	name, _ := m.name(service.Name, service.NameEN)
	s.name.SetText(strings.TrimSpace(service.Prefix + " " + name))
	switch {
	case !open:
		s.shut.sayClosed(m.closureOf(service.Reason, service.OpensAt))
	case code.URL == "":
		s.shut.sayLost(m)
	}
	return s.code.SetURL(code.URL)
}

// place gives the name the foot of a cell and the code the rest, or the part of it that makes its modules as large as those of
// a code with so many.
func (s *codeSpot) place(cell look.Box, named bool, modules int, u float32) {
	if named {
		var foot look.Box
		cell, foot = cell.CutBottom(2.8*u, 0)
		s.name.SetSize(2.3 * u)
		look.Put(s.name, foot.Inset(0.5*u, 0))
	}
	s.shut.place(cell, u)
	if own := int(s.code.MinSize().Width); own > 0 && own < modules {
		side := min(cell.W, cell.H)*float32(own)/float32(modules) + 0.01 // so that rounding takes no pixel from it
		cell = cell.Middle(side, side)
	}
	look.Put(s.code, cell)
}
