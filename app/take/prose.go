package take

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// mostLines is how many lines a sentence may take.
const mostLines = 5

// lineHigh is how far lines are apart, in the size of their type.
const lineHigh = 1.45

// prose is a sentence that breaks into lines.
type prose struct {
	words string
	bold  bool
	scale float32 // of its type beside other sentences that it stands with; 0 = 1
	lines [mostLines]*look.Text
	laid  lay
}

// lay is how a sentence was laid last: breaking it into lines again costs time.
type lay struct {
	words string
	box   look.Box
	size  float32
	align fyne.TextAlign
}

func newProse(ink color.Color, bold bool) *prose {
	p := &prose{bold: bold}
	for i := range p.lines {
		p.lines[i] = look.NewText("", 1, ink, bold)
	}
	return p
}

func (p *prose) objects() (all []fyne.CanvasObject) {
	for _, line := range p.lines {
		all = append(all, line)
	}
	return all
}

func (p *prose) say(words string) { p.words = words }

func (p *prose) colour(ink color.Color) {
	for _, line := range p.lines {
		line.SetColour(ink)
	}
}

// place lays the sentence into b, in the largest type up to size in which it has room. It stands at the top, or in the middle
// when it is centred.
func (p *prose) place(b look.Box, size float32, a fyne.TextAlign) {
	if p.laid == (lay{p.words, b, size, a}) {
		return
	}
	p.laid = lay{p.words, b, size, a}
	most := func(size float32) int { return max(1, min(mostLines, int(b.H/(size*lineHigh)))) }
	lines := p.wrapped(0, size, b.W)
	for least := size * look.Least; len(lines) > most(size) && size > least; {
		size *= 0.95
		lines = p.wrapped(0, size, b.W)
	}
	if n := most(size); len(lines) > n {
		lines = p.wrapped(n, size, b.W)
	}
	if a == fyne.TextAlignCenter {
		b = b.Middle(b.W, float32(len(lines))*size*lineHigh)
	}
	for i, line := range p.lines {
		words, row := "", look.Box{X: b.X, Y: b.Y, W: b.W}
		if i < len(lines) {
			words, row = lines[i], look.Box{X: b.X, Y: b.Y + float32(i)*size*lineHigh, W: b.W, H: size * lineHigh}
		}
		line.SetText(words)
		line.SetSize(size)
		line.SetAlign(a)
		look.Put(line, row)
	}
}

// high is how high the sentence is in lines of a width.
func (p *prose) high(size, width float32) float32 {
	return float32(len(p.wrapped(mostLines, size, width))) * size * lineHigh
}

func (p *prose) wrapped(most int, size, width float32) []string {
	return look.Wrap(p.words, most, size, p.bold, width)
}

func (p *prose) sized(size float32) float32 {
	if p.scale > 0 {
		size *= p.scale
	}
	return size
}

// flow lays sentences one below another, in the middle of the height of b, with a gap between them; they shrink together where
// there is no room.
func flow(b look.Box, size, gap float32, sentences ...*prose) {
	all := func() (high float32) {
		for _, p := range sentences {
			if p.words != "" {
				high += p.high(p.sized(size), b.W) + gap
			}
		}
		return high - gap
	}
	for least := size * look.Least; all() > b.H && size > least; {
		size *= 0.95
	}
	b.Y += max(0, (b.H-all())/2)
	for _, p := range sentences {
		row := look.Box{X: b.X, Y: b.Y, W: b.W}
		if p.words != "" {
			row, b = b.CutTop(p.high(p.sized(size), b.W)+0.01, gap)
		}
		p.place(row, p.sized(size), fyne.TextAlignLeading)
	}
}
