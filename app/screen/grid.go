package screen

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// grid is where the parts of the screen stand and how large their type is.
//
// Everything is measured in u, a ninetieth of the shorter side: 12 pixels on a screen of 1080 lines. What a small screen and
// a large one have to say is the same, and so are its proportions.
type grid struct {
	shape
	u        float32
	portrait bool
	stacked  bool // the call's number stands above its counter, since beside it there is no room

	header, call, recent, missed, codes, waiting, ticker look.Box
	slides                                               look.Box // what a picture may cover: the tiles and their title
	sign                                                 look.Box // all between header and ticker, for the sign of one counter

	columns, rows int // of tiles in recent; rows is 0 where there is no room for any
}

// shape is what the place of the parts depends on beside the size of the screen.
type shape struct {
	codeRows int  // rows of codes, which need more room than one
	counters int  // how many there are
	board    bool // a board of counters in the place of the last calls
}

// Sizes of a screen on which a board of counters stands in the place of the last calls, whichever of the two holds.
const (
	smallHeight  = 720 // in Fyne's units, or less
	manyCounters = 7   // or more
)

// shapeOf is the shape for a screen of a size with so many counters.
func shapeOf(size fyne.Size, codeRows, counters int) shape {
	board := counters > 0 && (size.Height <= smallHeight || counters >= manyCounters)
	return shape{codeRows: codeRows, counters: counters, board: board}
}

// newGrid divides a screen. Landscape: calls at the left, code above waiting at the right. Portrait: calls above,
// code and waiting side by side below. A screen nearly square is a landscape one.
func newGrid(size fyne.Size, s shape) grid {
	size = size.Max(fyne.NewSquareSize(1)) // before it is in a window
	g := grid{shape: s, u: min(size.Width, size.Height) / 90, portrait: size.Height >= 1.2*size.Width}
	all := look.Box{W: size.Width, H: size.Height}
	if g.portrait {
		g.stack(all)
	} else {
		g.spread(all)
	}
	g.slides, g.sign = g.recent, g.header
	g.sign.Y += g.header.H + g.u
	g.sign.H = g.missed.Y + g.missed.H - g.sign.Y
	if g.portrait {
		g.sign.H = g.codes.Y + g.codes.H - g.sign.Y
	}
	for _, b := range []*look.Box{&g.header, &g.call, &g.recent, &g.missed, &g.codes, &g.waiting, &g.ticker, &g.slides, &g.sign} {
		*b = b.Whole()
	}
	return g
}

// spread lays out a landscape screen. On a narrow one the code keeps the width that it needs to be scanned.
func (g *grid) spread(all look.Box) {
	u := g.u
	all, g.ticker = all.CutBottom(5*u, u)
	g.header, all = all.Inset(3*u, 0).CutTop(8*u, u)
	left, right := all.CutRight(max(all.W*0.3-1.4*u, 34*u), 2*u)
	left, g.missed = left.CutBottom(all.H*0.105, 2*u)
	g.stacked = left.W < 90*u
	g.divide(left.W, 2)
	share := float32(0.519)
	switch {
	case g.board && g.rows > 2:
		share = 0.37
	case g.board:
		share = 0.407
	}
	g.call, g.recent = left.CutTop(all.H*share, 0)
	share = 0.587
	if g.codeRows > 1 {
		share = 0.62
	}
	g.codes, g.waiting = right.CutTop(all.H*share, 2*u)
}

// stack lays out a portrait screen. What is left between the call and the codes belongs to the tiles: on a short screen
// they have fewer rows, or none.
func (g *grid) stack(all look.Box) {
	u := g.u
	g.stacked = true
	height := all.H
	all, g.ticker = all.CutBottom(6*u, 2.5*u)
	g.header, all = all.Inset(3*u, 0).CutTop(11.5*u, u)
	g.call, all = all.CutTop(height*0.31, 0)
	all, low := all.CutBottom(max(height*0.268, 36*u), 2*u)
	g.codes, g.waiting = low.CutLeft(low.W*0.5-u, 2*u)
	g.recent, g.missed = all.CutBottom(8*u, 2*u)
	g.divide(g.recent.W, 3)
	g.rows = max(min(g.rows, int((g.recent.H-tilesHead*u+u)/(7.5*u))), 0)
	if g.rows == 0 {
		g.call.H += g.recent.H - 2*u
	}
}

// tilesHead is the height of the title above the tiles, in u.
const tilesHead = 6

// tiles are the place of their title and that of the tiles.
func (g grid) tiles() (head, inner look.Box) {
	head, inner = g.recent.CutTop(tilesHead*g.u, 0)
	head.Y += 0.6 * g.u
	return head, inner
}

// divide decides how many columns and rows of tiles a width has. A last call wants 30 u, a counter of a board 22.
func (g *grid) divide(width float32, rows int) {
	if !g.board {
		g.columns, g.rows = atMost(width, 30*g.u, g.u, 3), rows
		if g.columns == 1 {
			g.rows = 3
		}
		return
	}
	g.columns = atMost(width, 22*g.u, g.u, 4)
	switch n := g.counters; {
	case n <= 2:
		g.columns = min(g.columns, n)
	case n <= 4:
		g.columns = min(g.columns, 2)
	case n <= 6:
		g.columns = min(g.columns, 3)
	}
	g.rows = min((g.counters+g.columns-1)/g.columns, 3)
}

// atMost is how many tiles of a least width go beside each other, at least one.
func atMost(width, least, gap float32, most int) int {
	return max(min(int((width+gap)/(least+gap)), most), 1)
}
