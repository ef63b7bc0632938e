package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// sign is a screen of one counter, above it or beside its door: its name, the number that is there or is to come, and how
// many wait for it.
type sign struct {
	panel   *look.Slab
	name    *look.Prose
	second  *look.Text // the name in the second language
	rule    *canvas.Rectangle
	word    *pair       // what happens, above a number
	number  *look.Text  // empty when nobody is there
	state   *look.Prose // what happens, in the place of a number
	also    *look.Text  // the same in the second language
	waiting *pair

	g grid
}

func newSign() *sign {
	s := &sign{
		panel:   look.NewSlab(look.Deck),
		name:    look.NewName(look.Snow, true, 3),
		second:  look.NewText("", 1, look.Mist, false),
		rule:    look.NewPanel(look.Rise, 0),
		word:    newPair(look.Amber, look.Mist, true),
		number:  look.NewText("", 1, look.Amber, true),
		state:   look.NewName(look.Mist, true, 3),
		also:    look.NewText("", 1, look.Mist, false),
		waiting: newPair(look.Snow, look.Mist, true),
	}
	s.name.SetAlign(fyne.TextAlignCenter)
	s.state.SetAlign(fyne.TextAlignCenter)
	for _, t := range []*look.Text{s.second, s.number, s.also} {
		t.SetAlign(fyne.TextAlignCenter)
	}
	return s
}

func (s *sign) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{s.panel, s.second, s.rule, s.number, s.also}, s.name.Objects()...)
	all = append(append(all, s.word.objects()...), s.state.Objects()...)
	return append(all, s.waiting.objects()...)
}

func (s *sign) show(m *moment) {
	c := queue.CounterView{}
	if len(m.view.Counters) > 0 {
		c = m.view.Counters[0]
	}
	name, second := m.name(c.Name, c.NameEN)
	s.name.Say(name)
	s.second.SetText(second)
	s.sayState(m, c)
	s.sayWaiting(m, c)
	s.dress(m, c)
	s.place(s.g)
}

// sayState says what happens at the counter, with the number that is there if there is one.
func (s *sign) sayState(m *moment, c queue.CounterView) {
	first, second := m.say(signWord(m, c))
	if c.Current == nil {
		s.state.Say(first)
		s.also.SetText(second)
		s.number.SetText("")
		s.word.say("", "")
		return
	}
	s.state.Say("")
	s.also.SetText("")
	s.number.SetText(c.Current.Number)
	s.word.say(first, second)
}

// signWord is the key of what happens at the counter of a sign.
func signWord(m *moment, c queue.CounterView) string {
	switch {
	case m.heard.IsZero(), m.stale && c.Current == nil:
		return "screen.connecting"
	case m.stale:
		return "screen.last-call"
	case !m.view.Health.Writable && c.Current == nil:
		return "screen.unwritable.mark"
	case m.view.Closed && c.Current == nil:
		return "screen.day-over"
	case c.State == queue.CounterOpen && c.Current == nil && m.waiting() > 0:
		return "screen.soon"
	}
	return wordOf(m, c)
}

// sayWaiting says how many wait for a counter that works.
func (s *sign) sayWaiting(m *moment, c queue.CounterView) {
	s.waiting.say("", "")
	if n := m.waiting(); n > 0 && c.State == queue.CounterOpen && !m.stale {
		s.waiting.say(m.say("screen.sign.waiting", "n", n))
	}
}

// dress colours the sign as the call panel: Ink on Amber while a call flashes, Amber on Deck until its customer is there.
func (s *sign) dress(m *moment, c queue.CounterView) {
	ground, rule, loud, text, second := look.Deck, look.Rise, look.Snow, look.Snow, look.Mist
	switch come := called(m, c) || summoned(m, c); {
	case come && m.lit:
		ground, rule, loud, text, second = look.Amber, look.Ink, look.Ink, look.Ink, look.Ink
	case m.stale:
		loud, text = look.Mist, look.Mist
	case come:
		loud = look.Amber
	}
	s.panel.SetFill(ground)
	paint(s.rule, rule)
	s.name.SetColour(text)
	s.number.SetColour(loud)
	s.word.colour(loud, second)
	s.state.SetColour(text)
	s.waiting.colour(text, second)
	for _, t := range []*look.Text{s.second, s.also} {
		t.SetColour(second)
	}
}

// place stacks the sign: the name, a rule, what happens, the number, and at the foot who waits.
func (s *sign) place(g grid) {
	s.g = g
	u := g.u
	s.panel.SetRadius(look.RoundPanel * u)
	look.Put(s.panel, g.sign)
	b := g.sign.Inset(4*u, 2*u)
	h := b.H
	head, b := b.CutTop(min(h*0.22, 22*u), 0)
	s.name.Place(head, min(h*0.19, 17*u))
	head, b = b.CutTop(min(h*0.08, 7*u), min(h*0.02, 2*u))
	s.second.SetSize(head.H * 0.8)
	look.Put(s.second, head)
	rule, b := b.CutTop(max(0.25*u, 1), min(h*0.03, 3*u))
	look.Put(s.rule, rule)
	b, foot := b.CutBottom(min(h*0.1, 9*u), 0)
	s.waiting.size(foot.H*0.66, foot.H*0.46)
	s.waiting.place(foot, fyne.TextAlignCenter)
	s.placeState(b)
}

func (s *sign) placeState(b look.Box) {
	u := s.g.u
	word, number := b.CutTop(min(b.H*0.22, 10*u), 0)
	s.word.size(word.H*0.7, word.H*0.48)
	s.word.place(word, fyne.TextAlignCenter)
	putNumber(s.number, number, min(number.H*1.1, number.W/2.5, 44*u))
	state, also := b.Middle(b.W, min(b.H, 34*u)).CutTop(min(b.H, 34*u)*0.7, 0)
	s.also.SetSize(min(also.H*0.6, 5.5*u))
	s.state.Place(state, min(state.H*0.8, 17*u))
	look.Put(s.also, also)
}
