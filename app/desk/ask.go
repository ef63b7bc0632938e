package desk

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// ask is a question to staff. It stands in the place of the buttons, and goes away by itself when what it is about has
// changed.
type ask struct {
	box     *fyne.Container
	text    [askLines]*look.Text
	answers []*answer
	put     func() question    // the question that is open, in the present language
	choices []choice           // all of its choices
	page    int                // of them
	still   func(*moment) bool // whether it makes sense
}

// question is what staff are asked. The last choice leads back.
type question struct {
	text    string
	still   func(*moment) bool // whether it makes sense; it goes away when it does not
	choices []choice
}

// choice is the words of an answer and what it does.
type choice struct {
	text string
	do   func()
	key  chord // its own; none = its place among the choices that are seen
	dead bool  // shown, and not possible now
}

const (
	askLines   = 3
	askWidth   = 336 // of the left column, within the question's frame
	mostAsked  = 8   // answers that have room; more are asked for in turn
	answerSize = 40  // height of an answer
	answerGap  = 8
	fewAnswers = 3 // up to so many stand below each other, more in two columns
)

func newAsk() *ask {
	a := &ask{still: always}
	heading := column(0, -1)
	for i := range a.text {
		a.text[i] = look.NewText("", look.SizeBody, look.Brown, true)
		heading.Add(a.text[i])
	}
	grid := container.New(answers{})
	for range mostAsked {
		x := &answer{text: look.NewText("", 16, look.Ink, true), key: newKeycap("", look.SizeLeast)}
		face := padded(7, 11, row(8, 0, x.text, x.key))
		x.tile = newTile(sized(0, answerSize, face), coatPlain, func() { a.choose(x) })
		a.answers = append(a.answers, x)
		grid.Add(x.tile)
	}
	lines := column(answerGap, -1, heading, grid)
	a.box = container.NewStack(look.NewFrame(look.Sand, look.Brown, 1, look.RadiusPanel), padded(10, 12, lines))
	a.box.Hide()
	return a
}

func (a *ask) open() bool { return a.box.Visible() }

// drop takes the question away.
func (a *ask) drop() { a.box.Hide() }

// keep drops a question that has lost its sense.
func (a *ask) keep(m *moment) {
	if a.open() && !a.still(m) {
		a.drop()
	}
}

func (a *ask) choose(x *answer) {
	if a.open() {
		a.drop()
		x.do()
	}
}

// press gives the answer that a key stands for, and tells whether there is one. A key of its own counts on every page.
func (a *ask) press(name fyne.KeyName) bool {
	if !a.open() {
		return false
	}
	for _, x := range a.answers {
		if x.name == name {
			x.tile.Tapped(nil)
			return true
		}
	}
	for _, c := range a.choices {
		if c.key.key == name && name != "" && !c.dead {
			a.drop()
			c.do()
			return true
		}
	}
	return false
}

// put puts a question, for as long as it makes sense. Nothing is on its way then: a button that leads here would not have
// been alive. It is made again when the language changes.
func (d *Desk) put(q func() question) {
	d.ask.put, d.ask.page = q, 0
	d.pose()
}

// pose shows a page of the question. The way back is on every page.
func (d *Desk) pose() {
	a := d.ask
	q := a.put()
	a.still, a.choices = q.still, q.choices
	choices := q.choices
	for p := 0; len(choices) > mostAsked; p++ {
		if p == a.page {
			more := choice{text: d.m.say("ask.more"), do: func() { a.page++; d.pose() }, key: chord{key: fyne.Key0}}
			choices = append(choices[:mostAsked-2:mostAsked-2], more, choices[len(choices)-1])
			break
		}
		choices = choices[mostAsked-2:]
	}
	a.fill(q.text, choices)
	a.box.Show()
	a.box.Refresh()
	d.draw()
}

// fill writes the question and its answers.
func (a *ask) fill(text string, choices []choice) {
	lines := look.Wrap(text, askLines, look.SizeBody, true, askWidth)
	for i, t := range a.text {
		look.Show(i < len(lines), t)
		if i < len(lines) {
			t.SetText(lines[i])
		}
	}
	for i, x := range a.answers {
		look.Show(i < len(choices), x.tile)
		x.name = ""
		if i < len(choices) {
			x.show(choices[i], strconv.Itoa(i+1))
		}
	}
}

// always is for a question that nothing in the hall makes senseless.
func always(*moment) bool { return true }

// stays holds as long as a ticket is as it is.
func stays(t queue.Standing) func(*moment) bool {
	return func(m *moment) bool {
		now := m.ticket(t.ID)
		return now != nil && now.State == t.State && now.Counter == t.Counter && now.Service == t.Service
	}
}
