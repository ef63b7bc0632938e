package desk

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// shelf is a strip of tickets that are set aside: called and not there, or held by staff. Each can wait again.
type shelf struct {
	desk  *Desk
	box   *fyne.Container
	title *look.Text
	strip *fyne.Container
	chips []*chip
	shown []string // the tickets on the strip
	words string   // key of the title
	state queue.State
	again queue.Verb // back into the line
}

// chip is one of them. Pressed, the ticket waits again; somebody who was missed can be called at once too.
type chip struct {
	box              *fyne.Container
	tile, call       *tile
	number, back, at *look.Text
	ticket           queue.Standing
}

func newMissed(d *Desk) *shelf {
	s := &shelf{desk: d, words: "missed", state: queue.Missed, again: queue.Return}
	return s.arrange(60, look.Red)
}

// newHeld is a strip that is there only when somebody is held, and takes its room from the line.
func newHeld(d *Desk) *shelf {
	s := &shelf{desk: d, words: "held", state: queue.Held, again: queue.Resume}
	return s.arrange(54, look.Brown, newKeycap("F9", look.SizeLeast))
}

func (s *shelf) arrange(height float32, ink color.Color, key ...fyne.CanvasObject) *shelf {
	s.title, s.strip = look.NewText("", look.SizeBody, ink, true), row(gap, -1)
	title := row(8, -1, s.title)
	for _, k := range key {
		title.Add(padded((height-20)/2, 0, k))
	}
	line := row(8, 1, title, container.NewHScroll(padded(height/6, 4, s.strip)))
	s.box = container.NewStack(look.NewFrame(look.White, look.Line, 1, 12), padded(0, 14, sized(0, height, line)))
	return s
}

// show lists the tickets, newest first.
func (s *shelf) show(m *moment, tickets []queue.Standing) {
	for len(s.chips) < len(tickets) {
		s.add()
	}
	s.title.SetText(m.say(s.words, "n", max(len(tickets), m.view.Totals[s.state])))
	var shown []string
	for i, c := range s.chips {
		look.Show(i < len(tickets), c.box)
		if i < len(tickets) {
			c.show(m, tickets[i])
			shown = append(shown, tickets[i].ID)
		}
	}
	if !slices.Equal(shown, s.shown) {
		s.shown = shown
		s.box.Refresh()
	}
}

func (c *chip) show(m *moment, t queue.Standing) {
	c.ticket = t
	c.number.SetText(t.Number)
	c.tile.dress(c.back, look.Blue, m.alive())
	if c.call != nil {
		c.call.dress(c.at, look.Blue, m.alive() && m.notHere(t.Service) == "")
	}
}

// dress paints a small button and its words, in ink while it can be pressed.
func (t *tile) dress(words *look.Text, ink color.Color, alive bool) {
	if alive {
		t.wear(coatPlain, true)
		words.SetColour(ink)
		return
	}
	t.wear(coatDead, false)
	words.SetColour(look.Slate)
}

// add makes one more chip; the first nine missed have keys.
func (s *shelf) add() {
	c := &chip{
		number: look.NewText("", 16, look.Ink, true),
		back:   s.desk.m.title(string(s.again), look.SizeLeast, look.Blue, false),
	}
	face := row(6, -1, c.number, c.back)
	c.tile = newTile(padded(0, 12, face), coatPlain, func() {
		s.desk.send(queue.Command{Verb: s.again, Ticket: c.ticket.ID})
	})
	c.box = row(2, -1, c.tile)
	if s.state == queue.Missed {
		if i := len(s.chips); i < len(digits) {
			face.Add(padded(9, 0, newKeycap("Alt+"+digits[i:i+1], look.SizeLeast)))
		}
		c.at = s.desk.m.title("call", look.SizeLeast, look.Blue, false)
		c.call = newTile(padded(0, 10, c.at), coatPlain, func() { s.desk.callTicket(c.ticket) })
		c.box.Add(c.call)
	}
	s.chips = append(s.chips, c)
	s.strip.Add(c.box)
}

// press presses the chip of a key, or its call.
func (s *shelf) press(i int, call bool) {
	switch {
	case i >= len(s.shown):
	case call:
		s.chips[i].call.Tapped(nil)
	default:
		s.chips[i].tile.Tapped(nil)
	}
}
