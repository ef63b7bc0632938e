package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"paihao/queue"
)

// digits are the keys of buttons that come in any number: the first nine have one.
const digits = "123456789"

// keyboard is what each key presses. Esc is none of them.
type keyboard struct {
	plain  map[fyne.KeyName]func()
	canvas fyne.Canvas
	held   bool         // the window tells presses and repeats apart
	down   fyne.KeyName // pressed and not yet acted upon
}

func press(t *tile) func() { return func() { t.Tapped(nil) } }

func (d *Desk) bindKeys() {
	d.keys.plain = map[fyne.KeyName]func(){
		fyne.KeyF1:     press(d.next.tile),
		fyne.KeyF2:     press(d.actions.start.tile),
		fyne.KeyF3:     press(d.actions.recall.tile),
		fyne.KeyF4:     press(d.actions.miss.tile),
		fyne.KeyF7:     press(d.actions.finish.tile),
		fyne.KeyDelete: press(d.actions.cancel.tile),
		fyne.KeyF5:     press(d.actions.hold.tile),
		fyne.KeyF6:     press(d.actions.transfer.tile),
		fyne.KeyF8:     press(d.actions.release.tile),
		fyne.KeyF9:     d.askHeld,
		fyne.KeyF10:    press(d.head.choose),
		fyne.KeyF11:    press(d.walkIns.issue),
	}
	for _, digit := range "0" + digits {
		key := fyne.KeyName(digit)
		d.keys.plain[key] = func() { d.ask.press(key) }
	}
}

// Attach makes the window's keys press the desk's buttons.
func (d *Desk) Attach(w fyne.Window) {
	c := w.Canvas()
	d.keys.canvas = c
	c.SetOnTypedKey(d.typed)
	if keyed, ok := c.(desktop.Canvas); ok {
		d.keys.held = true
		keyed.SetOnKeyDown(d.pressed)
	}
	d.shortcut(c, fyne.KeyModifierControl, fyne.KeyO, press(d.head.turns[0].tile))
	d.shortcut(c, fyne.KeyModifierControl, fyne.KeyP, press(d.head.turns[1].tile))
	d.shortcut(c, fyne.KeyModifierControl, fyne.KeyL, press(d.head.turns[2].tile))
	d.shortcut(c, fyne.KeyModifierControl, fyne.KeyE, press(d.head.other))
	d.shortcut(c, fyne.KeyModifierControl, fyne.KeyT, func() { d.line.turn(!d.line.whole) })
	for i := range digits {
		key := fyne.KeyName(digits[i : i+1])
		d.shortcut(c, fyne.KeyModifierControl, key, func() { d.walkIns.press(i, queue.Ordinary) })
		d.shortcut(c, fyne.KeyModifierControl|fyne.KeyModifierShift, key, func() { d.walkIns.press(i, queue.Priority) })
		d.shortcut(c, fyne.KeyModifierAlt, key, func() { d.missed.press(i, false) })
		d.shortcut(c, fyne.KeyModifierAlt|fyne.KeyModifierShift, key, func() { d.missed.press(i, true) })
	}
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { d.once(fyne.KeyZ, d.takeBack) }) // Ctrl+Z, as Fyne calls it
}

func (d *Desk) shortcut(c fyne.Canvas, m fyne.KeyModifier, key fyne.KeyName, do func()) {
	c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: m}, func(fyne.Shortcut) { d.once(key, do) })
}

// pressed notes that a key went down.
func (d *Desk) pressed(e *fyne.KeyEvent) { d.keys.down = e.Name }

// typed presses the button of a key.
func (d *Desk) typed(e *fyne.KeyEvent) {
	if do := d.keys.plain[e.Name]; do != nil {
		d.once(e.Name, do)
	}
}

// once lets a key act when it goes down and not while it is held: a book on the keyboard calls nobody. While a question
// or a menu lies over the window, its buttons cannot be pressed by mouse, and not by key either.
func (d *Desk) once(key fyne.KeyName, do func()) {
	if d.keys.held && d.keys.down != key || d.keys.canvas.Overlays().Top() != nil {
		return
	}
	d.keys.down = ""
	do()
}
