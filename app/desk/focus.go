package desk

import "fyne.io/fyne/v2"

// focus gives the keys to a part of the desk.
func (d *Desk) focus(o fyne.Focusable) {
	if d.keys.canvas != nil {
		d.keys.canvas.Focus(o)
	}
}

// unfocus takes them from it again.
func (d *Desk) unfocus(o fyne.Focusable) {
	if d.keys.canvas != nil && d.keys.canvas.Focused() == o {
		d.keys.canvas.Unfocus()
	}
}

// freeKeys takes them from whatever part has them: every key is the desk's again.
func (d *Desk) freeKeys() {
	if d.keys.canvas != nil {
		d.keys.canvas.Unfocus()
	}
}
