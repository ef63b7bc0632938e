package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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

// shares is a layout that divides its room evenly.
type shares struct {
	across bool // from left to right, else from top to bottom
	gap    float32
}

// Layout gives every object its share.
func (s shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f := flow{across: s.across}
	room, n := f.turned(size), float32(len(objects))
	length := (room.Height - (n-1)*s.gap) / n
	for i, o := range objects {
		at := f.turned(fyne.NewSize(0, float32(i)*(length+s.gap)))
		o.Move(fyne.NewPos(at.Width, at.Height))
		o.Resize(f.turned(fyne.NewSize(room.Width, length)))
	}
}

// MinSize has room for the longest and the broadest.
func (s shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	f, n := flow{across: s.across}, float32(len(objects))
	var most fyne.Size
	for _, o := range objects {
		most = most.Max(f.turned(o.MinSize()))
	}
	return f.turned(fyne.NewSize(most.Width, n*most.Height+(n-1)*s.gap))
}
