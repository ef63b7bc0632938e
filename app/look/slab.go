package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Slab is a large panel of one opaque colour, to put under other things. Only its upper and lower edge are rounded
// rectangles, and what lies between is a plain one: without a graphics processor a pixel of a rounded rectangle costs
// nearly twice that of a plain one, and a call screen is mostly panels.
type Slab struct {
	widget.BaseWidget
	top, middle, bottom *canvas.Rectangle
	radius              float32
}

// NewSlab makes a slab with square corners.
func NewSlab(fill color.Color) *Slab {
	s := &Slab{top: canvas.NewRectangle(fill), middle: canvas.NewRectangle(fill), bottom: canvas.NewRectangle(fill)}
	s.ExtendBaseWidget(s)
	return s
}

// SetFill paints the slab.
func (s *Slab) SetFill(fill color.Color) {
	if s.middle.FillColor == fill {
		return
	}
	for _, r := range s.parts() {
		r.FillColor = fill
		r.Refresh()
	}
}

// SetRadius rounds the corners.
func (s *Slab) SetRadius(radius float32) {
	if s.radius == radius {
		return
	}
	s.radius = radius
	s.top.TopLeftCornerRadius, s.top.TopRightCornerRadius = radius, radius
	s.bottom.BottomLeftCornerRadius, s.bottom.BottomRightCornerRadius = radius, radius
	s.lay(s.Size())
	s.Refresh()
}

// lay cuts size into the three parts. The middle one reaches a unit into both others, below and above their round corners,
// since Fyne rounds each part to whole pixels for itself.
func (s *Slab) lay(size fyne.Size) {
	const overlap = 1
	edge := min(s.radius+2*overlap, size.Height/2)
	top, rest := Box{W: size.Width, H: size.Height}.CutTop(edge, 0)
	middle, bottom := rest.CutBottom(edge, 0)
	Put(s.top, top)
	Put(s.middle, middle.Inset(0, -overlap))
	Put(s.bottom, bottom)
}

func (s *Slab) parts() []*canvas.Rectangle { return []*canvas.Rectangle{s.top, s.middle, s.bottom} }

// CreateRenderer is called by Fyne.
func (s *Slab) CreateRenderer() fyne.WidgetRenderer { return slabRenderer{s} }

type slabRenderer struct{ slab *Slab }

func (r slabRenderer) Layout(size fyne.Size) { r.slab.lay(size) }
func (r slabRenderer) MinSize() fyne.Size    { return fyne.Size{} }
func (r slabRenderer) Refresh()              { canvas.Refresh(r.slab) }
func (r slabRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.slab.top, r.slab.bottom, r.slab.middle}
}
func (r slabRenderer) Destroy() {}
