package screen

import "fyne.io/fyne/v2"

// grid is where the parts of the screen stand and how large their type is.
//
// Everything is measured in u, a ninetieth of the shorter side: 12 pixels on a screen of 1080 lines.
type grid struct {
	u        float32
	portrait bool
	codeRows int // rows of codes, which need more room than one

	header, call, recent, missed, codes, waiting, ticker box
}

// newGrid divides a screen. Landscape: calls at the left, code above waiting at the right. Portrait: calls above,
// code and waiting side by side below.
func newGrid(size fyne.Size, codeRows int) grid {
	g := grid{u: min(size.Width, size.Height) / 90, portrait: size.Height > size.Width, codeRows: codeRows}
	all := box{0, 0, size.Width, size.Height}
	head, foot := 9*g.u, 5*g.u
	if g.portrait {
		head, foot = 11*g.u, 6*g.u
	}
	all, g.ticker = all.cutBottom(foot, g.u)
	g.header, all = all.inset(3*g.u, 0).cutTop(head-g.u, g.u)
	if g.portrait {
		g.stack(all)
	} else {
		g.spread(all)
	}
	return g
}

func (g *grid) spread(all box) {
	left, right := all.cutLeft(all.w*0.7-0.6*g.u, 2*g.u)
	left, g.missed = left.cutBottom(all.h*0.105, 2*g.u)
	g.call, g.recent = left.cutTop(all.h*0.519, 0)
	share := float32(0.587)
	if g.codeRows > 1 {
		share = 0.62
	}
	g.codes, g.waiting = right.cutTop(all.h*share, 2*g.u)
}

func (g *grid) stack(all box) {
	g.call, all = all.cutTop(all.h*0.36, 0)
	all, low := all.cutBottom(all.h*0.44, 2*g.u)
	g.recent, g.missed = all.cutBottom(8*g.u, 2*g.u)
	g.codes, g.waiting = low.cutLeft(low.w*0.5-g.u, 2*g.u)
}
