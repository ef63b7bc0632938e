package look

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Shape is a drawing of our own in a square of 24 by 24. It has filled areas only, since Fyne's SVG painter does not
// scale the width of strokes.
type Shape struct {
	name string
	body string // SVG elements without a colour
}

// The shapes.
var (
	Arrow = Shape{"arrow", `<rect x="1.5" y="10.7" width="20" height="2.6" rx="1.3"/>
		<path d="M22.8 12L13.9 3.1L12.1 4.9L19.2 12L12.1 19.1L13.9 20.9Z"/>`}
	Scan = Shape{"scan", `<path d="M5 9.5V5H9.5V6.8H6.8V9.5Z"/><path d="M19 9.5V5H14.5V6.8H17.2V9.5Z"/>
		<path d="M5 14.5V19H9.5V17.2H6.8V14.5Z"/><path d="M19 14.5V19H14.5V17.2H17.2V14.5Z"/>
		<rect x="5" y="11.1" width="14" height="1.8" rx="0.9"/>`}
	Warning = Shape{"warning", `<path d="M12 2.5L23 21.5H1ZM12 6.4L4.4 19.5H19.6Z"/>
		<rect x="11" y="10" width="2" height="5" rx="1"/><circle cx="12" cy="17.2" r="1.2"/>`}
	Brand = Shape{"brand", `<rect x="5.4" y="6.2" width="13.2" height="2.8" rx="1.4"/>
		<rect x="5.4" y="10.6" width="9" height="2.8" rx="1.4"/><rect x="5.4" y="15" width="5" height="2.8" rx="1.4"/>`}
	Check   = Shape{"check", `<path d="M9.2 19.2L2.4 12.4L4.4 10.4L9.2 15.2L19.6 4.8L21.6 6.8Z"/>`}
	Printer = Shape{"printer", `<path d="M6.5 2.5H17.5V7H15.6V4.4H8.4V7H6.5Z"/>
		<path d="M3.5 8H20.5A1.5 1.5 0 0 1 22 9.5V17H18.6V14H5.4V17H2V9.5A1.5 1.5 0 0 1 3.5 8Z"/>
		<path d="M7 15.5H17V21.5H7ZM8.8 17.3V19.7H15.2V17.3Z"/>`}
	Person = Shape{"person", `<circle cx="12" cy="7.2" r="4.4"/><path d="M3.6 21.4C3.6 16.4 7.2 13.4 12 13.4S20.4 16.4 20.4 21.4Z"/>`}
	Clock  = Shape{"clock", ring + `<path d="M11 6.5H13V11.6L16.6 15.2L15.2 16.6L11 12.4Z"/>`}
	Stop   = Shape{"stop", ring + `<path d="M5.9 7.3L7.3 5.9L18.1 16.7L16.7 18.1Z"/>`}
	Mute   = Shape{"mute", `<path d="M2.5 9H6.5L11.5 4.5V19.5L6.5 15H2.5Z"/>
		<path d="M14.4 9.8L15.8 8.4L22.2 14.8L20.8 16.2Z"/><path d="M20.8 8.4L22.2 9.8L15.8 16.2L14.4 14.8Z"/>`}
	Speaker = Shape{"speaker", `<path d="M2.5 9H6.5L11.5 4.5V19.5L6.5 15H2.5Z"/>
		<path d="M14 8.2C15.4 9.1 16.2 10.5 16.2 12S15.4 14.9 14 15.8L13 14.2C13.9 13.7 14.3 12.9 14.3 12S13.9 10.3 13 9.8Z"/>
		<path d="M16.4 4.6C18.9 6.2 20.6 9 20.6 12S18.9 17.8 16.4 19.4L15.4 17.7C17.4 16.5 18.6 14.3 18.6 12S17.4 7.5 15.4 6.3Z"/>`}
	Lock = Shape{"lock", `<path d="M7 11V7.5A5 5 0 0 1 17 7.5V11H15V7.5A3 3 0 0 0 9 7.5V11Z"/>
		<rect x="4" y="10" width="16" height="11.5" rx="2"/>`}
	Back = Shape{"back", `<path d="M8.5 3.2L10 4.7L6.7 8H15A6.5 6.5 0 0 1 15 21H9V19H15A4.5 4.5 0 0 0 15 10H6.7L10 13.3L8.5 14.8L2.8 9Z"/>`}
	Code = Shape{"code", `<path d="M3 3H11V11H3ZM5 5V9H9V5Z"/><path d="M13 3H21V11H13ZM15 5V9H19V5Z"/>
		<path d="M3 13H11V21H3ZM5 15V19H9V15Z"/><rect x="13" y="13" width="3" height="3"/><rect x="18" y="13" width="3" height="3"/>
		<rect x="15.5" y="15.5" width="3" height="3"/><rect x="13" y="18" width="3" height="3"/><rect x="18" y="18" width="3" height="3"/>`}
	Next     = Shape{"next", `<path d="M8.6 3.4L17.2 12L8.6 20.6L6.8 18.8L13.6 12L6.8 5.2Z"/>`}
	Previous = Shape{"previous", `<path d="M15.4 3.4L6.8 12L15.4 20.6L17.2 18.8L10.4 12L17.2 5.2Z"/>`}
)

// ring is a circle without its inside: the second path turns the other way round.
const ring = `<path d="M12 1.5A10.5 10.5 0 0 1 12 22.5A10.5 10.5 0 0 1 12 1.5ZM12 3.5A8.5 8.5 0 0 0 12 20.5A8.5 8.5 0 0 0 12 3.5Z"/>`

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
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="` + hex + `">` + i.shape.body + `</g></svg>`
	i.picture.Resource = fyne.NewStaticResource(i.shape.name+hex+".svg", []byte(svg))
	i.picture.Refresh()
}

// CreateRenderer is called by Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(i.picture) }
