package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// actions are the buttons for the ticket at the counter.
type actions struct {
	desk                        *Desk
	box                         *fyne.Container
	low                         *fyne.Container // what is rarely wanted: it stands in the card
	start, recall, miss, finish *action
	hold, transfer              *action
	release, cancel             *action
	spoken                      assets.Language // of the titles
}

// action is one of them: what it does, its key, and below it what it waits for.
type action struct {
	tile        *tile
	icon        *look.Icon      // nil: it has none
	picture     *fyne.Container // its room
	title, note *look.Text
	key         *keycap
}

func newActions(d *Desk) *actions {
	s, a := d.m.speech, &actions{desk: d}
	a.start = newAction(s, "start", look.Person, keyStart, func() { a.send(queue.Start) })
	a.recall = newAction(s, "recall", look.Speaker, keyRecall, func() { a.send(queue.Recall) })
	a.miss = newAction(s, "miss", look.Stop, keyMiss, func() { a.send(queue.Miss) })
	a.hold = newAction(s, "hold", look.Lock, keyHold, func() { a.send(queue.Hold) })
	a.transfer = newAction(s, "transfer", look.Arrow, keyTransfer, a.with(d.askTransfer))
	a.finish = newAction(s, "finish", look.Check, keyFinish, func() { a.send(queue.Finish) })
	a.release = newLowAction(s, "release", keyRelease, func() { a.send(queue.Release) })
	a.cancel = newLowAction(s, "cancel", keyCancel, a.with(d.askCancel))
	across := shares{across: true, gap: gap}
	a.box = container.New(shares{gap: 8},
		container.New(across, a.start.tile, a.recall.tile, a.miss.tile),
		container.New(across, a.hold.tile, a.transfer.tile, a.finish.tile))
	a.low = container.New(across, a.release.tile, a.cancel.tile)
	return a
}

const (
	actionHeight = 50
	actionSize   = 15 // of the words
	actionPad    = 9  // at the left and right of a button
	actionIcon   = 17 // side of the icon
	actionGap    = 5  // beside it, and before the key
)

func newAction(s *speech, verb string, icon look.Shape, key chord, press func()) *action {
	a := newTitled(s, verb, key)
	a.icon = look.NewIcon(icon, look.Ink)
	a.note = look.NewText("", look.SizeLeast, look.Slate, false)
	a.picture = levelled(sized(actionIcon, actionIcon, a.icon))
	head := row(actionGap, 1, a.picture, a.title, a.key)
	face := levelled(column(1, -1, sized(0, 23, head), sized(0, 17, a.note)))
	a.tile = newTile(sized(0, actionHeight, padded(0, actionPad, face)), coatPlain, press)
	return a
}

// newLowAction is one of one line.
func newLowAction(s *speech, verb string, key chord, press func()) *action {
	a := newTitled(s, verb, key)
	a.title.SetSize(look.SizeBody)
	a.tile = newTile(sized(0, 30, padded(0, actionPad, row(actionGap, 0, a.title, a.key))), coatPlain, press)
	return a
}

func newTitled(s *speech, verb string, key chord) *action {
	return &action{title: s.title(verb, actionSize, look.Ink, true), key: newKeycap(key.String(), look.SizeLeast)}
}

// show wakes the buttons that fit the ticket's state; the usual next step is tinted.
func (a *actions) show(m *moment) {
	a.illustrate(m.language)
	t := m.current()
	called := t != nil && t.State == queue.Called
	serving := t != nil && t.State == queue.Serving
	alive := m.alive() && !a.desk.ask.open()
	a.start.show(alive && called, called, m.say("start.note"))
	a.cancel.show(alive && called, false, "")
	a.hold.show(alive && (called || serving), false, m.say("hold.note"))
	a.transfer.show(alive && (called || serving) && len(m.view.Services) > 1, false, m.say("transfer.note"))
	a.release.show(alive && called, false, "")
	recalled, missed, finished := "", "", m.say("finish.gate")
	if called {
		recalled, missed = m.say("recall.note", "n", t.Calls), m.sayMissGate(t)
	}
	if serving {
		finished = ""
	}
	a.recall.show(alive && called, false, recalled)
	a.miss.show(alive && called && missed == "", false, missed)
	a.finish.show(alive && serving, serving, finished)
}

// illustrate gives all buttons their icons in a language whose words leave room for them, or none.
func (a *actions) illustrate(l assets.Language) {
	if l == a.spoken {
		return
	}
	a.spoken = l
	all := []*action{a.start, a.recall, a.miss, a.hold, a.transfer, a.finish}
	room, fits := float32(pillarWidth-2*gap)/3-2*actionPad-2*actionGap-actionIcon, true
	for _, b := range all {
		fits = fits && look.Width(b.title.Words(), actionSize, true)+b.key.MinSize().Width <= room
	}
	for _, b := range all {
		look.Show(fits, b.picture)
	}
	a.box.Refresh()
}

// sayMissGate is what a miss still lacks, empty when it is possible.
func (m *moment) sayMissGate(t *queue.Standing) string {
	calls, left := m.missGate(t)
	switch {
	case left > 0 && calls > 0:
		return m.say("miss.both", "calls", calls, "s", seconds(left))
	case left > 0:
		return m.say("miss.wait", "s", seconds(left))
	case calls > 0:
		return m.say("miss.calls", "calls", calls)
	}
	return ""
}

// show paints the button; first is the usual next step.
func (a *action) show(alive, first bool, note string) {
	c, ink := coatDead, look.Slate
	switch {
	case alive && first:
		c, ink = coatFirst, look.Blue
	case alive:
		c, ink = coatPlain, look.Ink
	}
	a.tile.wear(c, alive)
	a.title.SetColour(ink)
	if a.icon != nil {
		a.icon.SetColour(ink)
		a.note.SetText(note)
	}
}

// send carries out a step of the ticket at the counter.
func (a *actions) send(v queue.Verb) {
	a.with(func(t queue.Standing) { a.desk.act(v, t)() })()
}

// with is what happens with the ticket at the counter, if there is one.
func (a *actions) with(do func(queue.Standing)) func() {
	return func() {
		if t := a.desk.m.current(); t != nil {
			do(*t)
		}
	}
}

// act is a step of a ticket that is at this counter, or in no counter's hands.
func (d *Desk) act(v queue.Verb, t queue.Standing) func() {
	return func() { d.send(queue.Command{Verb: v, Ticket: t.ID, Counter: d.m.counter}) }
}
