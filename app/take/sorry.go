package take

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// sorry stands in the place of everything while no ticket can be taken: why, and where to go instead.
type sorry struct {
	card    *canvas.Rectangle
	warning *look.Icon
	title   *duo
	advice  *prose
	second  *prose
}

func newSorry() *sorry {
	return &sorry{
		card:    look.NewPanel(look.White, 0),
		warning: look.NewIcon(look.Warning, look.Red),
		title:   newDuo(look.Red, look.Slate),
		advice:  newProse(look.Ink, false),
		second:  newProse(look.Slate, false),
	}
}

func (s *sorry) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{s.card, s.warning}, s.title.objects()...)
	return append(append(all, s.advice.objects()...), s.second.objects()...)
}

func (s *sorry) draw(m *moment, g grid) {
	trouble := m.trouble()
	shown := m.page == pageStart && trouble != ""
	look.Show(shown, s.objects()...)
	if !shown {
		return
	}
	ink := look.Red
	if trouble == "connecting" {
		ink = look.Ink
	}
	s.warning.SetColour(ink)
	s.title.colour(ink, look.Slate)
	s.title.say(m.say("take.sorry." + trouble))
	advice := m.say("take.sorry." + trouble + ".do")
	s.advice.say(advice.first)
	s.second.say(advice.second)
	card := g.body.middle(g.body.w, min(g.body.h, 70*g.u))
	paint(s.card, look.White, look.Line, 0.2*g.u, 2*g.u)
	put(s.card, card)
	b := card.inset(5*g.u, 4*g.u)
	icon, b := b.cutTop(min(12*g.u, b.h*0.25), g.u)
	put(s.warning, icon.middle(icon.h, icon.h))
	title, b := b.cutTop(min(g.size(11), b.h*0.4), g.u)
	s.title.stack(title, g.size(6), fyne.TextAlignCenter)
	top, low := b.cutTop(b.h*0.55, 0)
	if advice.second == "" {
		top = b
	}
	s.advice.place(top, g.size(3.8), fyne.TextAlignCenter)
	s.second.place(low, g.size(2.6), fyne.TextAlignCenter)
}
