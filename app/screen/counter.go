package screen

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// counterTile is one counter of the board: its name, the number that is there, and a word for what happens.
type counterTile struct {
	panel  *canvas.Rectangle
	name   *look.Prose
	word   *look.Text
	number *look.Text // or, without anybody there, why

	plain bool // nobody is there
}

func newCounterTile() *counterTile {
	t := &counterTile{
		panel:  look.NewFrame(look.Deck, color.Transparent, 0, 0),
		name:   look.NewName(look.Snow, true, 2),
		word:   look.NewText("", 1, look.Mist, false),
		number: look.NewText("", 1, look.Snow, true),
	}
	t.word.SetAlign(fyne.TextAlignTrailing)
	return t
}

func (t *counterTile) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{t.panel, t.word, t.number}, t.name.Objects()...)
}

func (t *counterTile) say(m *moment, c queue.CounterView) {
	name, _ := m.name(c.Name, c.NameEN)
	first, second := m.say(wordOf(m, c))
	t.plain = c.Current == nil
	t.name.Say(name)
	switch {
	case t.plain:
		t.number.SetText(first)
		t.word.SetText(second)
	case m.stale: // nobody knows whether they are still there
		t.number.SetText(c.Current.Number)
		t.word.SetText("")
	default:
		t.number.SetText(c.Current.Number)
		t.word.SetText(first)
	}
	t.dress(m, c)
}

// called tells whether the customer of a counter is the one in the call panel and has not come yet.
func called(m *moment, c queue.CounterView) bool {
	return m.up != nil && c.Current != nil && m.up.Ticket == c.Current.ID && c.Current.State == queue.Called
}

// summoned tells whether a counter has called its customer just now, though another call may stand in the panel.
func summoned(m *moment, c queue.CounterView) bool {
	return c.Current != nil && c.Current.State == queue.Called && slices.ContainsFunc(m.view.Calls, func(call queue.Call) bool {
		return call.Ticket == c.Current.ID && m.view.At.Sub(call.At) < announce
	})
}

// wordOf is the key of what happens at a counter. One that is paused or closed while somebody is there serves them still.
func wordOf(m *moment, c queue.CounterView) string {
	switch {
	case called(m, c), summoned(m, c):
		return "screen.counter.called"
	case c.Current != nil:
		return "screen.counter.serving"
	case m.view.Closed:
		return "screen.closed.day"
	case c.State == queue.CounterClosed:
		return "screen.counter.closed"
	case c.State == queue.CounterPaused:
		return "screen.counter.paused"
	}
	return "screen.counter.free"
}

// dress makes the counter of the call in the panel the loud one, gives others that call just now a number in its colour, and
// makes those that call nobody quiet.
func (t *counterTile) dress(m *moment, c queue.CounterView) {
	ground, edge, text, number, second := look.Deck, look.Deck, look.Snow, look.Snow, look.Mist
	switch {
	case t.plain && (m.view.Closed || c.State != queue.CounterOpen):
		ground, edge, text, number = look.Ink, look.Rise, look.Mist, look.Mist
	case t.plain, m.stale:
		text, number = look.Mist, look.Mist
	case called(m, c):
		ground, edge, text, number, second = look.Amber, look.Amber, look.Ink, look.Ink, look.Ink
	case summoned(m, c):
		number = look.Amber
	}
	paintFrame(t.panel, ground, edge)
	t.name.SetColour(text)
	t.word.SetColour(second)
	t.number.SetColour(number)
}

// place puts the name and the word above the number. Of the two the word keeps its room: it is the same for all.
func (t *counterTile) place(b look.Box, u float32) {
	t.panel.StrokeWidth, t.panel.CornerRadius = 0.25*u, look.RoundTile*u
	look.Put(t.panel, b.Whole())
	b = b.Inset(min(2*u, b.W*0.08), b.H*0.06)
	head, low := b.CutTop(b.H*0.38, 0)
	if b.H < 8.4*u {
		head.H -= 0.4 * u
	}
	t.word.SetSize(min(2.05*u, head.H*0.8))
	word := min(look.Width(t.word.Words(), 2.05*u, false)+1, head.W*0.5)
	name, side := head.CutRight(word, u)
	t.name.Place(name, min(3*u, head.H*0.8))
	look.Put(t.word, side)
	size := min(7*u, max(low.H*1.2, min(recentNumber*u, low.H*1.34))) // the digits of a low tile take all its height
	if t.plain {
		t.number.SetSize(size * 0.58)
		look.Put(t.number, low)
		return
	}
	putNumber(t.number, low, size)
}
