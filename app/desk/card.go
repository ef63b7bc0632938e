package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// card shows the ticket at the counter: its number, how it stands, for how long, what its customer was told, and the
// buttons that are rarely wanted.
type card struct {
	box, inside            *fyne.Container
	top, big, about        *fyne.Container
	state                  *look.Pill
	serving                *look.Pill
	slip                   *slipTile
	number, timer, since   *look.Text
	service, details, none *look.Text
	told                   *told
	there                  []fyne.CanvasObject // what is seen while somebody is there
}

func newCard(d *Desk, low *fyne.Container) *card {
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
	c.none.SetAlign(fyne.TextAlignCenter)
	c.slip = newSlipTile(d)
	c.top = row(8, 0, s.title("current", look.SizeBody, look.Slate, false), c.state, c.serving, c.slip.tile)
	c.big = row(8, 0, c.number, sized(118, 0, padded(2, 0, column(0, 0, c.timer, c.since))))
	c.about = row(12, 1, c.service, c.details)
	tidings := container.NewVScroll(c.told.box) // on a low window it scrolls, so that the buttons stay in view
	line := rule()
	c.there = []fyne.CanvasObject{c.big, c.about, line, tidings, low}
	c.inside = container.New(page{c.told.box},
		sized(0, 23, c.top), sized(0, 68, c.big), sized(0, 21, c.about), line, tidings, low, c.none)
	c.box = container.NewStack(look.NewFrame(look.White, look.Blue, 2, look.RadiusPanel), padded(9, 16, c.inside))
	return c
}

// show shows who is at the counter, or that nobody is.
func (c *card) show(m *moment) {
	t := m.current()
	look.Show(t != nil, c.there...)
	look.Show(t == nil, c.none)
	look.Show(t != nil && t.State == queue.Called, c.state)
	look.Show(t != nil && t.State == queue.Serving, c.serving)
	c.told.show(m, t)
	c.slip.show(c.told.desk, t)
	again(c.inside)
	again(c.top)
	if t == nil {
		c.none.SetText(c.nobody(m))
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

// page is the layout of the card: its parts below each other, the last two at the bottom and in the middle of it. The gaps
// grow as long as there is room for all tidings.
type page struct{ tidings fyne.CanvasObject }

const (
	leastPageGap = 2
	mostPageGap  = 12
	pageScroll   = 4 // place of the tidings among the parts
	pageBottom   = 5 // of what stands at the bottom
)

// Layout places the parts that are seen.
func (p page) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	parts, none := objects[:pageBottom+1], objects[pageBottom+1]
	none.Resize(size)
	rest := size.Height - p.tidings.MinSize().Height - 1 // or else it scrolls by what is lost in rounding
	for i, o := range parts {
		if i != pageScroll {
			rest -= o.MinSize().Height
		}
	}
	space := max(leastPageGap, min(rest/pageBottom, mostPageGap))
	var at float32
	for i, o := range parts {
		height := o.MinSize().Height
		if i == pageScroll {
			height = max(0, size.Height-at-parts[pageBottom].MinSize().Height-space)
		}
		o.Move(fyne.NewPos(0, at))
		o.Resize(fyne.NewSize(size.Width, height))
		at += height + space
	}
}

// MinSize has room for the parts, and for the first of the tidings.
func (p page) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects[:pageBottom+1] {
		size.Height += o.MinSize().Height + leastPageGap
	}
	return size
}
