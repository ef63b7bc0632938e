package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// ask is a question about the ticket at the counter. It stands in the place of the buttons, and goes away by itself when
// the ticket has moved on.
type ask struct {
	box     *fyne.Container
	text    *look.Text
	answers []*answer
	ticket  string
	state   queue.State
}

// answer is one way out of it, with the key 1, 2 or 3.
type answer struct {
	tile *tile
	text *look.Text
	do   func()
}

// choice is the words of an answer and what it does.
type choice struct {
	text string
	do   func()
}

func newAsk() *ask {
	a := &ask{text: look.NewText("", look.SizeBody, look.Brown, true)}
	lines := column(8, -1, sized(0, 24, a.text))
	for _, key := range []string{"1", "2", "3"} {
		x := &answer{text: look.NewText("", 16, look.Ink, true)}
		face := padded(7, 11, row(8, 0, x.text, newKeycap(key, look.SizeLeast)))
		x.tile = newTile(sized(0, 40, face), coatPlain, func() { a.choose(x) })
		a.answers = append(a.answers, x)
		lines.Add(x.tile)
	}
	a.box = container.NewStack(look.NewFrame(look.Sand, look.Brown, 1, 12), padded(10, 12, lines))
	a.box.Hide()
	return a
}

func (a *ask) open() bool { return a.box.Visible() }

// drop takes the question away.
func (a *ask) drop() { a.box.Hide() }

// keep drops the question when the ticket it is about has moved on.
func (a *ask) keep(m *moment) {
	t := m.current()
	if a.open() && (t == nil || t.ID != a.ticket || t.State != a.state) {
		a.drop()
	}
}

func (a *ask) choose(x *answer) {
	if a.open() {
		a.drop()
		x.do()
	}
}

// put puts a question about a ticket. Nothing is on its way then: a button that leads here would not have been alive.
func (d *Desk) put(t *queue.Standing, text string, choices ...choice) {
	a := d.ask
	a.ticket, a.state = t.ID, t.State
	a.text.SetText(text)
	for i, x := range a.answers {
		look.Show(i < len(choices), x.tile)
		if i < len(choices) {
			x.text.SetText(choices[i].text)
			x.do = choices[i].do
			x.tile.wear(coatPlain, true)
		}
	}
	a.box.Show()
	d.draw()
}

// askServed asks whether a ticket that was called a moment ago is done, since calling the next one finishes it.
func (d *Desk) askServed(t *queue.Standing) {
	id := t.ID
	d.put(t, say("ask.served", "number", t.Number),
		choice{say("ask.served.yes"), d.sendNext},
		choice{say("ask.served.no"), func() { d.send(queue.Command{Verb: queue.Recall, Ticket: id, Counter: d.m.counter}) }},
		choice{say("ask.back"), d.draw})
}

// askCancel asks once before a ticket is cancelled: nothing brings it back.
func (d *Desk) askCancel() {
	t := d.m.current()
	if t == nil {
		return
	}
	id := t.ID
	d.put(t, say("ask.cancel", "number", t.Number),
		choice{say("ask.cancel.yes"), func() { d.send(queue.Command{Verb: queue.Cancel, Ticket: id, Counter: d.m.counter}) }},
		choice{say("ask.back"), d.draw})
}
