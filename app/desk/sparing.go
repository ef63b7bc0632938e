package desk

import (
	"slices"

	"fyne.io/fyne/v2"
)

// sparing is a layout from left to right that leaves out what has no room: first the first of spare, by index.
type sparing struct {
	gap   float32
	spare []int
}

// Layout places the objects; what is left out lies beside the window.
func (s sparing) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := s.leftOut(objects, size.Width)
	var at float32
	for i, o := range objects {
		width := o.MinSize().Width
		o.Resize(fyne.NewSize(width, size.Height))
		switch {
		case slices.Contains(left, i):
			o.Move(fyne.NewPos(-2*width-size.Width, 0))
		case o.Visible():
			o.Move(fyne.NewPos(at, 0))
			at += width + s.gap
		}
	}
}

// leftOut is what has to go so that the others have room.
func (s sparing) leftOut(objects []fyne.CanvasObject, room float32) (left []int) {
	need := -s.gap
	for _, o := range objects {
		if o.Visible() {
			need += o.MinSize().Width + s.gap
		}
	}
	for _, i := range s.spare {
		if need <= room {
			return left
		}
		if i < len(objects) && objects[i].Visible() {
			left = append(left, i)
			need -= objects[i].MinSize().Width + s.gap
		}
	}
	return left
}

// MinSize leaves the width to the window.
func (s sparing) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}
