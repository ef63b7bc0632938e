package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// list is a list whose rows can be chosen, by a click or with the arrows and Enter. It keeps none selected, and hands the
// keys it has no use for to the desk: Fyne gives every key to what has the focus, and a click on a row takes the focus.
type list struct {
	widget.List
	typed, pressed func(*fyne.KeyEvent)
}

var _ desktop.Keyable = (*list)(nil)

func newList(length func() int, update func(widget.ListItemID, fyne.CanvasObject), chosen func(widget.ListItemID), typed, pressed func(*fyne.KeyEvent)) *list {
	l := &list{typed: typed, pressed: pressed}
	l.Length, l.UpdateItem = length, update
	l.CreateItem = func() fyne.CanvasObject { return newLineRow(look.SizeBody, look.Ink, true) }
	l.OnSelected = func(i widget.ListItemID) { l.Unselect(i); chosen(i) }
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves through the list with the arrows and chooses with Enter; every other key is the desk's.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown:
		l.List.TypedKey(e)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		l.typed(e)
	}
}

// KeyDown tells the desk that a key was pressed, and not only repeated by being held.
func (l *list) KeyDown(e *fyne.KeyEvent) { l.pressed(e) }

// KeyUp does nothing.
func (l *list) KeyUp(*fyne.KeyEvent) {}
