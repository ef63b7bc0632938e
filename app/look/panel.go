package look

import (
	"image/color"

	"fyne.io/fyne/v2/canvas"
)

// NewPanel makes a rounded rectangle to put under other things.
func NewPanel(fill color.Color, radius float32) *canvas.Rectangle {
	p := canvas.NewRectangle(fill)
	p.CornerRadius = radius
	return p
}

// NewFrame makes a panel with an edge of its own colour.
func NewFrame(fill, edge color.Color, width, radius float32) *canvas.Rectangle {
	p := NewPanel(fill, radius)
	p.StrokeColor, p.StrokeWidth = edge, width
	return p
}
