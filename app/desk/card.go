package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// card shows the ticket at the counter: its number, how it stands, for how long, and what its customer was told.
type card struct {
	box, inside            *fyne.Container
	top, big, about        *fyne.Container
	state                  *look.Pill
	serving                *look.Pill
	number, timer, since   *look.Text
	service, details, none *look.Text
	told                   *told
	rule                   *fyne.Container
	tidings                *container.Scroll // of told
}

func newCard(d *Desk) *card {
	s := d.m.speech
	c := &card{
		state:   look.NewPill("", 13, look.Sand, look.Brown),
		serving: look.NewPill("", 13, look.Leaf, look.Green),
		number:  look.NewText("", look.SizeTicket, look.Ink, true),
		timer:   look.NewText("", 38, look.Ink, true),
		since:   look.NewText("", look.SizeLeast, look.Slate, false),
		service: look.NewText("", look.SizeBody, look.Ink, true),
		details: look.NewText("", look.SizeBody, look.Slate, false),
		none:    look.NewText("", 28, look.Slate, true),
		told:    newTold(d),
	}
	c.timer.SetAlign(fyne.TextAlignTrailing)
	c.since.SetAlign(fyne.TextAlignTrailing)
	title := s.title("current", look.SizeBody, look.Slate, false)
	c.top = row(8, 0, title, c.state, c.serving)
	c.big = row(8, 0, c.number, sized(118, 0, padded(4, 0, column(0, 0, c.timer, c.since))))
	c.about = row(12, 1, c.service, c.details)
	c.rule = rule()
	c.tidings = container.NewVScroll(c.told.box) // on a low window it scrolls, so that the buttons stay in view
	c.inside = column(3, 4, sized(0, 23, c.top), sized(0, 70, c.big, c.none), sized(0, 22, c.about), c.rule, c.tidings)
	c.box = container.NewStack(look.NewFrame(look.White, look.Blue, 2, look.RadiusPanel), padded(8, 18, c.inside))
	return c
}

// show shows who is at the counter, or that nobody is.
func (c *card) show(m *moment) {
	t := m.current()
	look.Show(t != nil, c.big, c.about, c.rule, c.tidings)
	look.Show(t == nil, c.none)
	look.Show(t != nil && t.State == queue.Called, c.state)
	look.Show(t != nil && t.State == queue.Serving, c.serving)
	c.told.show(m, t)
	again(c.inside)
	if t == nil {
		c.none.SetText(c.nobody(m))
		again(c.top)
		return
	}
	c.number.SetText(t.Number)
	c.serving.SetText(m.say("serving"))
	c.state.SetText(m.say("called", "n", t.Calls))
	c.service.SetText(m.serviceName(t.Service))
	waited := m.say("waited.before", "time", m.sayWaited(t.CalledAt.Sub(t.IssuedAt)))
	c.details.SetText(waited + " · " + m.say("from."+string(t.Origin)) + m.sayKind(*t))
	since, words := t.CalledAt, "since.call"
	if t.State == queue.Serving {
		since, words = t.StartedAt, "since.start"
	}
	c.since.SetText(m.say(words))
	c.timer.SetText(sayTimer(m.now.Sub(since)))
	again(c.top)
	again(c.about)
}

func (c *card) nobody(m *moment) string {
	if m.at() == nil {
		return "—"
	}
	return m.say("nobody")
}
