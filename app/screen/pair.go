package screen

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// pair is words in the first language of the screen with the second beside them on the same baseline. Where there is no
// room for both, the second gives way: first it shrinks, then it goes.
type pair struct {
	first, second         *look.Text
	firstSize, secondSize float32
	bold                  bool
}

// leastSecond is to which part of its size the second language shrinks; smaller, nobody in a hall could read it.
const leastSecond = 0.8

func newPair(first, second color.Color, bold bool) *pair {
	return &pair{first: look.NewText("", 1, first, bold), second: look.NewText("", 1, second, false), bold: bold}
}

func (p *pair) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.first, p.second} }

func (p *pair) say(first, second string) {
	p.first.SetText(first)
	p.second.SetText(second)
}

func (p *pair) colour(first, second color.Color) {
	p.first.SetColour(first)
	p.second.SetColour(second)
}

func (p *pair) size(first, second float32) {
	p.firstSize, p.secondSize = first, second
	p.first.SetSize(first)
	p.second.SetSize(second)
}

// widths is how wide the words are at their full sizes; a second language that says nothing has no width.
func (p *pair) widths() (first, gap, second float32) {
	first = look.Width(p.first.Words(), p.firstSize, p.bold) + 1
	if p.second.Words() == "" {
		return first, 0, 0
	}
	return first, p.secondSize * 0.5, look.Width(p.second.Words(), p.secondSize, false) + 1
}

// place lays the pair into b, at the left, the middle or the right, and gives the box it really takes.
func (p *pair) place(b look.Box, align fyne.TextAlign) look.Box {
	first, gap, second := p.widths()
	first = min(first, b.W)
	if room := b.W - first - gap; room < second*leastSecond {
		second, gap = 0, 0
	} else {
		second = min(second, room)
	}
	taken := look.Box{X: b.X, Y: b.Y, W: first + gap + second, H: b.H}
	switch align {
	case fyne.TextAlignCenter:
		taken.X += (b.W - taken.W) / 2
	case fyne.TextAlignTrailing:
		taken.X += b.W - taken.W
	}
	left, right := taken.CutLeft(first, gap)
	right.Y += look.Drop * (p.firstSize - p.secondSize)
	look.Put(p.first, left)
	look.Put(p.second, right)
	return taken
}
