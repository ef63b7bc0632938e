package desk

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// missed is the strip of those who were called and did not come; each can be given back to the line.
type missed struct {
	desk  *Desk
	box   *fyne.Container
	title *look.Text
	strip *fyne.Container
	chips []*chip
	shown []string // the tickets on the strip
}

// chip is one of them.
type chip struct {
	tile         *tile
	number, back *look.Text
	ticket       string
}

func newMissed(d *Desk) *missed {
	s := &missed{desk: d, title: look.NewText("", look.SizeBody, look.Red, true), strip: row(gap, -1)}
	line := row(8, 1, s.title, container.NewHScroll(padded(10, 4, s.strip)))
	s.box = container.NewStack(look.NewFrame(look.White, look.Line, 1, 12), padded(0, 14, sized(0, 60, line)))
	return s
}

// show lists the missed, newest first; the first nine have keys.
func (s *missed) show(m *moment) {
	n := len(m.view.Missed)
	for len(s.chips) < n {
		s.add()
	}
	s.title.SetText(say("missed", "n", max(n, m.view.Totals[queue.Missed])))
	var shown []string
	for i, c := range s.chips {
		look.Show(i < n, c.tile)
		if i < n {
			t := m.view.Missed[i]
			c.ticket = t.ID
			c.number.SetText(t.Number)
			c.show(m.alive())
			shown = append(shown, t.ID)
		}
	}
	if !slices.Equal(shown, s.shown) {
		s.shown = shown
		s.box.Refresh()
	}
}

func (c *chip) show(alive bool) {
	if alive {
		c.tile.wear(coatPlain, true)
		c.back.SetColour(look.Blue)
		return
	}
	c.tile.wear(coatDead, false)
	c.back.SetColour(look.Slate)
}

func (s *missed) add() {
	c := &chip{
		number: look.NewText("", 16, look.Ink, true),
		back:   look.NewText(say("return"), look.SizeLeast, look.Blue, false),
	}
	face := row(6, -1, c.number, c.back)
	if i := len(s.chips); i < 9 {
		face.Add(padded(9, 0, newKeycap("Alt+"+digits[i:i+1], look.SizeLeast)))
	}
	c.tile = newTile(padded(0, 12, face), coatPlain, func() {
		s.desk.send(queue.Command{Verb: queue.Return, Ticket: c.ticket})
	})
	s.chips = append(s.chips, c)
	s.strip.Add(c.tile)
}
