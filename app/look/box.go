package look

import (
	"math"

	"fyne.io/fyne/v2"
)

// Box is a place in a window, in Fyne's units, from the upper left. A window is laid out by cutting it into boxes.
type Box struct{ X, Y, W, H float32 }

// Inset is b without dx at its left and right, and without dy at its top and bottom.
func (b Box) Inset(dx, dy float32) Box { return Box{b.X + dx, b.Y + dy, b.W - 2*dx, b.H - 2*dy} }

// CutTop splits off the upper h, and a gap below it.
func (b Box) CutTop(h, gap float32) (top, rest Box) {
	return Box{b.X, b.Y, b.W, h}, Box{b.X, b.Y + h + gap, b.W, b.H - h - gap}
}

// CutBottom splits off the lower h, and a gap above it.
func (b Box) CutBottom(h, gap float32) (rest, bottom Box) {
	return Box{b.X, b.Y, b.W, b.H - h - gap}, Box{b.X, b.Y + b.H - h, b.W, h}
}

// CutLeft splits off the left w, and a gap beside it.
func (b Box) CutLeft(w, gap float32) (left, rest Box) {
	return Box{b.X, b.Y, w, b.H}, Box{b.X + w + gap, b.Y, b.W - w - gap, b.H}
}

// CutRight splits off the right w, and a gap beside it.
func (b Box) CutRight(w, gap float32) (rest, right Box) {
	return Box{b.X, b.Y, b.W - w - gap, b.H}, Box{b.X + b.W - w, b.Y, w, b.H}
}

// Middle is a box of the given size in the middle of b.
func (b Box) Middle(w, h float32) Box { return Box{b.X + (b.W-w)/2, b.Y + (b.H-h)/2, w, h} }

// Whole is b with its edges at whole units. Fyne rounds the place and the size of a shape one by one, so that edges that
// should be in line are not; panels are laid at whole units therefore.
func (b Box) Whole() Box {
	left, top := math.Round(float64(b.X)), math.Round(float64(b.Y))
	right, bottom := math.Round(float64(b.X+b.W)), math.Round(float64(b.Y+b.H))
	return Box{float32(left), float32(top), float32(right - left), float32(bottom - top)}
}

// Cell is one of columns × rows equal parts with a gap between them, counted from 0 at the upper left.
func (b Box) Cell(i, columns, rows int, gap float32) Box {
	w := (b.W - float32(columns-1)*gap) / float32(columns)
	h := (b.H - float32(rows-1)*gap) / float32(rows)
	return Box{b.X + float32(i%columns)*(w+gap), b.Y + float32(i/columns)*(h+gap), w, h}
}

// Put lays o into b. What lies there is left alone, since Fyne draws anew whatever is moved. A box without room hides
// nothing: o is laid there with size 0.
func Put(o fyne.CanvasObject, b Box) {
	at, size := fyne.NewPos(b.X, b.Y), fyne.NewSize(max(b.W, 0), max(b.H, 0))
	if o.Position() != at {
		o.Move(at)
	}
	if o.Size() != size {
		o.Resize(size)
	}
}
