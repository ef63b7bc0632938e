package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/assets"
)

// mostMissed is how many missed numbers one page of the strip holds.
const mostMissed = 6

// missedStrip shows the numbers that were called and not there, and what those people should do.
type missedStrip struct {
	frame   *canvas.Rectangle
	title   *pair
	numbers [mostMissed]*look.Text
	none    *pair
	hint    *look.Text

	g     grid
	shown int
}

func newMissedStrip() *missedStrip {
	s := &missedStrip{
		frame: look.NewFrame(look.Ink, look.Coral, 1, 0),
		title: newPair(look.Coral, look.Coral, true),
		none:  newPair(look.Mist, look.Mist, false),
		hint:  look.NewText("", 1, look.Mist, false),
	}
	s.title.key("screen.missed")
	s.none.key("screen.missed.none")
	s.hint.SetAlign(fyne.TextAlignTrailing)
	for i := range s.numbers {
		s.numbers[i] = look.NewText("", 1, look.Snow, true)
	}
	return s
}

func (s *missedStrip) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{s.frame, s.hint}, s.title.objects()...)
	all = append(all, s.none.objects()...)
	for _, n := range s.numbers {
		all = append(all, n)
	}
	return all
}

func (s *missedStrip) show(m *moment) {
	from, to := m.page(len(m.view.Missed), mostMissed)
	s.shown = to - from
	for i, n := range s.numbers {
		look.Show(i < s.shown, n)
		if i < s.shown {
			n.SetText(m.view.Missed[from+i].Number)
		}
	}
	look.Show(s.shown == 0, s.none.objects()...)
	after := m.view.Rules.ReturnAfter
	look.Show(s.shown > 0 && s.shown <= s.roomy() && after > 0, s.hint)
	s.hint.SetText(assets.Chinese("screen.missed.hint", "n", after))
	s.dress()
	s.place(s.g)
}

// roomy is up to how many numbers leave room for the hint.
func (s *missedStrip) roomy() int {
	if s.g.portrait {
		return 2
	}
	return 3
}

// dress keeps the warning colour for when there is somebody to warn.
func (s *missedStrip) dress() {
	edge, first, second := look.Coral, look.Coral, look.Coral
	if s.shown == 0 {
		edge, first, second = look.Rise, look.Snow, look.Mist
	}
	s.title.colour(first, second)
	if s.frame.StrokeColor != edge {
		s.frame.StrokeColor = edge
		s.frame.Refresh()
	}
}

func (s *missedStrip) place(g grid) {
	s.g = g
	u := g.u
	s.frame.StrokeWidth, s.frame.CornerRadius = 0.25*u, 1.6*u
	put(s.frame, g.missed)
	b := g.missed.inset(2.3*u, 0)
	s.title.size(2.75*u, 2.3*u)
	head, b := b.cutLeft(14.2*u, 2.4*u)
	s.title.place(head, fyne.TextAlignLeading)
	s.none.size(2.5*u, 2.5*u)
	s.none.place(b, fyne.TextAlignLeading)
	if s.shown <= s.roomy() {
		var hint box
		b, hint = b.cutRight(b.w*0.44, 2*u)
		s.hint.SetSize(2.35 * u)
		put(s.hint, hint)
	}
	each := min(13*u, b.w/float32(max(s.shown, 1)))
	for _, n := range s.numbers {
		var cell box
		cell, b = b.cutLeft(each, 0)
		cell.w -= 1.5 * u
		n.SetSize(4.15 * u)
		put(n, cell)
	}
}
