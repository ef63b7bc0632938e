package take

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// sorry stands in the place of everything while no ticket can be taken at all, and in the place of the code while no service
// gives one out: why, and where to go instead or when to come again.
type sorry struct {
	card    *canvas.Rectangle
	warning *look.Icon
	clock   *look.Icon // instead of the warning, where it is only time
	title   *duo
	advice  *look.Prose
	second  *look.Prose
}

func newSorry() *sorry {
	s := &sorry{
		card:    look.NewPanel(look.White, 0),
		warning: look.NewIcon(look.Warning, look.Red),
		clock:   look.NewIcon(look.Clock, look.Ink),
		title:   newDuo(look.Red, look.Slate),
		advice:  look.NewSentence(look.Ink, false),
		second:  look.NewSentence(look.Slate, false),
	}
	s.advice.SetAlign(fyne.TextAlignCenter)
	s.second.SetAlign(fyne.TextAlignCenter)
	return s
}

func (s *sorry) objects() []fyne.CanvasObject { return append(s.words(), s.warning, s.clock) }

// words are all but the sign above them.
func (s *sorry) words() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{s.card}, s.title.objects()...)
	return append(append(all, s.advice.Objects()...), s.second.Objects()...)
}

func (s *sorry) draw(m *moment, g grid) {
	words, card, shown := s.news(m, g)
	calm := m.trouble() == "connecting" || m.trouble() == ""
	look.Show(shown, s.words()...)
	look.Show(shown && calm, s.clock)
	look.Show(shown && !calm, s.warning)
	if !shown {
		return
	}
	ink := look.Red
	if calm {
		ink = look.Ink
	}
	s.title.colour(ink, look.Slate)
	s.title.say(words.why)
	s.advice.Say(words.when.first)
	s.second.Say(words.when.second)
	paint(s.card, look.White, look.Line, 0.2*g.u, 2*g.u)
	look.Put(s.card, card)
	b := card.Inset(4*g.u, 2*g.u)
	b = b.Middle(b.W, min(b.H, g.size(40)))
	icon, b := b.CutTop(min(12*g.u, b.H*0.27), 0.5*g.u)
	look.Put(s.warning, icon.Middle(icon.H, icon.H))
	look.Put(s.clock, icon.Middle(icon.H, icon.H))
	title, b := b.CutTop(min(g.size(11), b.H*0.45), 0.5*g.u)
	s.title.stack(title, g.size(6), fyne.TextAlignCenter)
	top, low := b.CutTop(b.H*0.55, 0)
	if words.when.second == "" {
		top = b
	}
	s.advice.Place(top, g.size(3.8))
	s.second.Place(low, g.size(2.6))
}

// news is what there is to be sorry for, and where it stands.
func (s *sorry) news(m *moment, g grid) (words closure, card look.Box, shown bool) {
	if m.page != pageStart {
		return closure{}, look.Box{}, false
	}
	if trouble := m.trouble(); trouble != "" {
		words = closure{m.say("take.sorry." + trouble), m.say("take.sorry." + trouble + ".do")}
		return words, g.body.Middle(g.body.W, min(g.body.H, 70*g.u)), true
	}
	if m.cardKind() != cardSorry {
		return closure{}, look.Box{}, false
	}
	return m.allClosure(), newStartPlaces(m, g).card, true
}
