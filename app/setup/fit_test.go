//go:build !race

package setup_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/assets"
)

// Whatever the setup says fits its place in both languages at every size: nothing is cut, smaller than the least size, or
// beside the window. What is below it scrolls.
func TestTextsFit(t *testing.T) {
	full := state{"twelve services and thirty counters", at(2, func(s *stage, say func(string) string) {
		for n := range 9 {
			s.tap(say("service.add"))
			s.write(fmt.Sprint("办理出入境和户籍业", n))
		}
		s.enter(1)
		for range 6 {
			s.tap("+5")
		}
	})}
	for _, x := range append(states(), full) {
		for _, l := range assets.Languages() {
			t.Run(x.name+"-"+string(l), func(t *testing.T) {
				x.in(t, l, small, func(s *stage) {
					for _, size := range []fyne.Size{small, usual, large} {
						s.win.Resize(size)
						s.wantFit(size)
					}
				})
			})
		}
	}
}

// Every button and field that gets the keys is seen then, on the longest page too.
func TestFocusIsSeen(t *testing.T) {
	play(t, assets.ZH, small, func(s *stage) {
		s.enter(3)
		for range 6 {
			s.tap("+5")
		}
		c := s.win.Canvas()
		for range 200 {
			s.key(fyne.KeyTab)
			o := c.Focused().(fyne.CanvasObject)
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			if at.Y < 0 || at.Y+o.Size().Height > small.Height {
				t.Fatalf("%T has the keys at %.0f to %.0f of %.0f", o, at.Y, at.Y+o.Size().Height, small.Height)
			}
		}
	})
}

// wantFit checks every text that is seen in a window of this size.
func (s *stage) wantFit(size fyne.Size) {
	s.t.Helper()
	var visit func(o fyne.CanvasObject, at fyne.Position)
	visit = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		if scroll, ok := o.(*container.Scroll); ok {
			at = at.Subtract(scroll.Offset)
		}
		if text, ok := o.(*look.Text); ok && text.Words() != "" {
			if at.X < 0 || at.X+text.Size().Width > size.Width+1 {
				s.t.Errorf("at %.0f×%.0f %q reaches from %.0f to %.0f", size.Width, size.Height, text.Words(), at.X, at.X+text.Size().Width)
			}
			s.wantWhole(text, size)
		}
		for _, child := range childrenOf(o) {
			visit(child, at)
		}
	}
	visit(s.win.Content(), fyne.Position{})
}

// wantWhole checks that a text is drawn with all its words and can be read.
func (s *stage) wantWhole(text *look.Text, size fyne.Size) {
	s.t.Helper()
	for _, o := range test.WidgetRenderer(text).Objects() {
		line, ok := o.(*canvas.Text)
		if ok && (line.Text != text.Words() || line.TextSize < look.SizeLeast-0.5) {
			s.t.Errorf("at %.0f×%.0f %q is drawn as %q in size %.1f", size.Width, size.Height, text.Words(), line.Text, line.TextSize)
		}
	}
}
