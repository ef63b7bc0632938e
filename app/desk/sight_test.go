package desk_test

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// mustFind is the middle of each visible text with these words, in the order they are drawn.
func (s *stage) mustFind(words string) (at []fyne.Position) {
	s.t.Helper()
	s.walk(func(t *look.Text, pos fyne.Position) {
		if t.Words() == words {
			at = append(at, pos.AddXY(t.Size().Width/2, t.Size().Height/2))
		}
	})
	if len(at) == 0 {
		s.t.Fatalf("nothing says %q; the desk says %q", words, s.words())
	}
	return at
}

// says tells whether some visible text has these words.
func (s *stage) says(words string) bool {
	return slices.Contains(s.words(), words)
}

func (s *stage) words() (all []string) {
	s.walk(func(t *look.Text, _ fyne.Position) {
		if t.Words() != "" {
			all = append(all, t.Words())
		}
	})
	return all
}

// codes is how many QR codes are seen.
func (s *stage) codes() (n int) {
	s.visit(func(o fyne.CanvasObject, _ fyne.Position) {
		if code, ok := o.(*look.QR); ok && code.Side() > 0 {
			n++
		}
	})
	return n
}

func (s *stage) walk(see func(*look.Text, fyne.Position)) {
	s.visit(func(o fyne.CanvasObject, at fyne.Position) {
		if text, ok := o.(*look.Text); ok {
			see(text, at)
		}
	})
}

// visit goes through all that is visible, in the order it is drawn.
func (s *stage) visit(see func(fyne.CanvasObject, fyne.Position)) {
	var visit func(o fyne.CanvasObject, at fyne.Position)
	visit = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		see(o, at)
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				visit(child, at)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				visit(child, at)
			}
		}
	}
	s.hand.Lock()
	defer s.hand.Unlock()
	visit(s.win.Content(), fyne.Position{})
}
