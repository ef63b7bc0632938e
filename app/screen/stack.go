package screen

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// layer is a thing to be stacked, and how high its place is. What is hidden or says nothing takes none.
type layer struct {
	object fyne.CanvasObject
	height float32
}

// stack lays things below each other around the middle of b, all of them lower where they do not fit.
func stack(b look.Box, layers ...layer) {
	total := float32(0)
	for i, l := range layers {
		if text, ok := l.object.(*look.Text); !l.object.Visible() || ok && text.Words() == "" {
			layers[i].height = 0
		}
		total += layers[i].height
	}
	fit := min(1, b.H/max(total, 1))
	b = b.Middle(b.W, total*fit)
	for _, l := range layers {
		var row look.Box
		row, b = b.CutTop(l.height*fit, 0)
		look.Put(l.object, row)
	}
}
