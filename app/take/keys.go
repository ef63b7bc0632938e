package take

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Attach lets the window take the few keys that a switch or a scanning device sends to people who cannot touch: Tab and the
// arrows go from button to button, Enter and the space bar press, Esc goes back to the start. Nothing else has a meaning, and
// nothing leads out of the window. A key that is held down is one press.
func (w *Window) Attach(window fyne.Window) {
	c := window.Canvas()
	if keyed, ok := c.(desktop.Canvas); ok {
		keyed.SetOnKeyDown(w.key) // Fyne keeps Tab for itself; only here it is heard of
		return
	}
	c.SetOnTypedKey(w.key)
}

func (w *Window) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyTab, fyne.KeyRight, fyne.KeyDown:
		w.move(1)
	case fyne.KeyLeft, fyne.KeyUp:
		w.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if w.ring != nil && w.ring.live() {
			w.ring.press()
		}
	case fyne.KeyEscape:
		w.touch(w.home)
	}
}

// move goes to the next or the last button that can be pressed.
func (w *Window) move(by int) {
	var live []*tile
	for _, t := range w.tiles {
		if t.live() {
			live = append(live, t)
		}
	}
	w.journey.touched = w.o.Now()
	if len(live) > 0 {
		i := slices.Index(live, w.ring)
		if i < 0 && by < 0 {
			i = 0
		}
		w.setRing(live[(i+by+len(live))%len(live)])
	}
	w.Refresh()
}

func (w *Window) setRing(t *tile) {
	for _, old := range []*tile{w.ring, t} {
		if old != nil {
			old.ringed = old == t
			old.paint()
		}
	}
	w.ring = t
}
