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
	leastSeat   = 39 // height
	mostSeat    = 48
	seatGap     = 4
	dayWidth    = 200 // of what ends the day
)

// newSeat makes one that is taken by a press; key is its digit, empty for none.
func newSeat(key string, take func(*seat)) *seat {
	s := &seat{name: look.NewText("", 16, look.Ink, true), note: look.NewText("", look.SizeLeast, look.Slate, false)}
	face := row(8, 0, levelled(column(0, -1, sized(0, 20, s.name), sized(0, 16, s.note))))
	if key != "" {
		face.Add(newKeycap(key, look.SizeLeast))
	}
	s.tile = newTile(padded(0, 10, face), coatPlain, func() { take(s) })
	return s
}

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
	rows = max(rows, 1)
	width := (size.Width - (seatColumns-1)*seatGap) / seatColumns
	height := max(leastSeat, min((size.Height+seatGap)/float32(rows)-seatGap, mostSeat))
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i/rows)*(width+seatGap), float32(i%rows)*(height+seatGap)))
		o.Resize(fyne.NewSize(width, height))
	}
}

// MinSize asks for the height; the width is given.
func (l seating) MinSize(objects []fyne.CanvasObject) fyne.Size {
	_, rows := l.shape(visible(objects))
	return fyne.NewSize(0, float32(rows)*(leastSeat+seatGap)-seatGap)
}

func visible(objects []fyne.CanvasObject) (n int) {
	for _, o := range objects {
		if o.Visible() {
			n++
		}
	}
	return n
}
