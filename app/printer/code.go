package printer

import (
	"image"

	"github.com/boombuler/barcode/qr"
)

// A QR code has an edge of four white modules, and modules of at least three dots: 0.4 mm, for any phone.
const (
	codeEdge    = 4
	leastModule = 3
	longestCode = 300 // bytes; WeChat's have about 50
)

// code sets a QR code of about three fifths of the width, and tells whether there is one to set.
func (p *pen) code(text string) bool {
	if text == "" || len(text) > longestCode {
		return false
	}
	drawn, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return false
	}
	modules := drawn.Bounds().Dx()
	all := modules + 2*codeEdge
	side := max(p.wide*3/5/all, leastModule)
	if side*all > p.wide {
		return false
	}
	p.add(side*all, func(onto *image.Paletted, top int) {
		left, top := (p.wide-side*modules)/2, top+side*codeEdge
		for y := range modules {
			for x := range modules {
				if r, _, _, _ := drawn.At(x, y).RGBA(); r == 0 {
					fill(onto, image.Rect(0, 0, side, side).Add(image.Pt(left+x*side, top+y*side)))
				}
			}
		}
	})
	return true
}
