package setup

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Attach gives the setup the keys of its window.
func (s *Setup) Attach(w fyne.Window) {
	s.canvas = w.Canvas()
	s.canvas.SetOnTypedKey(s.typed)
	if keyed, ok := s.canvas.(desktop.Canvas); ok {
		s.tells = true
		keyed.SetOnKeyDown(s.pressed)
	}
	s.focus(s.first)
}

// pressed notes that a key went down.
func (s *Setup) pressed(e *fyne.KeyEvent) { s.down = e.Name }

// typed takes the keys that no field takes.
func (s *Setup) typed(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.once(e.Name, s.next)
	case fyne.KeyEscape:
		s.once(e.Name, s.back)
	}
}

// once lets a key act when it goes down and not while it is held: nothing is written that nobody has read. Each time that it
// goes down counts, however soon after the last.
func (s *Setup) once(key fyne.KeyName, do func()) {
	switch {
	case !s.tells:
	case s.down != key:
		return
	default:
		s.down, s.went = "", time.Time{}
	}
	do()
}
