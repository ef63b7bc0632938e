package look

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
)

// Prose is words that take several lines where one does not hold them. There are two kinds: a sentence, which is read, keeps
// its size and takes the lines it needs; a name, which is seen as one thing, stays on one line while it fits there: see
// Fold.
type Prose struct {
	words string
	bold  bool
	name  bool
	lines []*Text
	fit   fit
	laid  lay
}

// fit is how prose goes into its box.
type fit struct {
	most  int     // lines
	least float32 // the part of its size to which a name shrinks
	align fyne.TextAlign
}

// lay is how prose was laid last: breaking it into lines again costs time.
type lay struct {
	words string
	box   Box
	size  float32
	fit   fit
}

// mostLines is how many lines a sentence may take; sentenceApart is how far they are apart, in the size of their type.
const mostLines, sentenceApart = 5, 1.45

// NewSentence makes a sentence without words.
func NewSentence(ink color.Color, bold bool) *Prose { return newProse(ink, bold, mostLines) }

// NewName makes a name without words, of at most so many lines.
func NewName(ink color.Color, bold bool, most int) *Prose {
	p := newProse(ink, bold, most)
	p.name = true
	return p
}

func newProse(ink color.Color, bold bool, most int) *Prose {
	p := &Prose{bold: bold, fit: fit{most: most, least: Least}}
	for range most {
		p.lines = append(p.lines, NewText("", 1, ink, bold))
	}
	return p
}

// Objects are its lines, also those without words.
func (p *Prose) Objects() (all []fyne.CanvasObject) {
	for _, line := range p.lines {
		all = append(all, line)
	}
	return all
}

// Say changes the words; Place shows them.
func (p *Prose) Say(words string) { p.words = strings.TrimSpace(clean(words)) }

// Words gives all the words as they were said last.
func (p *Prose) Words() string { return p.words }

// SetColour changes the colour.
func (p *Prose) SetColour(ink color.Color) {
	for _, line := range p.lines {
		line.SetColour(ink)
	}
}

// SetMost says how many lines it may take, not more than it was made for; Place keeps to it.
func (p *Prose) SetMost(lines int) { p.fit.most = min(lines, len(p.lines)) }

// SetLeast says to which part of its size a name shrinks before it takes more lines, and before it is cut: Least unless it
// is said. Place keeps to it.
func (p *Prose) SetLeast(least float32) { p.fit.least = least }

// SetAlign says at which side the lines stand; Place puts them there.
func (p *Prose) SetAlign(a fyne.TextAlign) { p.fit.align = a }

// Place lays the words into b, in type of at most size, which shrinks to its least before anything is cut. They stand in
// the middle of its height, but a sentence that stands at a side begins at the top. What has been laid so before is left
// alone.
func (p *Prose) Place(b Box, size float32) {
	now := lay{p.words, b, size, p.fit}
	if p.laid == now {
		return
	}
	p.laid = now
	lines, size := p.fold(b, size)
	row := size * p.apart()
	if p.name {
		row = min(row, b.H/float32(len(lines)))
	}
	if p.name || p.fit.align == fyne.TextAlignCenter {
		b = b.Middle(b.W, row*float32(len(lines)))
	}
	for i, line := range p.lines {
		words, at := "", Box{X: b.X, Y: b.Y, W: b.W}
		if i < len(lines) {
			words, at = lines[i], Box{X: b.X, Y: b.Y + float32(i)*row, W: b.W, H: row}
		}
		line.SetText(words)
		line.SetSize(size)
		line.SetAlign(p.fit.align)
		Put(line, at)
	}
}

// High is how high all lines of a width are in type of size, as a sentence has them.
func (p *Prose) High(size, width float32) float32 {
	return float32(len(Wrap(p.words, p.fit.most, size, p.bold, width))) * size * p.apart()
}

// apart is how far lines are from one to the next, in the size of their type.
func (p *Prose) apart() float32 {
	if p.name {
		return nameApart
	}
	return sentenceApart
}

// fold breaks the words into lines that b has room for: a name by its own rule, a sentence in the largest type up to size in
// which there is room for all its lines.
func (p *Prose) fold(b Box, size float32) ([]string, float32) {
	if p.name {
		return Fold(p.words, p.fit.most, size, p.fit.least, p.bold, b)
	}
	for least := size * Least; ; size = max(size*0.95, least) {
		room := max(1, min(p.fit.most, int(b.H/(size*p.apart()))))
		lines := Wrap(p.words, 0, size, p.bold, b.W)
		if len(lines) <= room {
			return lines, size
		}
		if size <= least {
			return cutLines(p.words, room, size, p.bold, b.W), size
		}
	}
}
