package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// shade darkens what lies under it, and keeps clicks and the pointer from it.
type shade struct{ widget.BaseWidget }

var (
	_ fyne.Tappable     = (*shade)(nil)
	_ fyne.Scrollable   = (*shade)(nil)
	_ desktop.Hoverable = (*shade)(nil)
)

func newShade() *shade {
	s := &shade{}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped does nothing.
func (s *shade) Tapped(*fyne.PointEvent) {}

// Scrolled does nothing.
func (s *shade) Scrolled(*fyne.ScrollEvent) {}

// MouseIn does nothing.
func (s *shade) MouseIn(*desktop.MouseEvent) {}

// MouseMoved does nothing.
func (s *shade) MouseMoved(*desktop.MouseEvent) {}

// MouseOut does nothing.
func (s *shade) MouseOut() {}

// CreateRenderer is called by Fyne.
func (s *shade) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(look.Shade))
}
