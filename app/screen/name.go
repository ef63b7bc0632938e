package screen

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// longName is a name in bold type: on one line while it fits, smaller if need be, then on two.
type longName struct {
	words string
	lines [2]*look.Text
}

func newLongName(c color.Color) *longName {
	return &longName{lines: [2]*look.Text{look.NewText("", 1, c, true), look.NewText("", 1, c, true)}}
}

func (n *longName) objects() []fyne.CanvasObject { return []fyne.CanvasObject{n.lines[0], n.lines[1]} }

// say changes the name; place lays it out.
func (n *longName) say(words string) { n.words = words }

func (n *longName) colour(c color.Color) {
	n.lines[0].SetColour(c)
	n.lines[1].SetColour(c)
}

// place lays the name into b; size is that of one line where it fits.
func (n *longName) place(b box, size float32) {
	first, second, rows := n.words, "", 1
	if !look.Fits(n.words, size, true, b.w) {
		size *= look.Least
		first, second = split(n.words, size, b.w)
		second, rows = look.Cut(second, size, true, b.w), 2
	}
	for i, words := range []string{first, second} {
		n.lines[i].SetSize(size)
		n.lines[i].SetText(words)
		put(n.lines[i], b.cell(i, 1, rows, 0))
	}
}

// split breaks a name after as many characters as one line of bold type holds.
func split(name string, size, width float32) (first, second string) {
	runes := []rune(name)
	n := len(runes)
	for n > 1 && look.Width(string(runes[:n]), size, true) > width {
		n--
	}
	return string(runes[:n]), string(runes[n:])
}
