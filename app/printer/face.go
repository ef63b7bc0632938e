package printer

import (
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"paihao/assets"
)

// face is the bundled font in one size, in dots. What the font lacks is its box.
type face struct {
	font.Face
	bold       bool
	size       int
	high, base int // of a row, and where its letters stand in it
}

// unknown is drawn for characters that the font lacks: a box.
const unknown = '\uFFFD'

// known is r, or unknown where the font lacks it.
func known(r rune) rune {
	if i, err := fonts()[0].GlyphIndex(nil, r); err != nil || i == 0 {
		return unknown
	}
	return r
}

var fonts = sync.OnceValue(func() (fonts [2]*opentype.Font) {
	for i, data := range [][]byte{assets.FontRegular, assets.FontBold} {
		f, err := opentype.Parse(data)
		if err != nil {
			panic(fmt.Sprintf("printer: read font: %v", err)) // it is part of the program
		}
		fonts[i] = f
	}
	return fonts
})

func newFace(size int, bold bool) *face {
	f := fonts()[0]
	if bold {
		f = fonts()[1]
	}
	drawn, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(fmt.Sprintf("printer: size a font: %v", err)) // never: it only keeps the numbers
	}
	return &face{Face: drawn, bold: bold, size: size, high: size * 5 / 4, base: size * 19 / 20}
}

// sized is the same in another size.
func (f *face) sized(size int) *face { return newFace(size, f.bold) }

// wide is how many dots a text takes.
func (f *face) wide(text string) int { return font.MeasureString(f, text).Ceil() }

// The sizes of the kinds of lines on paper of 80 mm, in dots: the largest is 22 mm, the small one 3.
var sizes = map[kind]struct {
	dots int
	bold bool
}{largestLine: {176, true}, largeLine: {52, true}, plainLine: {32, false}, smallLine: {26, false}}

// faceOf is the face of a kind of line. On narrow paper large lines are smaller; what is small stays legible.
func faceOf(k kind, wide int) *face {
	s := sizes[k]
	return newFace(max(24, s.dots*wide/dots80), s.bold)
}
