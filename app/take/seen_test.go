package take_test

import (
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// mustFind is the middle of the text that says words: as a whole, or else as a part of it.
func (s *stage) mustFind(words string) fyne.Position {
	s.t.Helper()
	for _, match := range []func(string) bool{
		func(text string) bool { return text == words },
		func(text string) bool { return strings.Contains(text, words) },
	} {
		var found []fyne.Position
		s.walk(func(o fyne.CanvasObject, at fyne.Position, _ fyne.Widget) {
			if t, ok := o.(*canvas.Text); ok && match(t.Text) {
				found = append(found, at.AddXY(t.Size().Width/2, t.Size().Height/2))
			}
		})
		if len(found) > 0 {
			return found[len(found)-1]
		}
	}
	s.t.Fatalf("nothing says %q; the window says %q", words, s.words())
	return fyne.Position{}
}

// says tells whether some text holds words.
func (s *stage) says(words string) bool {
	return slices.ContainsFunc(s.words(), func(text string) bool { return strings.Contains(text, words) })
}

func (s *stage) want(words ...string) {
	s.t.Helper()
	for _, w := range words {
		if !s.says(w) {
			s.t.Errorf("the window says %q, want %q", s.words(), w)
		}
	}
}

func (s *stage) wantNot(words ...string) {
	s.t.Helper()
	for _, w := range words {
		if s.says(w) {
			s.t.Errorf("the window says %q, want no %q", s.words(), w)
		}
	}
}

// wantTakes checks how many tickets were wished for, whatever was asked again.
func (s *stage) wantTakes(n int) {
	s.t.Helper()
	if got := s.takes(); len(got) != n {
		s.t.Errorf("tickets wished for: %q, want %d", got, n)
	}
}

func (s *stage) words() (all []string) {
	s.walk(func(o fyne.CanvasObject, _ fyne.Position, _ fyne.Widget) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			all = append(all, t.Text)
		}
	})
	return all
}

// walk visits all that is visible and drawn, with its place in the window; inside is the widget around it.
func (s *stage) walk(see func(o fyne.CanvasObject, at fyne.Position, inside fyne.Widget)) {
	var visit func(o fyne.CanvasObject, at fyne.Position, inside fyne.Widget)
	visit = func(o fyne.CanvasObject, at fyne.Position, inside fyne.Widget) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				visit(child, at, nil)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				visit(child, at, o)
			}
		default:
			see(o, at, inside)
		}
	}
	visit(s.win.Content(), fyne.Position{}, nil)
}

// scannable are those of some addresses whose codes are on the window, in the order of places: rows, then columns.
func (s *stage) scannable(urls ...string) (seen []string) {
	s.t.Helper()
	places := map[string]fyne.Position{}
	s.pictures(func(drawn *canvas.Image, at fyne.Position) {
		for _, url := range urls {
			if s.mustPicture(url) == bits(drawn.Image) {
				seen, places[url] = append(seen, url), at
			}
		}
	})
	slices.SortFunc(seen, func(a, b string) int {
		return int(places[a].Y-places[b].Y)*10_000 + int(places[a].X-places[b].X)
	})
	return seen
}

// pictures visits all codes that are seen.
func (s *stage) pictures(see func(drawn *canvas.Image, at fyne.Position)) {
	s.walk(func(o fyne.CanvasObject, at fyne.Position, _ fyne.Widget) {
		if drawn, ok := o.(*canvas.Image); ok && !drawn.Size().IsZero() && bits(drawn.Image) != "" {
			see(drawn, at)
		}
	})
}

func (s *stage) mustPicture(url string) string {
	s.t.Helper()
	picture, err := look.Picture(url)
	if err != nil {
		s.t.Fatal(err)
	}
	return bits(picture)
}

// bits are the modules of a code.
func bits(picture image.Image) string {
	if p, ok := picture.(*image.Paletted); ok {
		return string(p.Pix)
	}
	return ""
}

// objects visits all that is in a container, seen or not.
func (s *stage) objects(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	see(o)
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			s.objects(child, see)
		}
	}
}
