package look

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Shape is a drawing of our own: strokes and discs in a square of 24 by 24.
type Shape struct {
	name string
	body string // SVG elements; %[1]s stands for the colour
}

// The shapes.
var (
	Arrow   = Shape{"arrow", `<path d="M2 12H21M13 4L21 12L13 20" fill="none" stroke="%[1]s" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>`}
	Scan    = Shape{"scan", `<path d="M6 9V7.5A1.5 1.5 0 0 1 7.5 6H9M15 6H16.5A1.5 1.5 0 0 1 18 7.5V9M18 15V16.5A1.5 1.5 0 0 1 16.5 18H15M9 18H7.5A1.5 1.5 0 0 1 6 16.5V15M6 12H18" fill="none" stroke="%[1]s" stroke-width="1.7" stroke-linecap="round"/>`}
	Warning = Shape{"warning", `<path d="M12 3.5L22 20.5H2Z" fill="none" stroke="%[1]s" stroke-width="2" stroke-linejoin="round"/><path d="M12 10V14.5" fill="none" stroke="%[1]s" stroke-width="2" stroke-linecap="round"/><circle cx="12" cy="17.4" r="1.15" fill="%[1]s"/>`}
	Brand   = Shape{"brand", `<path d="M6.5 7.5H17.5M6.5 12H13.5M6.5 16.5H9.5" fill="none" stroke="%[1]s" stroke-width="2.5" stroke-linecap="round"/>`}
)

// Icon is a shape in one colour, as large as its box allows.
type Icon struct {
	widget.BaseWidget
	picture *canvas.Image
	shape   Shape
	colour  color.NRGBA
}

// NewIcon draws a shape in a colour.
func NewIcon(s Shape, c color.NRGBA) *Icon {
	i := &Icon{picture: &canvas.Image{FillMode: canvas.ImageFillContain}, shape: s}
	i.ExtendBaseWidget(i)
	i.SetColour(c)
	return i
}

// SetColour changes the colour.
func (i *Icon) SetColour(c color.NRGBA) {
	if c == i.colour {
		return
	}
	i.colour = c
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">` + fmt.Sprintf(i.shape.body, hex) + `</svg>`
	i.picture.Resource = fyne.NewStaticResource(i.shape.name+hex+".svg", []byte(svg))
	i.picture.Refresh()
}

// CreateRenderer is called by Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(i.picture) }
