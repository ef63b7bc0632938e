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
	desk   *Desk
	box    *fyne.Container
	title  *look.Text
	head   *fyne.Container // the title and its key
	inside *fyne.Container // the head and the strip
	strip  *strip
	line   *fyne.Container // in the strip
	chips  []*chip
	shown  []string // the tickets on the strip
	words  string   // key of the title
	state  queue.State
	again  queue.Verb // back into the line
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
	return s.arrange(look.Red, keyMissed)
}

// newHeld is a strip that is there only while somebody is held.
func newHeld(d *Desk) *shelf {
	s := &shelf{desk: d, words: "held", state: queue.Held, again: queue.Resume}
	return s.arrange(look.Brown, keyHeld)
}

// shelfHeight is how high a strip is.
const shelfHeight = 60

func (s *shelf) arrange(ink color.Color, key chord) *shelf {
	s.title, s.line = look.NewText("", look.SizeBody, ink, true), row(gap, -1)
	s.strip = newStrip(padded(shelfHeight/6, 4, s.line), look.White)
	s.head = row(8, -1, s.title, newKeycap(key.String(), look.SizeLeast))
	s.inside = row(8, 1, s.head, s.strip)
	s.box = container.NewStack(look.NewFrame(look.White, look.Line, 1, look.RadiusPanel), sized(0, shelfHeight, padded(1, 14, s.inside)))
	return s
}

// shelves puts the strips of the missed and of the held beside each other.
func shelves(missed, held *shelf) *fyne.Container {
	return container.New(shelving{missed, held}, missed.box, held.box)
}

// shelving is the layout of the two strips. The held get the room they need, up to half; the missed get the rest.
type shelving struct{ missed, held *shelf }

// Layout places the strips that are there.
func (l shelving) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := size.Width
	if l.held.box.Visible() {
		room := min(l.held.width(), (size.Width-gap)/2)
		width -= room + gap
		l.held.box.Move(fyne.NewPos(width+gap, 0))
		l.held.box.Resize(fyne.NewSize(room, size.Height))
	}
	l.missed.box.Resize(fyne.NewSize(width, size.Height))
}

// MinSize asks for the height; the width is given.
func (l shelving) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, shelfHeight) }

// width is how wide the strip is when all of it is seen.
func (s *shelf) width() float32 {
	return s.head.MinSize().Width + s.line.MinSize().Width + 2*14 + 8 + 2*4
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
		again(s.head)
		again(s.inside)
		s.strip.again()
		again(s.line)
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
		back:   s.desk.m.title(string(s.again)+".short", look.SizeLeast, look.Blue, false),
	}
	face := row(6, -1, c.number, c.back)
	c.tile = newTile(padded(0, 12, face), coatPlain, func() {
		s.desk.send(queue.Command{Verb: s.again, Ticket: c.ticket.ID})
	})
	c.box = row(2, -1, c.tile)
	if s.state == queue.Missed {
		if i := len(s.chips); i < len(digits) {
			face.Add(newKeycap(digits[i:i+1], look.SizeLeast))
		}
		c.at = s.desk.m.title("call", look.SizeLeast, look.Blue, false)
		c.call = newTile(padded(0, 10, c.at), coatPlain, func() { s.desk.callTicket(c.ticket) })
		c.box.Add(c.call)
	}
	s.chips = append(s.chips, c)
	s.line.Add(c.box)
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

// askMissed asks which of the missed tickets staff mean, and then what is to be done with it: a strip may have more than
// there are keys for.
func (d *Desk) askMissed() {
	if !d.m.alive() || len(d.m.view.Missed) == 0 {
		return
	}
	d.put(func() question {
		q := question{text: d.m.say("ask.missed"), still: func(m *moment) bool { return len(m.view.Missed) > 0 }}
		for _, t := range d.m.view.Missed {
			q.choices = append(q.choices, choice{text: t.Number + " " + d.m.serviceName(t.Service), do: func() { d.askTicket(t) }})
		}
		q.choices = append(q.choices, d.back())
		return q
	})
}
