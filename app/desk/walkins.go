package desk

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// walkIns are the buttons that take a ticket for somebody who stands there without WeChat, one for each service. Beside
// them stand a switch that makes the next ticket a priority one, and what stops and resumes a service's tickets.
type walkIns struct {
	desk    *Desk
	box     *fyne.Container
	inside  *fyne.Container
	strip   *strip
	line    *fyne.Container // in the strip
	buttons []*walkIn
	notes   []string // as the strip is laid out for
	first   *tile
	room    *fyne.Container // of first
	urgent  *look.Text
	class   queue.Class // of the next ticket
	issue   *tile
	stop    *look.Text
}

// walkIn is one of them. Its note says why there is no ticket, in the place of its key.
type walkIn struct {
	tile       *tile
	face       *fyne.Container
	name, note *look.Text
	why        fyne.CanvasObject // note, in all its length
	key        fyne.CanvasObject
	service    queue.ServiceView
}

func newWalkIns(d *Desk) *walkIns {
	w := &walkIns{
		desk: d, line: row(8, -1),
		urgent: d.m.title("priority", look.SizeBody, look.Ink, true),
		stop:   d.m.title("issue", look.SizeBody, look.Ink, false),
	}
	w.first = newTile(padded(0, 10, w.urgent), coatPlain, w.hurry)
	w.room = padded(6, 0, w.first)
	w.issue = newTile(padded(0, 10, row(6, -1, w.stop, newKeycap(keyIssue.String(), look.SizeLeast))), coatPlain, d.askIssue)
	title := row(6, -1, d.m.title("walk_in", look.SizeBody, look.Blue, true), newKeycap("Ctrl+", look.SizeLeast))
	w.strip = newStrip(padded(6, 4, w.line), look.Sky)
	w.inside = row(8, 2, title, w.room, w.strip, padded(6, 0, w.issue))
	w.box = container.NewStack(look.NewPanel(look.Sky, look.RadiusPanel), padded(0, 14, sized(0, 46, w.inside)))
	return w
}

// show names the services; one that gives out no tickets is dead and says why.
func (w *walkIns) show(m *moment) {
	same := func(b *walkIn, s queue.ServiceView) bool { return b.service.ID == s.ID }
	if !slices.EqualFunc(w.buttons, m.view.Services, same) {
		w.rebuild(m.view.Services)
	}
	var notes []string
	for i, b := range w.buttons {
		b.service = m.view.Services[i]
		b.show(m)
		notes = append(notes, b.name.Words()+b.note.Words())
	}
	w.showSwitches(m)
	again(w.inside)
	if !slices.Equal(notes, w.notes) {
		w.notes = notes
		for _, b := range w.buttons {
			again(b.face)
		}
		w.strip.again()
		again(w.line)
	}
}

func (b *walkIn) show(m *moment) {
	s := b.service
	note := ""
	if m.known && !s.Open {
		note = m.sayNoTicket(s)
	}
	b.name.SetText(m.name(s.Name, s.NameEN))
	b.note.SetText(note)
	look.Show(note != "", b.why)
	if b.key != nil {
		look.Show(note == "", b.key)
	}
	c, ink := coatDead, look.Slate
	alive := m.alive() && s.Open
	if alive {
		c, ink = coatPlain, look.Ink
	}
	b.tile.wear(c, alive)
	b.name.SetColour(ink)
}

// showSwitches lights the switch of priority while it is on; without a rule for it there is none.
func (w *walkIns) showSwitches(m *moment) {
	alive := m.alive() && !m.view.Closed
	look.Show(w.hurries(m), w.room)
	w.first.dress(w.urgent, look.Blue, alive)
	w.issue.dress(w.stop, look.Blue, alive)
	if w.class == queue.Priority {
		w.first.wear(coatOn, alive)
		w.urgent.SetColour(look.Brown)
	}
}

// hurries tells whether the venue has a rule for priority tickets.
func (w *walkIns) hurries(m *moment) bool { return m.view.Rules.Priority != queue.Ratio{} }

// hurry turns the switch.
func (w *walkIns) hurry() {
	if w.class == queue.Priority {
		w.class = queue.Ordinary
	} else {
		w.class = queue.Priority
	}
	w.desk.draw()
}

func (w *walkIns) rebuild(services []queue.ServiceView) {
	w.buttons = nil
	w.line.RemoveAll()
	for i := range services {
		b := &walkIn{
			name: look.NewText("", look.SizeBody, look.Ink, true),
			note: look.NewText("", look.SizeLeast, look.Slate, false),
		}
		b.why = uncut(b.note, look.SizeLeast)
		b.face = row(6, -1, uncut(b.name, look.SizeBody), b.why)
		if i < len(digits) {
			b.key = newKeycap(digits[i:i+1], look.SizeLeast)
			b.face.Add(b.key)
		}
		b.tile = newTile(padded(0, 8, b.face), coatPlain, func() { w.take(b.service) })
		w.buttons = append(w.buttons, b)
		w.line.Add(b.tile)
	}
}

// take takes a ticket, after asking for the number of people where the service's tables ask for it. The next one is an
// ordinary one again.
func (w *walkIns) take(s queue.ServiceView) {
	c := queue.Command{Verb: queue.Take, Service: s.ID, Origin: queue.FromDesk, Class: w.class}
	w.class = queue.Ordinary
	switch {
	case s.Party.Min < s.Party.Max:
		w.desk.askParty(s, func(people int) { c.Party = people; w.desk.send(c) })
		return
	case s.Party.Max > 0:
		c.Party = s.Party.Max
	}
	w.desk.send(c)
}

// press presses the button of a key for a ticket of a class; the switch may say priority already.
func (w *walkIns) press(i int, c queue.Class) {
	if i >= len(w.buttons) || w.buttons[i].tile.dead || c == queue.Priority && !w.hurries(&w.desk.m) {
		return
	}
	w.class = max(w.class, c)
	w.buttons[i].tile.Tapped(nil)
}
