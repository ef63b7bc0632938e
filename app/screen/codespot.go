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
	name *look.Prose // the prefix leads to the second language in the table of lines
}

func newCodeSpot() *codeSpot {
	s := &codeSpot{code: look.NewQR(), shut: newShutCode(), name: look.NewName(look.Ink, true, 2)}
	s.name.SetAlign(fyne.TextAlignCenter)
	return s
}

func (s *codeSpot) objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{s.code}, s.name.Objects()...), s.shut.objects()...)
}

// show fails when the code cannot be drawn; then nothing stands in its place.
func (s *codeSpot) show(m *moment, code queue.Code, named bool) error {
	service := m.service(code.Service)
	open := code.Service == "" || service.Open
	scannable := open && code.URL != ""
	look.Show(scannable, s.code)
	look.Show(!scannable, s.shut.objects()...)
	look.Show(named, s.name.Objects()...)
	name, _ := m.name(service.Name, service.NameEN)
	s.name.Say(strings.TrimSpace(service.Prefix + " " + name))
	switch {
	case !open:
		s.shut.sayClosed(m.closureOf(service.Reason, service.OpensAt))
	case code.URL == "":
		s.shut.sayLost(m)
	}
	return s.code.SetURL(code.URL)
}

// A name below its code has room for one line of its full size; for two, where the code leaves more.
const nameHigh, nameHighest = 2.8, 4.6 // u

// place gives the name the foot of a cell and the code the rest, or the part of it that makes its modules as large as those
// of a code with so many.
func (s *codeSpot) place(cell look.Box, named bool, modules int, u float32) {
	if named {
		var foot look.Box
		cell, foot = cell.CutBottom(max(nameHigh*u, min(cell.H-cell.W, nameHighest*u)), 0)
		s.name.Place(foot.Inset(0.5*u, 0), 2.3*u)
	}
	s.shut.place(cell, u)
	if own := int(s.code.MinSize().Width); own > 0 && own < modules {
		side := min(cell.W, cell.H)*float32(own)/float32(modules) + 0.01 // so that rounding takes no pixel from it
		cell = cell.Middle(side, side)
	}
	look.Put(s.code, cell)
}
