package screen

import (
	"image/color"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// longName is a counter's name: on one line while it fits, smaller if need be, then on as many as it may have.
type longName struct {
	words string
	bold  bool
	lines []*look.Text
}

// newLongName makes a name of at most so many lines.
func newLongName(c color.Color, bold bool, most int) *longName {
	n := &longName{bold: bold}
	for range most {
		n.lines = append(n.lines, look.NewText("", 1, c, bold))
	}
	return n
}

func (n *longName) objects() (all []fyne.CanvasObject) {
	for _, l := range n.lines {
		all = append(all, l)
	}
	return all
}

// say changes the name; place lays it out.
func (n *longName) say(words string) { n.words = words }

func (n *longName) colour(c color.Color) {
	for _, l := range n.lines {
		l.SetColour(c)
	}
}

func (n *longName) align(a fyne.TextAlign) {
	for _, l := range n.lines {
		l.SetAlign(a)
	}
}

// place lays the name into b; size is that of one line where it fits.
func (n *longName) place(b look.Box, size float32) {
	words, size := n.fold(b, size)
	if len(words) > 1 {
		b = b.Middle(b.W, min(b.H, size*1.25*float32(len(words))))
	}
	for i, l := range n.lines {
		line, row := "", look.Box{}
		if i < len(words) {
			line, row = words[i], b.Cell(i, 1, len(words), 0)
		}
		l.SetSize(size)
		l.SetText(line)
		look.Put(l, row)
	}
}

// fold breaks the name into as few lines as hold all of it, at the size that fits them, and cuts it only where none do: names
// often differ in their last figure alone.
func (n *longName) fold(b look.Box, size float32) ([]string, float32) {
	if look.Fits(n.words, size, n.bold, b.W) {
		return []string{n.words}, size
	}
	for count := 2; ; count++ {
		least := min(size*look.Least, b.H*0.96/float32(count))
		if lines := n.even(count, least, b.W); lines != nil {
			return lines, least
		}
		if count >= len(n.lines) {
			lines := look.Wrap(n.words, count, least, n.bold, b.W)
			last := len(lines) - 1
			lines[last] = look.Cut(lines[last], least, n.bold, b.W)
			return lines, least
		}
	}
}

// even breaks the name into at most so many lines, none of them much longer than the others; nil when they do not hold it, or
// not without breaking a word.
func (n *longName) even(count int, size, width float32) (lines []string) {
	words := strings.FieldsFunc(n.words, func(r rune) bool { return r <= ' ' || r > unicode.MaxASCII })
	for w := width; ; w *= 0.95 {
		next := look.Wrap(n.words, count, size, n.bold, w)
		if slices.ContainsFunc(slices.Concat(words, next), func(s string) bool { return look.Width(s, size, n.bold) > w }) {
			return lines
		}
		lines = next
	}
}
