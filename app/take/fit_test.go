//go:build !race

package take_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/queue"
)

// sizes are windows that a venue may have.
var sizes = []fyne.Size{
	fyne.NewSize(1080, 1920), fyne.NewSize(1920, 1080), fyne.NewSize(1280, 720), fyne.NewSize(768, 1024), fyne.NewSize(2160, 3840),
}

// tour goes through every page of a hall, and calls see on each.
func tour(s *stage, v queue.View, see func(page string)) {
	manners := []struct {
		name string
		taps []string
	}{{"both", nil}, {"large", []string{"大字"}}, {"en", []string{"English"}}, {"large en", []string{"English", "Large text"}}}
	for _, m := range manners {
		begin := func() {
			s.clock = s.clock.Add(time.Minute)
			s.show(v)
			for _, words := range m.taps {
				s.tap(words)
			}
		}
		begin()
		see(m.name + " start")
		s.key(fyne.KeyTab, fyne.KeyReturn)
		see(m.name + " second page")
		if v.Services[0].Party != (queue.Party{}) {
			s.key(fyne.KeyTab, fyne.KeyReturn)
			see(m.name + " confirm")
		}
		s.errs = []error{queue.ErrNotWritten}
		s.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn)
		see(m.name + " refused")
		s.key(fyne.KeyReturn)
		if !s.says("A02") {
			s.t.Fatalf("no number after the tour; the window says %q", s.words())
		}
		see(m.name + " result")
		s.fake.now.State, s.fake.now.Counter = queue.Called, "3"
		v.Revision++
		s.show(v)
		see(m.name + " called")
		s.fake.now.State, s.fake.now.Bound = queue.Missed, true
		v.Revision++
		s.show(v)
		see(m.name + " missed and bound")
		begin()
		s.later(15 * time.Second)
		see(m.name + " stale")
	}
}

// Whatever the names are, and whatever the size: no word leaves its box, nothing leaves the window, and what is touched is
// large and apart.
func TestNothingOverflows(t *testing.T) {
	halls := map[string]queue.View{
		"sample": sample(), "long": long(), "odd": odd(), "crowd": crowd(12), "each": each(), "restaurant": restaurant(),
		"over": shutAll(queue.ByDay, time.Date(2027, 1, 4, 9, 0, 0, 0, zone)),
	}
	for name, v := range halls {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s %v", name, size.Width), func(t *testing.T) {
				play(t, setting{width: size.Width, height: size.Height, printer: true}, v, func(s *stage) {
					if name == "over" {
						s.check("start", size, true)
						return
					}
					tour(s, v, func(page string) { s.check(page, size, name != "odd") })
				})
			})
		}
	}
}

// check looks at all that is drawn; whole forbids words that are cut.
func (s *stage) check(page string, size fyne.Size, whole bool) {
	s.t.Helper()
	s.walk(func(o fyne.CanvasObject, at fyne.Position, inside fyne.Widget) {
		end := at.AddXY(o.Size().Width, o.Size().Height)
		if text, ok := o.(*canvas.Text); ok {
			if text.Text == "" {
				return
			}
			at.Y += text.Size().Height / 2 // a line of type is higher than its letters
			end.Y = at.Y
			if wide := text.MinSize().Width; wide > inside.Size().Width+0.5 {
				s.t.Errorf("%s: %q is %v wide in a box of %v", page, text.Text, wide, inside.Size().Width)
			}
			if inside.Size().Height < 1 {
				s.t.Errorf("%s: %q has no height", page, text.Text)
			}
			if figures.MatchString(text.Text) {
				s.t.Errorf("%s: the figure %q is cut", page, text.Text)
			}
			if whole && strings.HasSuffix(text.Text, "…") && !strings.HasSuffix(words(inside), "…") {
				s.t.Errorf("%s: %q is cut to %q", page, words(inside), text.Text)
			}
		}
		if at.X < -0.5 || at.Y < -0.5 || end.X > size.Width+0.5 || end.Y > size.Height+0.5 {
			s.t.Errorf("%s: %T at %v to %v leaves the window of %v", page, o, at, end, size)
		}
	})
	s.checkTargets(page, size)
}

// figures are never cut, nowhere.
var figures = regexp.MustCompile(`^[A-Z]?[0-9–]+…$`)

// words are what a text was set to say, before any cut.
func words(w fyne.Widget) string {
	if text, ok := w.(interface{ Words() string }); ok {
		return text.Words()
	}
	return ""
}

// checkTargets holds that what is touched is 128 of 1920 pixels high, and 24 of 1080 apart.
func (s *stage) checkTargets(page string, size fyne.Size) {
	s.t.Helper()
	type place struct{ x, y, w, h float32 }
	var tiles []place
	visit := func(o fyne.CanvasObject) {
		if _, ok := o.(fyne.Tappable); ok && o.Visible() && o.Size() != size { // the floor takes touches too
			tiles = append(tiles, place{o.Position().X, o.Position().Y, o.Size().Width, o.Size().Height})
		}
	}
	s.objects(s.win.Content(), visit)
	least, apart := max(size.Width, size.Height)/15, min(size.Width, size.Height)/45
	for i, a := range tiles {
		if a.h < least-0.5 || a.w < least-0.5 {
			s.t.Errorf("%s: a target of %v×%v, want at least %v", page, a.w, a.h, least)
		}
		for _, b := range tiles[:i] {
			x, y := max(a.x-b.x-b.w, b.x-a.x-a.w), max(a.y-b.y-b.h, b.y-a.y-a.h)
			if max(x, y) < apart-0.5 {
				s.t.Errorf("%s: two targets are %v apart, want %v: %v, %v", page, max(x, y), apart, a, b)
			}
		}
	}
}
