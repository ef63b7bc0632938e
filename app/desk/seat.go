package desk

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// seat is one of the things to choose from.
type seat struct {
	tile       *tile
	name, note *look.Text
	choose     func()
}

const (
	seatColumns = 3
	seatHeight  = 39
	seatGap     = 5
)

func (s *seat) show(name, note string, at, alive bool) {
	s.name.SetText(name)
	s.note.SetText(note)
	c, ink := coatDead, look.Slate
	switch {
	case alive && at:
		c, ink = coatFirst, look.Blue
	case alive:
		c, ink = coatPlain, look.Ink
	}
	s.tile.wear(c, alive)
	s.name.SetColour(ink)
}

// seating is the layout of the seats: down the columns, so that the arrow down leads to the next.
type seating struct{}

func (seating) shape(n int) (columns, rows int) {
	return seatColumns, (n + seatColumns - 1) / seatColumns
}

// Layout places the seats.
func (l seating) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	_, rows := l.shape(visible(objects))
	width := (size.Width - (seatColumns-1)*seatGap) / seatColumns
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i/max(rows, 1))*(width+seatGap), float32(i%max(rows, 1))*(seatHeight+seatGap)))
		o.Resize(fyne.NewSize(width, seatHeight))
	}
}

// MinSize asks for the height; the width is given.
func (l seating) MinSize(objects []fyne.CanvasObject) fyne.Size {
	_, rows := l.shape(visible(objects))
	return fyne.NewSize(0, float32(rows)*(seatHeight+seatGap))
}

func visible(objects []fyne.CanvasObject) (n int) {
	for _, o := range objects {
		if o.Visible() {
			n++
		}
	}
	return n
}
