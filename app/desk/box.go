package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"paihao/app/look"
)

// Between panels stands a gap, around them all a margin.
const (
	gap    = 12
	margin = 16
)

// flow is a layout in one direction. Every object has its own length and all the breadth; one takes what the others leave.
type flow struct {
	across  bool // from left to right, else from top to bottom
	gap     float32
	stretch int // index of the one that takes the rest, none if there is no such index
}

// column sets objects below each other.
func column(gap float32, stretch int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(flow{gap: gap, stretch: stretch}, objects...)
}

// row sets objects beside each other.
func row(gap float32, stretch int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(flow{across: true, gap: gap, stretch: stretch}, objects...)
}

// turned swaps a size's directions for a flow across, so that Height is always the length.
func (f flow) turned(s fyne.Size) fyne.Size {
	if f.across {
		return fyne.NewSize(s.Height, s.Width)
	}
	return s
}

// Layout places the objects; hidden ones take no room.
func (f flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := f.turned(size)
	rest := room.Height - f.turned(f.MinSize(objects)).Height
	var at float32
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		length := f.turned(o.MinSize()).Height
		if i == f.stretch {
			length = max(0, length+rest)
		}
		pos := f.turned(fyne.NewSize(0, at))
		o.Move(fyne.NewPos(pos.Width, pos.Height))
		o.Resize(f.turned(fyne.NewSize(room.Width, length)))
		at += length + f.gap
	}
}

// MinSize is the sum of the lengths by the broadest object.
func (f flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	var seen bool
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if seen {
			size.Height += f.gap
		}
		seen = true
		m := f.turned(o.MinSize())
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
	}
	return f.turned(size)
}

// again lays a box out anew after an object in it has become longer or shorter, without painting anything twice.
func again(box *fyne.Container) {
	box.Layout.Layout(box.Objects, box.Size())
}

// room is a layout that gives its objects all of a room of this least size; 0 leaves a direction to the objects.
type room fyne.Size

// Layout gives every object all the room.
func (l room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// MinSize is the given size, completed by the objects.
func (l room) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size(l)
	for _, o := range objects {
		if l.Width == 0 {
			size.Width = max(size.Width, o.MinSize().Width)
		}
		if l.Height == 0 {
			size.Height = max(size.Height, o.MinSize().Height)
		}
	}
	return size
}

// sized holds objects in a room of this least size.
func sized(w, h float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(room(fyne.NewSize(w, h)), o...)
}

func padded(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), o)
}

// whole is a layout that asks for the whole width of its text, however long it is.
type whole struct{ size float32 }

// Layout gives the text all the room.
func (w whole) Layout(objects []fyne.CanvasObject, size fyne.Size) { room{}.Layout(objects, size) }

// MinSize is as long as the words are in bold, a little more than they need.
func (w whole) MinSize(objects []fyne.CanvasObject) fyne.Size {
	t := objects[0].(*look.Text)
	return fyne.MeasureText(t.Words(), w.size, fyne.TextStyle{Bold: true})
}

// uncut keeps a text from being cut or shrunk by its neighbours; size is the text's own.
func uncut(t *look.Text, size float32) *fyne.Container {
	return container.New(whole{size}, t)
}

// legible is a layout that leaves a text out where there is no room for it in its least size.
type legible struct{ least float32 }

// Layout gives the text the room, or none.
func (l legible) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t := objects[0].(*look.Text)
	if look.Width(t.Words(), l.least, false) > size.Width {
		size.Width = 0
	}
	t.Resize(size)
}

// MinSize leaves the width to the neighbours.
func (l legible) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, objects[0].MinSize().Height)
}
