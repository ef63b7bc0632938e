package take

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// floor is the ground under everything. A touch that meets no button shows nevertheless that somebody is there.
type floor struct {
	widget.BaseWidget
	touched func()
}

var _ fyne.Tappable = (*floor)(nil)

func newFloor(touched func()) *floor {
	f := &floor{touched: touched}
	f.ExtendBaseWidget(f)
	return f
}

// Tapped is a touch beside all buttons.
func (f *floor) Tapped(*fyne.PointEvent) { f.touched() }

// CreateRenderer is called by Fyne.
func (f *floor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(look.Paper))
}
