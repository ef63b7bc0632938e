package desk

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// alarms are what staff have to know of the hall and the program: what happened, and what is safe and what to do. They take
// their room from the line, so that no button moves. The most urgent ones have room; one press shows the others in turn.
type alarms struct {
	desk  *Desk
	box   *fyne.Container
	slots [alarmSlots]*alarmSlot
	more  *tile
	rest  *look.Text
	from  int      // how many of them are passed over
	shown []string // the alarms that ring, by name
}

// alarmSlots is how many alarms have room at once, beside a line that still shows some rows.
const alarmSlots = 2

// alarm is one of them.
type alarm struct {
	name     string
	what, do string
	bad      bool // or else it is a caution
	button   alarmButton
}

// alarmButton is what can be done at once; without words there is none.
type alarmButton struct {
	words string
	key   *chord // nil: it has none
	press func()
	ours  bool // it gives the queue no command, so that it is alive when those are not
	busy  bool // with ours: its answer is on its way
}

func (b alarmButton) alive(m *moment) bool {
	if b.ours {
		return !b.busy
	}
	return m.alive()
}

// alarmSlot is the room of one.
type alarmSlot struct {
	box      *fyne.Container
	inside   *fyne.Container
	ground   *canvas.Rectangle
	what, do *look.Text
	button   *tile
	face     *fyne.Container // of the button
	words    *look.Text
	key      *keycap
	press    func()
}

func newAlarms(d *Desk) *alarms {
	a := &alarms{desk: d, rest: look.NewText("", look.SizeBody, look.Ink, true)}
	face := row(6, -1, a.rest, newKeycap(keyAlarms.String(), look.SizeLeast))
	a.more = newTile(padded(3, 10, face), coatPlain, a.turn)
	a.box = column(8, -1)
	for i := range a.slots {
		a.slots[i] = newAlarmSlot()
		a.box.Add(a.slots[i].box)
	}
	last := a.slots[alarmSlots-1]
	last.inside.Add(padded(6, 0, a.more))
	return a
}

func newAlarmSlot() *alarmSlot {
	s := &alarmSlot{
		ground: look.NewPanel(look.Red, look.RadiusPanel),
		what:   look.NewText("", 16, look.White, true),
		do:     look.NewText("", look.SizeBody, look.White, false),
		words:  look.NewText("", look.SizeBody, look.Ink, true),
		key:    newKeycap("", look.SizeLeast),
	}
	s.face = row(6, -1, uncut(s.words, look.SizeBody), s.key)
	s.button = newTile(padded(3, 10, s.face), coatPlain, func() { s.press() })
	s.inside = row(gap, 0, column(0, -1, sized(0, 24, s.what), sized(0, 20, s.do)), padded(6, 0, s.button))
	s.box = container.NewStack(s.ground, padded(6, margin, s.inside))
	s.box.Hide()
	return s
}

// show rings what is the case.
func (a *alarms) show(m *moment) {
	all := a.desk.ringing()
	if names := namesOf(all); !slices.Equal(names, a.shown) {
		a.shown, a.from = names, 0 // something new: the most urgent ones again
	}
	here := all[a.from:]
	for i, s := range a.slots {
		look.Show(i < len(here), s.box)
		if i < len(here) {
			s.show(here[i], m)
		}
	}
	hidden := len(all) - min(len(here), alarmSlots)
	look.Show(hidden > 0, a.more)
	a.more.wear(coatPlain, true)
	if hidden > 0 {
		a.rest.SetText(m.say("alarms.more", "n", hidden))
	}
	look.Show(len(all) > 0, a.box)
	again(a.box)
	for _, s := range a.slots {
		again(s.inside)
	}
}

func namesOf(all []alarm) (names []string) {
	for _, a := range all {
		names = append(names, a.name)
	}
	return names
}

// turn shows the next ones; after the last of them come the most urgent ones again. The last slot is always taken, since
// the way on stands there.
func (a *alarms) turn() {
	switch last := len(a.shown) - alarmSlots; {
	case a.from >= last:
		a.from = 0
	default:
		a.from = min(a.from+alarmSlots, last)
	}
	a.desk.draw()
}

// show fills the slot.
func (s *alarmSlot) show(a alarm, m *moment) {
	fill, ink := look.Sand, look.Brown
	if a.bad {
		fill, ink = look.Red, look.White
	}
	if s.ground.FillColor != fill {
		s.ground.FillColor = fill
		s.ground.Refresh()
	}
	s.what.SetText(a.what)
	s.what.SetColour(ink)
	s.do.SetText(a.do)
	s.do.SetColour(ink)
	s.press = a.button.press
	s.words.SetText(a.button.words)
	s.button.dress(s.words, look.Ink, a.button.alive(m))
	if a.button.key != nil {
		s.key.name.SetText(a.button.key.String())
	}
	look.Show(a.button.key != nil, s.key)
	look.Show(a.button.words != "", s.button)
	again(s.face)
}
