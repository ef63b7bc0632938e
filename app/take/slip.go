package take

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// slip says how far the paper is, and has the buttons that end the journey.
type slip struct {
	card   *canvas.Rectangle
	icon   *look.Icon
	words  *duo
	advice *look.Prose
	steps  [3]*step
	tip    *look.Text
	again  *button
	finish *button
}

// step is one of the things that happen one after another.
type step struct {
	ground *canvas.Rectangle
	words  *look.Text
}

func newSlip(w *Window) *slip {
	s := &slip{
		card: look.NewPanel(look.Sky, 0), icon: look.NewIcon(look.Printer, look.Blue),
		words: newDuo(look.Blue, look.Blue), advice: look.NewSentence(look.Blue, false),
		tip: look.NewText("", 1, look.Slate, false), again: newButton(w, w.print), finish: newButton(w, w.home),
	}
	for i := range s.steps {
		s.steps[i] = &step{look.NewPanel(look.White, 0), look.NewText("", 1, look.Ink, true)}
		s.steps[i].words.SetAlign(fyne.TextAlignCenter)
	}
	s.tip.SetAlign(fyne.TextAlignCenter)
	return s
}

func (s *slip) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{s.card, s.icon, s.tip}, s.words.objects()...)
	all = append(append(all, s.advice.Objects()...), s.again.objects()...)
	return append(append(all, s.finish.objects()...), s.stepObjects()...)
}

func (s *slip) stepObjects() (all []fyne.CanvasObject) {
	for _, step := range s.steps {
		all = append(all, step.ground, step.words)
	}
	return all
}

// slipLooks is how each state looks: the part of its key, its ground and its ink.
var slipLooks = map[slipState]struct {
	key       string
	fill, ink color.NRGBA
}{
	slipNone:     {"none", look.Sky, look.Blue},
	slipPrinting: {"printing", look.Sky, look.Blue},
	slipPrinted:  {"printed", look.Leaf, look.Green},
	slipFailed:   {"failed", look.Sand, look.Brown},
}

func (s *slip) draw(m *moment, g grid) {
	if m.page != pageResult {
		look.Show(false, s.objects()...)
		return
	}
	r, p := m.result, newResultPlaces(m, g)
	looks := slipLooks[r.slip]
	look.Show(true, append(append(s.words.objects(), s.card), s.advice.Objects()...)...)
	look.Show(r.slip == slipPrinting, s.stepObjects()...)
	look.Show(m.printer, s.icon, s.tip)
	paint(s.card, looks.fill, nil, 0, 2*g.u)
	look.Put(s.card, p.slip)
	b := p.slip.Inset(2.5*g.u, 1.2*g.u)
	if r.slip == slipPrinting {
		var row look.Box
		b, row = b.CutBottom(b.H*0.34, 0.8*g.u)
		s.drawSteps(m, g, row)
	}
	if m.printer {
		var icon look.Box
		icon, b = b.CutLeft(min(b.H, 7*g.u), 2*g.u)
		s.icon.SetColour(looks.ink)
		look.Put(s.icon, icon.Middle(icon.W, icon.W))
	}
	s.words.colour(looks.ink, looks.ink)
	s.words.say(m.say("take.slip." + looks.key))
	s.advice.SetColour(looks.ink)
	s.advice.Say(look.Say(m.first, "take.slip."+looks.key+".do"))
	top, low := b.CutTop(b.H*0.52, 0)
	s.words.line(top, min(g.size(3.8), top.H*0.7), fyne.TextAlignLeading)
	s.advice.Place(low, min(g.size(2.7), low.H*0.6))
	s.tip.SetText(m.say("take.no_wechat").first)
	s.tip.SetSize(min(g.size(2.7), p.tip.H*0.8))
	look.Put(s.tip, p.tip)
	s.drawButtons(m, g, p.buttons)
}

func (s *slip) drawSteps(m *moment, g grid, row look.Box) {
	coats := [3]coat{coatTold, coatMain, coatPlain}
	for i, key := range []string{"kept", "printing", "take"} {
		at := row.Cell(i, 3, 1, g.u)
		paint(s.steps[i].ground, coats[i].fill, nil, 0, g.u)
		look.Put(s.steps[i].ground, at)
		words := look.Say(m.first, "take.slip.step."+key)
		if i == 0 {
			words = "✓ " + words
		}
		s.steps[i].words.SetText(words)
		s.steps[i].words.SetColour(coats[i].ink)
		s.steps[i].words.SetSize(min(g.size(2.6), at.H*0.55))
		look.Put(s.steps[i].words, at.Inset(0.5*g.u, 0))
	}
}

func (s *slip) drawButtons(m *moment, g grid, row look.Box) {
	r := m.result
	look.Show(m.printer, s.again.objects()...)
	look.Show(true, s.finish.objects()...)
	right := row
	if m.printer {
		var left look.Box
		left, right = row.CutLeft(row.W*0.34, g.gap)
		live, coat := r.slip != slipPrinting && r.prints < mostSlips, coatPlain
		if !live {
			coat = coatDead
		}
		s.again.draw(left, g, g.size(3.6), coat, live, m.say("take.slip.again"))
	}
	finish := m.say("take.finish")
	finish.first = look.Say(m.first, "take.finish.left", "n", m.left)
	s.finish.draw(right, g, g.size(3.8), coatMain, true, finish)
}
