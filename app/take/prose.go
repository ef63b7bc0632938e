package take

import (
	"image/color"
	"strings"
	"unicode"

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
	box   box
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
func (p *prose) place(b box, size float32, a fyne.TextAlign) {
	if p.laid == (lay{p.words, b, size, a}) {
		return
	}
	p.laid = lay{p.words, b, size, a}
	most := func(size float32) int { return max(1, min(mostLines, int(b.h/(size*lineHigh)))) }
	lines := wrap(p.words, size, p.bold, b.w)
	for least := size * look.Least; len(lines) > most(size) && size > least; {
		size *= 0.95
		lines = wrap(p.words, size, p.bold, b.w)
	}
	if n := most(size); len(lines) > n {
		lines = append(lines[:n-1:n-1], strings.Join(lines[n-1:], " "))
	}
	if a == fyne.TextAlignCenter {
		b = b.middle(b.w, float32(len(lines))*size*lineHigh)
	}
	for i, line := range p.lines {
		words, row := "", box{b.x, b.y, b.w, 0}
		if i < len(lines) {
			words, row = lines[i], box{b.x, b.y + float32(i)*size*lineHigh, b.w, size * lineHigh}
		}
		line.SetText(words)
		line.SetSize(size)
		line.SetAlign(a)
		put(line, row)
	}
}

// high is how high the sentence is in lines of a width.
func (p *prose) high(size, width float32) float32 {
	return float32(min(mostLines, len(wrap(p.words, size, p.bold, width)))) * size * lineHigh
}

func (p *prose) sized(size float32) float32 {
	if p.scale > 0 {
		size *= p.scale
	}
	return size
}

// flow lays sentences one below another, in the middle of the height of b, with a gap between them; they shrink together where
// there is no room.
func flow(b box, size, gap float32, sentences ...*prose) {
	all := func() (high float32) {
		for _, p := range sentences {
			if p.words != "" {
				high += p.high(p.sized(size), b.w) + gap
			}
		}
		return high - gap
	}
	for least := size * look.Least; all() > b.h && size > least; {
		size *= 0.95
	}
	b.y += max(0, (b.h-all())/2)
	for _, p := range sentences {
		row := box{b.x, b.y, b.w, 0}
		if p.words != "" {
			row, b = b.cutTop(p.high(p.sized(size), b.w)+0.01, gap)
		}
		p.place(row, p.sized(size), fyne.TextAlignLeading)
	}
}

// wrap breaks a sentence into lines of a width. Latin words stay whole where they fit, and no line begins with a closing sign.
func wrap(sentence string, size float32, bold bool, width float32) (lines []string) {
	rest := []rune(strings.TrimSpace(sentence))
	for len(rest) > 0 {
		k := fitting(rest, size, bold, width)
		lines = append(lines, strings.TrimSpace(string(rest[:k])))
		rest = []rune(strings.TrimLeft(string(rest[k:]), " "))
	}
	return lines
}

// fitting is how many runes of the text fill one line: at least one.
func fitting(text []rune, size float32, bold bool, width float32) int {
	k := 1
	for k < len(text) && look.Width(string(text[:k+1]), size, bold) <= width {
		k++
	}
	if k == len(text) {
		return k
	}
	for i := k; i > 0; i-- {
		if !(whole(text[i-1]) && whole(text[i])) && !strings.ContainsRune(closing, text[i]) {
			return i
		}
	}
	return k
}

// closing signs never begin a line.
const closing = "。，；：、！？）”·.,:;!?)"

// whole tells whether a letter belongs to a word that is not broken: all but Chinese and spaces.
func whole(r rune) bool { return r != ' ' && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Po, r) }
