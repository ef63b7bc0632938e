package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// strip is a row that moves sideways where it has no room, by the wheel or by the arrow at an end. Where it goes on beyond
// an end it fades there.
type strip struct {
	widget.BaseWidget
	inside      fyne.CanvasObject // all of the row
	clip        *container.Clip
	left, right *stripEnd
	offset      float32 // how much of the row has gone out at the left
}

var _ fyne.Scrollable = (*strip)(nil)

// stripEnd is where the row goes on: what is behind it fades, and a press moves it here.
type stripEnd struct {
	box  *fyne.Container
	fade *canvas.LinearGradient
	tile *tile
}

const (
	stripFade  = 20           // width of the fade
	stripArrow = 24           // width of what is pressed
	stripStep  = float32(0.7) // of its width, by which a press moves it
)

// newStrip makes a strip on a ground of a colour.
func newStrip(inside fyne.CanvasObject, ground color.NRGBA) *strip {
	s := &strip{inside: inside, clip: container.NewClip(inside)}
	s.left = newStripEnd(look.Previous, ground, func() { s.by(-stripStep * s.Size().Width) })
	s.right = newStripEnd(look.Next, ground, func() { s.by(stripStep * s.Size().Width) })
	s.ExtendBaseWidget(s)
	return s
}

func newStripEnd(arrow look.Shape, ground color.NRGBA, press func()) *stripEnd {
	none := ground
	none.A = 0
	icon := container.NewCenter(sized(14, 14, look.NewIcon(arrow, look.Blue)))
	e := &stripEnd{fade: canvas.NewHorizontalGradient(none, ground), tile: newTile(icon, coat{ground, look.Sky, ground}, press)}
	if arrow == look.Previous {
		e.fade.StartColor, e.fade.EndColor = ground, none
	}
	e.tile.ground.CornerRadius = 0
	e.box = container.NewWithoutLayout(e.fade, e.tile)
	e.box.Hide()
	return e
}

// by moves the row on, as far as there is more of it.
func (s *strip) by(distance float32) { s.to(s.offset + distance) }

// to moves the row so that a place in it is the first that is seen, as far as that is possible.
func (s *strip) to(offset float32) {
	most := max(0, s.inside.MinSize().Width-s.Size().Width)
	s.offset = max(0, min(offset, most))
	if at := fyne.NewPos(-s.offset, 0); s.inside.Position() != at {
		s.inside.Move(at)
	}
	look.Show(s.offset > 0, s.left.box)
	look.Show(s.offset < most, s.right.box)
	s.left.tile.paint()
	s.right.tile.paint()
}

// reveal moves the row, if it has to, so that an object in it is seen.
func (s *strip) reveal(from, width float32) {
	const aside = stripArrow + stripFade
	if from < s.offset+aside || from+width > s.offset+s.Size().Width-aside {
		s.to(from + width/2 - s.Size().Width/2)
	}
}

// again lays the row out anew after something in it has become longer or shorter.
func (s *strip) again() {
	width := max(s.inside.MinSize().Width, s.Size().Width)
	if size := fyne.NewSize(width, s.Size().Height); s.inside.Size() != size {
		s.inside.Resize(size)
	}
	s.to(s.offset)
}

// Scrolled moves the row by the wheel.
func (s *strip) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DX != 0 {
		s.by(-e.Scrolled.DX)
		return
	}
	s.by(-e.Scrolled.DY)
}

// CreateRenderer is called by Fyne.
func (s *strip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(striping{s}, s.clip, s.left.box, s.right.box))
}

// striping is the layout of a strip and its ends.
type striping struct{ strip *strip }

// Layout gives the row all the room, and the ends their places over it.
func (l striping) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.strip
	s.clip.Resize(size)
	s.left.place(0, stripArrow, size.Height)
	s.right.place(size.Width-stripArrow, -stripFade, size.Height)
	s.again()
}

// place puts an end's arrow at x, and its fade so far from there.
func (e *stripEnd) place(x, fade, height float32) {
	e.tile.Move(fyne.NewPos(x, 0))
	e.tile.Resize(fyne.NewSize(stripArrow, height))
	e.fade.Move(fyne.NewPos(x+fade, 0))
	e.fade.Resize(fyne.NewSize(stripFade, height))
}

// MinSize asks for the height; the width is given.
func (l striping) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*stripArrow, l.strip.inside.MinSize().Height)
}
