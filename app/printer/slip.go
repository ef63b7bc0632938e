package printer

import (
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Slip is what is to stand on a piece of paper.
type Slip struct {
	// Text has a line of the slip in each line. A mark at its beginning says how it looks: "# " largest, "## " large, "> " small,
	// none ordinary; "---" is a rule, "![qr]" the code, and an empty line a gap. Longer lines are wrapped, but for the largest:
	// they are made smaller first.
	Text string
	Code string // what the QR code says; empty: there is none
	None string // lines that stand in its place then
}

// The dots of a line at 203 dpi, 8 to a millimetre, by the width of the paper.
const (
	dots58 = 384 // 48 of 58 mm
	dots80 = 576 // 72 of 80 mm
)

// The colours of a slip.
const (
	white = iota
	black
)

var colours = color.Palette{color.White, color.Black}

// longest is how many rows of dots a slip has at the most: 60 cm of paper. What comes after is left out.
const longest = 4800

// Draw draws the slip for paper of 58 mm, or else of 80 mm, in black and white, as wide as the printer prints.
func (s Slip) Draw(paper int) *image.Paletted {
	p := &pen{wide: dots80}
	if paper == 58 {
		p.wide = dots58
	}
	for _, l := range parse(s.Text) {
		p.put(l, s)
	}
	return p.picture()
}

// block is something that has been set, from a row of dots on.
type block struct {
	top, high int
	draw      func(onto *image.Paletted, top int)
}

// pen sets one thing below another.
type pen struct {
	wide, high int
	blocks     []block
}

// room is the width of words: a millimetre at each side stays white.
func (p *pen) room() int { return p.wide - 16 }

func (p *pen) add(high int, draw func(onto *image.Paletted, top int)) {
	if p.high+high > longest {
		return
	}
	p.blocks = append(p.blocks, block{p.high, high, draw})
	p.high += high
}

// picture is all that was set.
func (p *pen) picture() *image.Paletted {
	all := image.NewPaletted(image.Rect(0, 0, p.wide, p.high), colours)
	for _, b := range p.blocks {
		b.draw(all, b.top)
	}
	return all
}

func (p *pen) put(l line, s Slip) {
	switch l.kind {
	case gapLine:
		p.add(p.wide/24, func(*image.Paletted, int) {})
	case ruleLine:
		p.add(p.wide/24, func(onto *image.Paletted, top int) { fill(onto, image.Rect(0, top+p.wide/48, p.wide, top+p.wide/48+2)) })
	case codeLine:
		if !p.code(s.Code) {
			for _, l := range parse(s.None) {
				if l.kind != codeLine {
					p.put(l, s)
				}
			}
		}
	default:
		p.words(l)
	}
}

// words sets a line, in several where it is long.
func (p *pen) words(l line) {
	face := faceOf(l.kind, p.wide)
	if l.kind == largestLine {
		for size := face.size; face.wide(l.text) > p.room() && size > face.size/3; size -= 4 {
			face = face.sized(size)
		}
	}
	for _, text := range wrap(l.text, func(s string) bool { return face.wide(s) <= p.room() }) {
		p.row(face, text)
	}
}

// row sets one row of words, in the middle.
func (p *pen) row(f *face, text string) {
	p.add(f.high, func(onto *image.Paletted, top int) {
		ink := image.NewAlpha(image.Rect(0, 0, p.wide, f.high))
		d := font.Drawer{Dst: ink, Src: image.Opaque, Face: f, Dot: fixed.P(max(0, (p.wide-f.wide(text))/2), f.base)}
		d.DrawString(text)
		for y := range f.high {
			for x := range p.wide {
				if ink.AlphaAt(x, y).A >= 0x80 {
					onto.SetColorIndex(x, top+y, black)
				}
			}
		}
	})
}

// fill paints a rectangle black.
func fill(onto *image.Paletted, r image.Rectangle) {
	r = r.Intersect(onto.Bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			onto.SetColorIndex(x, y, black)
		}
	}
}
