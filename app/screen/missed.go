package screen

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// mostMissed is how many missed numbers one page of the strip holds; hinted is how many beside the hint.
const mostMissed, hinted = 6, 3

// missedStrip shows the numbers that were called and not there, and what those people should do.
type missedStrip struct {
	frame   *canvas.Rectangle
	title   *pair
	numbers [mostMissed]*look.Text
	none    *pair
	hint    [2]*look.Text // on one line or two

	g      grid
	shown  int    // on this page
	cells  int    // on every page, so that numbers stand still when it turns
	advice string // the hint, with a line break where it may be broken; empty = there is none
}

func newMissedStrip() *missedStrip {
	s := &missedStrip{
		frame: look.NewFrame(look.Ink, look.Coral, 1, 0),
		title: newPair(look.Coral, look.Coral, true),
		none:  newPair(look.Mist, look.Mist, false),
	}
	for i := range s.numbers {
		s.numbers[i] = look.NewText("", 1, look.Snow, true)
	}
	for i := range s.hint {
		s.hint[i] = look.NewText("", 1, look.Mist, false)
		s.hint[i].SetAlign(fyne.TextAlignTrailing)
	}
	return s
}

func (s *missedStrip) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{s.frame, s.hint[0], s.hint[1]}, s.title.objects()...)
	all = append(all, s.none.objects()...)
	for _, n := range s.numbers {
		all = append(all, n)
	}
	return all
}

func (s *missedStrip) show(m *moment) {
	missed := m.view.Missed
	s.cells = min(len(missed), s.room())
	from, to := m.page(len(missed), max(s.cells, 1))
	s.shown = to - from
	for i, n := range s.numbers {
		look.Show(i < s.shown, n)
		if i < s.shown {
			n.SetText(missed[from+i].Number)
		}
	}
	s.title.say(m.say("screen.missed"))
	s.none.say(m.say("screen.missed.none"))
	look.Show(s.shown == 0 && !m.heard.IsZero(), s.none.objects()...) // before that nobody knows
	s.advise(m)
	s.dress()
	s.place(s.g)
}

// room is how many numbers go on one page.
func (s *missedStrip) room() int { return atMost(s.inner().W, 9*s.g.u, 0, mostMissed) }

// advise says what those on the strip should do, while their numbers leave room for it.
func (s *missedStrip) advise(m *moment) {
	s.advice = ""
	if after := m.view.Rules.ReturnAfter; after > 0 && s.cells > 0 && s.cells <= min(hinted, s.room()-1) {
		s.advice = m.one("screen.missed.hint", "n", after)
	}
}

// dress keeps the warning colour for when there is somebody to warn.
func (s *missedStrip) dress() {
	edge, first, second := look.Coral, look.Coral, look.Coral
	if s.shown == 0 {
		edge, first, second = look.Rise, look.Snow, look.Mist
	}
	s.title.colour(first, second)
	paintFrame(s.frame, look.Ink, edge)
}

// inner is the room beside the title.
func (s *missedStrip) inner() look.Box {
	u := s.g.u
	_, b := s.g.missed.Inset(2.3*u, 0).CutLeft(s.titleWidth(), 2.4*u)
	return b
}

func (s *missedStrip) titleWidth() float32 { return min(14.2*s.g.u, s.g.missed.W*0.25) }

func (s *missedStrip) place(g grid) {
	s.g = g
	u := g.u
	s.frame.StrokeWidth, s.frame.CornerRadius = 0.25*u, 1.6*u
	look.Put(s.frame, g.missed)
	s.title.size(2.75*u, 2.3*u)
	head, _ := g.missed.Inset(2.3*u, 0).CutLeft(s.titleWidth(), 0)
	s.title.place(head, fyne.TextAlignLeading)
	b := s.inner()
	s.none.size(2.5*u, 2.5*u)
	s.none.place(b, fyne.TextAlignLeading)
	cells, hint := b, look.Box{}
	if s.advice != "" {
		full := float32(s.cells) * 13 * u
		cells, hint = b.CutLeft(min(full, b.W-s.hintWidth(b.W-full-u, b.W*0.6)-u), u)
	}
	s.placeHint(hint)
	each := min(13*u, cells.W/float32(max(s.cells, 1)))
	for _, n := range s.numbers {
		var cell look.Box
		cell, cells = cells.CutLeft(each, 0)
		cell.W -= 1.2 * u
		putNumber(n, cell, 4.2*u)
	}
}

// hintWidth is how much the hint wants: all of it on one line where the numbers leave room for that, else its longer half, but
// at most a part of the strip.
func (s *missedStrip) hintWidth(room, most float32) float32 {
	size := 2.35 * s.g.u
	if line := look.Width(strings.ReplaceAll(s.advice, "\n", ""), size, false) + 1; line <= room {
		return line
	}
	first, second, _ := strings.Cut(s.advice, "\n")
	return min(max(look.Width(first, size, false), look.Width(second, size, false))+1, most)
}

// placeHint puts the hint on one line where it fits, else on two.
func (s *missedStrip) placeHint(b look.Box) {
	size := 2.35 * s.g.u
	line := strings.ReplaceAll(s.advice, "\n", "")
	first, second, broken := line, "", false
	rows := b.Middle(b.W, min(b.H, 6*s.g.u))
	if look.Width(line, size, false) > b.W {
		first, second, broken = strings.Cut(s.advice, "\n")
	}
	for i, words := range []string{strings.TrimRight(first, "，,: "), second} {
		s.hint[i].SetSize(size)
		s.hint[i].SetText(words)
		cell := rows.Cell(i, 1, 2, 0)
		if !broken {
			cell = rows
		}
		look.Put(s.hint[i], cell)
	}
}
