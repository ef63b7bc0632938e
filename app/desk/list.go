package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// list is a list whose rows can be chosen, by a click or with the arrows and Enter. It keeps none selected, and hands the
// keys it has no use for to the desk: Fyne gives every key to what has the focus, and a click on a row takes the focus.
type list struct {
	widget.List
	choose         func(widget.ListItemID)
	typed, pressed func(*fyne.KeyEvent)
	place          int // of the row that the keys stand on
}

var _ desktop.Keyable = (*list)(nil)

const rowHeight = 36 // of a row, without the theme's padding that is between two

// newList makes a list of rows of which there are length; choose is told which one was chosen.
func newList(length func() int, row func() fyne.CanvasObject, update func(int, fyne.CanvasObject), choose func(int)) *list {
	l := &list{choose: choose}
	l.Length, l.CreateItem, l.UpdateItem = length, row, update
	l.OnSelected = func(i widget.ListItemID) { l.place = i; l.Unselect(i); choose(i) }
	l.ExtendBaseWidget(l)
	return l
}

// seen is the first and the last row that are seen, in whole or in part.
func (l *list) seen() (first, last int) {
	row := rowHeight + l.Theme().Size(theme.SizeNamePadding)
	top := l.GetScrollOffset()
	return int(top / row), int((top + l.Size().Height) / row)
}

// TypedKey moves through the list and chooses with Enter; every other key is the desk's.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter || e.Name == fyne.KeySpace {
		if l.place < l.Length() {
			l.choose(l.place)
		}
		return
	}
	if !l.move(e.Name) {
		l.typed(e)
	}
}

// moving are the keys that move through a list.
var moving = []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd}

// move goes to another row by a key, and tells whether it is a key for that.
func (l *list) move(key fyne.KeyName) bool {
	first, last := l.seen()
	to := l.place
	switch key {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyPageUp:
		to -= last - first
	case fyne.KeyPageDown:
		to += last - first
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = l.Length() - 1
	default:
		return false
	}
	l.goTo(to)
	return true
}

// goTo makes the keys stand on a row, or on the nearest there is.
func (l *list) goTo(place int) {
	l.place = max(0, min(place, l.Length()-1))
	l.Highlight(l.place)
}

// top goes back to the first row.
func (l *list) top() {
	l.place = 0
	l.ScrollToOffset(0)
	l.Highlight(0)
}

// KeyDown tells the desk that a key was pressed, and not only repeated by being held.
func (l *list) KeyDown(e *fyne.KeyEvent) { l.pressed(e) }

// KeyUp does nothing.
func (l *list) KeyUp(*fyne.KeyEvent) {}
