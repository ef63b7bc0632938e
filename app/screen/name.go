package screen

import (
	"image/color"
	"strings"
	"unicode"

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

func (n *longName) align(a fyne.TextAlign) {
	n.lines[0].SetAlign(a)
	n.lines[1].SetAlign(a)
}

// place lays the name into b; size is that of one line where it fits.
func (n *longName) place(b look.Box, size float32) {
	if look.Fits(n.words, size, true, b.W) {
		n.line(0, n.words, size, b)
		n.line(1, "", size, look.Box{})
		return
	}
	size = min(size*look.Least, b.H*0.48)
	first, second := split(n.words, size, b.W)
	n.line(0, first, size, b.Cell(0, 1, 2, 0))
	n.line(1, look.Cut(second, size, true, b.W), size, b.Cell(1, 1, 2, 0))
}

func (n *longName) line(i int, words string, size float32, b look.Box) {
	n.lines[i].SetSize(size)
	n.lines[i].SetText(words)
	look.Put(n.lines[i], b)
}

// split breaks a name after as many characters as one line of bold type holds, or before that at a space or behind a mark
// if the rest fits the next line, and never within what stands as one character.
func split(name string, size, width float32) (first, second string) {
	runes := []rune(name)
	n := len(runes)
	for n > 1 && look.Width(string(runes[:n]), size, true) > width {
		n--
	}
	for i := n; i > 0 && n < len(runes); i-- {
		space, mark := runes[i] == ' ', strings.ContainsRune("，、：；·,:/-)）", runes[i-1])
		if rest := strings.TrimSpace(string(runes[i:])); (space || mark) && look.Width(rest, size, true) <= width {
			return string(runes[:i]), rest
		}
	}
	for i := n; i > 1 && i < len(runes); i-- {
		if !joined(runes[i-1], runes[i]) {
			return string(runes[:i]), string(runes[i:])
		}
	}
	return string(runes[:n]), string(runes[n:])
}

// joined tells whether two characters stand as one: the second marks the first, or both are parts of one sign.
func joined(a, b rune) bool {
	const joiner = '\u200d'
	return a == joiner || b == joiner || unicode.In(b, unicode.Mn, unicode.Me)
}
