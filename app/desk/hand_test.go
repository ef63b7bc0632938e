package desk_test

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// key presses keys and lets them go.
func (s *stage) key(names ...fyne.KeyName) {
	for _, k := range names {
		s.act(func() {
			s.down(k)
			s.typed(k)
		})
	}
}

// hold is a key that stays down and repeats.
func (s *stage) hold(k fyne.KeyName) {
	s.key(k)
	for range 5 {
		s.act(func() { s.typed(k) })
	}
}

// down tells that a key goes down: to what has the focus, else to the window, as Fyne does.
func (s *stage) down(k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := s.keys.Focused(); f != nil {
		if keyable, ok := f.(desktop.Keyable); ok {
			keyable.KeyDown(e)
		}
		return
	}
	s.keys.down(e)
}

// typed tells what a key types, once or again while it is held.
func (s *stage) typed(k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := s.keys.Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	s.keys.OnTypedKey()(e)
}

// write types text as a keyboard does: a key goes down, then its character comes.
func (s *stage) write(text string) {
	for _, r := range text {
		s.act(func() {
			s.down(fyne.KeyName(r))
			s.typed(fyne.KeyName(r))
			if f := s.keys.Focused(); f != nil {
				f.TypedRune(r)
			}
		})
	}
}

// chord presses a key while another is held.
func (s *stage) chord(m fyne.KeyModifier, k fyne.KeyName) {
	s.act(func() {
		s.down(k)
		s.keys.shortcuts.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: m})
	})
}

// undo takes the last step back.
func (s *stage) undo() {
	s.key(fyne.KeyF8)
}

// tap clicks where a text stands, the first of those that are the same.
func (s *stage) tap(words string) {
	s.t.Helper()
	s.click(s.mustFind(words)[0])
}

// tapAnswer clicks an answer. It lies over the buttons, which may say the same.
func (s *stage) tapAnswer(words string) {
	s.t.Helper()
	var answer fyne.Position
	for _, at := range s.mustFind(words) {
		if at.X < 376 && at.Y < 708 { // the left column
			answer = at
		}
	}
	s.click(answer)
}

// tapLast clicks the text with these words that is drawn last.
func (s *stage) tapLast(words string) {
	s.t.Helper()
	at := s.mustFind(words)
	s.click(at[len(at)-1])
}

func (s *stage) click(at fyne.Position) {
	s.act(func() { test.TapCanvas(s.win.Canvas(), at) })
}
