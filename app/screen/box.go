package screen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// box is a place on the screen, in Fyne's units.
type box struct{ x, y, w, h float32 }

func (b box) inset(dx, dy float32) box { return box{b.x + dx, b.y + dy, b.w - 2*dx, b.h - 2*dy} }

// cutTop splits off the upper h, and a gap below it.
func (b box) cutTop(h, gap float32) (top, rest box) {
	return box{b.x, b.y, b.w, h}, box{b.x, b.y + h + gap, b.w, b.h - h - gap}
}

// cutBottom splits off the lower h, and a gap above it.
func (b box) cutBottom(h, gap float32) (rest, bottom box) {
	return box{b.x, b.y, b.w, b.h - h - gap}, box{b.x, b.y + b.h - h, b.w, h}
}

// cutLeft splits off the left w, and a gap beside it.
func (b box) cutLeft(w, gap float32) (left, rest box) {
	return box{b.x, b.y, w, b.h}, box{b.x + w + gap, b.y, b.w - w - gap, b.h}
}

// cutRight splits off the right w, and a gap beside it.
func (b box) cutRight(w, gap float32) (rest, right box) {
	return box{b.x, b.y, b.w - w - gap, b.h}, box{b.x + b.w - w, b.y, w, b.h}
}

// middle is a box of the given size in the middle of b.
func (b box) middle(w, h float32) box { return box{b.x + (b.w-w)/2, b.y + (b.h-h)/2, w, h} }

// cell is one of columns × rows equal parts with a gap between them, counted from the upper left.
func (b box) cell(i, columns, rows int, gap float32) box {
	w := (b.w - float32(columns-1)*gap) / float32(columns)
	h := (b.h - float32(rows-1)*gap) / float32(rows)
	return box{b.x + float32(i%columns)*(w+gap), b.y + float32(i/columns)*(h+gap), w, h}
}

// put lays o into b. A box without room hides nothing: it is laid with size 0.
func put(o fyne.CanvasObject, b box) {
	o.Move(fyne.NewPos(b.x, b.y))
	o.Resize(fyne.NewSize(max(b.w, 0), max(b.h, 0)))
}

// putNumber lays a ticket's number into b, at size where it fits. A number is never cut, since a part of it is another
// number: it shrinks as far as it has to, down to where nobody could read it any more.
func putNumber(t *look.Text, b box, size float32) {
	if words := t.Words(); b.w > 0 && !look.Fits(words, size, true, b.w) {
		size *= max(b.w/look.Width(words, size, true), leastNumber)
	}
	t.SetSize(size)
	put(t, b)
}

// leastNumber is the smallest part of its size that a number shrinks to; one of some twenty characters is cut.
const leastNumber = 0.2

func paint(r *canvas.Rectangle, fill color.Color) {
	if r.FillColor != fill {
		r.FillColor = fill
		r.Refresh()
	}
}
