//go:build !race

package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// Whatever the desk says fits its place in both languages at every size: nothing is cut, smaller than the least size, or
// outside the window. The venue's own names may shrink to what all texts may.
func TestTextsFit(t *testing.T) {
	for _, x := range append(states(), state{name: "busy", view: busy()}) {
		for _, l := range assets.Languages() {
			t.Run(x.name+"-"+string(l), func(t *testing.T) {
				x.in(t, l, small, func(s *stage) {
					for _, size := range []fyne.Size{small, usual, large} {
						s.act(func() { s.win.Resize(size) })
						s.wantFit(size, namesOf(english(x.view)))
					}
				})
			})
		}
	}
}

// busy is the hall on its longest day.
func busy() scene {
	v := crowd()
	v.Totals = map[queue.State]int{
		queue.Waiting: 10000, queue.Serving: 30, queue.Held: 120, queue.Done: 12345, queue.Missed: 1234, queue.Cancelled: 1234, queue.Expired: 12,
	}
	for i := range v.Services {
		v.Services[i].Waiting = 10000
	}
	v.Score = scored("2026-10-19")
	v.Means = queue.Means{Wait: 145 * time.Minute, Service: 7*time.Minute + 6*time.Second}
	return v
}

func namesOf(v scene) (names []string) {
	for _, s := range v.Services {
		names = append(names, s.Name, s.NameEN)
	}
	for _, c := range v.Counters {
		names = append(names, c.Name, c.NameEN)
	}
	return names
}

// wantFit checks every text that is seen in a window of this size. What scrolls may lie outside.
func (s *stage) wantFit(size fyne.Size, names []string) {
	s.t.Helper()
	var visit func(o fyne.CanvasObject, at fyne.Position, room float32)
	visit = func(o fyne.CanvasObject, at fyne.Position, room float32) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		var inside []fyne.CanvasObject
		switch o := o.(type) {
		case *look.Text:
			if at.X+o.Size().Width > room+1 {
				s.t.Errorf("at %.0f×%.0f %q ends at %.0f", size.Width, size.Height, o.Words(), at.X+o.Size().Width)
			}
			s.wantWhole(o, size, names)
		case *fyne.Container:
			inside = o.Objects
		case *container.Scroll, *container.Clip:
			inside, room = test.WidgetRenderer(o.(fyne.Widget)).Objects(), 1e6
		case fyne.Widget:
			inside = test.WidgetRenderer(o).Objects()
		}
		for _, child := range inside {
			visit(child, at, room)
		}
	}
	visit(s.win.Content(), fyne.Position{}, size.Width)
}

// wantWhole checks that a text is drawn with all its words and can be read.
func (s *stage) wantWhole(text *look.Text, size fyne.Size, names []string) {
	s.t.Helper()
	named := slices.ContainsFunc(names, func(name string) bool { return name != "" && strings.Contains(text.Words(), name) })
	for _, o := range test.WidgetRenderer(text).Objects() {
		line, ok := o.(*canvas.Text)
		if !ok || text.Size().Width == 0 { // left out on purpose
			continue
		}
		if line.Text != text.Words() || line.TextSize < look.SizeLeast-0.5 && !named {
			s.t.Errorf("at %.0f×%.0f %q is drawn as %q in size %.1f", size.Width, size.Height, text.Words(), line.Text, line.TextSize)
		}
	}
}
