package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// keyboard is the keys of a window.
type keyboard struct {
	plain  map[fyne.KeyName]func()
	canvas fyne.Canvas
	held   bool         // the window tells presses and repeats apart
	down   fyne.KeyName // pressed and not yet acted upon
}

// Attach makes the window's keys press the desk's buttons.
func (d *Desk) Attach(w fyne.Window) {
	c := w.Canvas()
	d.keys = keyboard{plain: map[fyne.KeyName]func(){}, canvas: c}
	c.SetOnTypedKey(d.typed)
	if keyed, ok := c.(desktop.Canvas); ok {
		d.keys.held = true
		keyed.SetOnKeyDown(d.pressed)
	}
	for _, b := range d.bindings() {
		d.assign(b.chord, b.do)
	}
	for _, s := range d.series() {
		for i := range digits {
			if s.do == nil {
				continue
			}
			d.assign(chord{fyne.KeyName(digits[i : i+1]), s.modifier}, func() { s.do(i) })
		}
	}
	for _, k := range moving {
		d.assign(chord{key: k}, func() { d.walk(k) })
	}
	c.AddShortcut(&fyne.ShortcutPaste{}, d.line.search.paste)
}

// assign lets a chord do something.
func (d *Desk) assign(c chord, do func()) {
	if c.modifier == 0 {
		d.keys.plain[c.key] = do
		return
	}
	s := &desktop.CustomShortcut{KeyName: c.key, Modifier: c.modifier}
	d.keys.canvas.AddShortcut(s, func(fyne.Shortcut) {
		if !d.binder.open() {
			d.once(c.key, do)
		}
	})
}

// pressed notes that a key went down.
func (d *Desk) pressed(e *fyne.KeyEvent) { d.keys.down = e.Name }

// typed presses the button of a key, or gives the answer that it stands for.
func (d *Desk) typed(e *fyne.KeyEvent) {
	d.once(e.Name, func() {
		switch do := d.keys.plain[e.Name]; {
		case d.binder.open():
			d.binder.typed(e.Name)
		case d.ask.press(e.Name):
		case do != nil:
			do()
		}
	})
}

// walk takes a key that moves to the counters while they are there, else to the line, wherever it was pressed.
func (d *Desk) walk(key fyne.KeyName) {
	if d.chooser.sheet.open() {
		d.focus(d.chooser)
		d.chooser.move(key)
		return
	}
	d.line.walk(key)
}

// once lets a key act when it goes down and not while it is held: a book on the keyboard calls nobody. While a question of
// the program's lies over the window, its buttons cannot be pressed by mouse, and not by key either.
func (d *Desk) once(key fyne.KeyName, do func()) {
	if d.keys.held && d.keys.down != key || d.keys.canvas.Overlays().Top() != nil {
		return
	}
	d.keys.down = ""
	do()
}
