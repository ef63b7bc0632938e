package take

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// grid is where the parts of the window stand and how large their type is.
//
// Everything is measured in u, a ninetieth of the shorter side: 12 pixels at 1080×1920. Whatever is touched is at least a
// fifteenth of the longer side high, 128 pixels of 1920: 20 mm on a panel of 32 inches.
type grid struct {
	u      float32
	tall   bool
	large  bool
	target float32 // least height of what is touched
	gap    float32

	header, body, foot look.Box
}

// newGrid divides a window: the header above, the buttons that always work below, all else between.
func newGrid(size fyne.Size, large bool) grid {
	g := grid{
		u: min(size.Width, size.Height) / 90, tall: size.Height > size.Width, large: large,
		target: max(size.Width, size.Height) / 15,
	}
	g.gap = 2 * g.u
	side, head := 4*g.u, 11*g.u
	if !g.tall {
		side, head = 3*g.u, 9*g.u
	}
	var all look.Box
	g.header, all = look.Box{W: size.Width, H: size.Height}.CutTop(head, 0)
	g.body, g.foot = all.Inset(side, 3*g.u).CutBottom(g.target, 3*g.u)
	return g
}

// type is a size of type: larger in large type.
func (g grid) size(u float32) float32 {
	if g.large {
		u *= 1.3
	}
	return u * g.u
}

// actions cuts the row of a page's own buttons off the body.
func (g grid) actions() (body, row look.Box) { return g.body.CutBottom(g.target*1.1, 3*g.u) }
