package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// keycap is the key of a button, framed like a key. However high its room is, it keeps its own height in the middle.
type keycap struct {
	widget.BaseWidget
	frame *canvas.Rectangle
	name  *look.Text
	size  float32
}

func newKeycap(name string, size float32) *keycap {
	k := &keycap{
		frame: look.NewFrame(color.Transparent, look.Line, 1, look.RadiusKey),
		name:  look.NewText(name, size, look.Slate, size > look.SizeLeast),
		size:  size,
	}
	k.name.SetAlign(fyne.TextAlignCenter)
	k.ExtendBaseWidget(k)
	return k
}

// paint gives the cap other colours.
func (k *keycap) paint(ink, edge color.Color) {
	k.name.SetColour(ink)
	if k.frame.StrokeColor != edge {
		k.frame.StrokeColor = edge
		k.frame.Refresh()
	}
}

// CreateRenderer is called by Fyne.
func (k *keycap) CreateRenderer() fyne.WidgetRenderer {
	cap := sized(0, k.size+8, k.frame, padded(0, k.size/2, k.name))
	return widget.NewSimpleRenderer(levelled(cap))
}
