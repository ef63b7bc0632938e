package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"paihao/app/look"
)

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

// pile is a layout of objects upon each other. Hidden ones are laid out too: what is shown later has its place at once, for
// Fyne lays nothing out anew that needs no more room.
type pile struct{}

// Layout gives every object all the room.
func (pile) Layout(objects []fyne.CanvasObject, size fyne.Size) { room{}.Layout(objects, size) }

// MinSize is that of the largest that is seen.
func (pile) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			size = size.Max(o.MinSize())
		}
	}
	return size
}

// piled puts objects upon each other.
func piled(o ...fyne.CanvasObject) *fyne.Container { return container.New(pile{}, o...) }

// sized holds objects in a room of this least size.
func sized(w, h float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(room(fyne.NewSize(w, h)), o...)
}

func padded(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), o)
}

// level is a layout that gives its objects all the width, and sets them in the middle of the height.
type level struct{}

// Layout gives every object the height it asks for.
func (level) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := min(o.MinSize().Height, size.Height)
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

// MinSize is that of the largest.
func (level) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// levelled sets an object in the middle of the height it is given.
func levelled(o fyne.CanvasObject) *fyne.Container { return container.New(level{}, o) }

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
