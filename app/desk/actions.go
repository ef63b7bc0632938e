package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// actions are the buttons for the ticket at the counter.
type actions struct {
	desk                                *Desk
	box                                 *fyne.Container
	start, recall, miss, cancel, finish *action
	hold, transfer, release             *action
}

// action is one of them: what it does, its key, and below it what it waits for.
type action struct {
	tile        *tile
	title, note *look.Text
	key         *keycap
}

func newActions(d *Desk) *actions {
	s, a := d.m.speech, &actions{desk: d}
	a.start = newAction(s, "start", keyStart, func() { a.send(queue.Start) })
	a.recall = newAction(s, "recall", keyRecall, func() { a.send(queue.Recall) })
	a.miss = newAction(s, "miss", keyMiss, func() { a.send(queue.Miss) })
	a.hold = newAction(s, "hold", keyHold, func() { a.send(queue.Hold) })
	a.transfer = newAction(s, "transfer", keyTransfer, a.with(d.askTransfer))
	a.finish = newAction(s, "finish", keyFinish, func() { a.send(queue.Finish) })
	a.release = newLowAction(s, "release", keyRelease, func() { a.send(queue.Release) })
	a.cancel = newLowAction(s, "cancel", keyCancel, a.with(d.askCancel))
	a.box = column(8, -1,
		container.New(grid{}, a.start.tile, a.recall.tile, a.miss.tile),
		container.New(grid{}, a.hold.tile, a.transfer.tile, a.finish.tile),
		container.New(grid{}, a.release.tile, a.cancel.tile))
	return a
}

// grid is a layout of columns of one width.
type grid struct{}

// Layout places the objects from left to right.
func (g grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	width := (size.Width - (n-1)*gap) / n
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(width+gap), 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

// MinSize asks for the height; the width is given.
func (g grid) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

func newAction(s *speech, verb string, key chord, press func()) *action {
	a := &action{
		title: s.title(verb, 16, look.Ink, true),
		note:  look.NewText("", look.SizeLeast, look.Slate, false),
		key:   newKeycap(key.String(), look.SizeLeast),
	}
	a.tile = newTile(sized(0, 48, padded(3, 8, column(0, 1, a.top(), a.note))), coatPlain, press)
	return a
}

// newLowAction is one without a note.
func newLowAction(s *speech, verb string, key chord, press func()) *action {
	a := newAction(s, verb, key, press)
	a.tile = newTile(sized(0, 30, padded(3, 8, a.top())), coatPlain, press)
	return a
}

func (a *action) top() *fyne.Container { return row(4, 0, a.title, a.key) }

// show wakes the buttons that fit the ticket's state; the usual next step is tinted.
func (a *actions) show(m *moment) {
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
	a.note.SetText(note)
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
