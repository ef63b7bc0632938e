package desk

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// lineRow is one ticket of the line, or the names of the columns, or the place of a ticket that is not known yet.
type lineRow struct {
	widget.BaseWidget
	ground  *canvas.Rectangle
	unknown *canvas.Rectangle
	cells   [7]*look.Text // number, service, waited, estimate, origin, WeChat, and what stands instead of the call
	first   *look.Pill    // a priority ticket
	party   *look.Pill    // for several people, where it is no priority ticket
	next    *look.Pill    // this counter calls it next
	bind    *rowButton
	call    *rowButton
	spoken  assets.Language // of the pills
	people  int             // of the party's
	ticket  queue.Standing
	inside  *fyne.Container // all but the ground
}

// newLineRow makes a row for a ticket; its buttons do these things with it.
func newLineRow(bind, call func(queue.Standing)) *lineRow {
	r := newHeadRow(look.SizeBody, look.Ink)
	r.cells[0] = look.NewText("", look.SizeList, look.Ink, true)
	r.bind = newRowButton(func() { bind(r.ticket) })
	r.call = newRowButton(func() { call(r.ticket) })
	r.inside.Objects[0] = r.cells[0]
	r.inside.Objects = append(r.inside.Objects, r.unknown, r.first, r.party, r.next, r.bind.tile, r.call.tile)
	return r
}

// newHeadRow makes a row of words alone.
func newHeadRow(size float32, ink color.Color) *lineRow {
	r := &lineRow{
		ground:  look.NewPanel(color.Transparent, 0),
		unknown: look.NewPanel(look.Paper, look.RadiusKey),
		first:   look.NewPill("", look.SizeLeast, look.Sand, look.Brown),
		party:   look.NewPill("", look.SizeLeast, look.Paper, look.Slate),
		next:    look.NewPill("", look.SizeLeast, look.Blue, look.White),
	}
	var cells []fyne.CanvasObject
	for i := range r.cells {
		r.cells[i] = look.NewText("", size, ink, false)
		cells = append(cells, r.cells[i])
	}
	r.inside = container.New(table{}, cells...)
	r.cells[6].SetAlign(fyne.TextAlignTrailing)
	look.Show(false, r.unknown, r.first, r.party, r.next)
	r.ExtendBaseWidget(r)
	return r
}

// clear shows a place whose ticket is not known yet.
func (r *lineRow) clear() {
	for _, c := range r.cells {
		c.SetText("")
	}
	look.Show(false, r.first, r.party, r.next, r.bind.tile, r.call.tile)
	look.Show(true, r.unknown)
	r.tint(false)
	r.ticket = queue.Standing{}
}

// show fills the row with a ticket; next marks the one this counter calls next, binds says that tickets can be bound.
func (r *lineRow) show(m *moment, t queue.Standing, next, binds bool) {
	r.ticket = t
	waits := t.State == queue.Waiting
	words := [7]string{t.Number, m.serviceName(t.Service), m.sayLasted(t), m.sayWait(t.Wait), m.sayOrigin(t.Origin)}
	urgent := t.Class == queue.Priority
	if t.Party > 0 && urgent {
		words[1] += " · " + m.say("people.short", "n", t.Party)
	}
	if !waits {
		words[3], words[6] = m.sayState(t.State), m.counterName(t.Counter)
	}
	if next {
		words[3] = ""
	}
	if m.unprinted(t) {
		words[4] = m.say("slip.none")
	}
	unbound := binds && t.State.Open() && !t.Bound
	ink := color.Color(look.Slate)
	if !unbound {
		words[5], ink = m.sayReach(t)
	}
	for i, w := range words {
		r.cells[i].SetText(w)
	}
	r.cells[5].SetColour(ink)
	r.speak(m, t.Party)
	r.tint(next)
	look.Show(false, r.unknown)
	look.Show(urgent, r.first)
	look.Show(t.Party > 0 && !urgent, r.party)
	look.Show(next, r.next)
	r.bind.show(unbound, m.say("bind"), coatPlain, m.writable())
	r.call.show(waits, m.say("call.this"), coatBare, m.writable() && m.notHere(t.Service) == "")
	again(r.inside)
}

// speak writes the pills when their words have changed: a pill is painted whenever it is written.
func (r *lineRow) speak(m *moment, people int) {
	if r.spoken != m.language {
		r.spoken, r.people = m.language, 0
		r.first.SetText(m.say("priority.short"))
		r.next.SetText(m.say("line.next"))
	}
	if r.people != people {
		r.people = people
		r.party.SetText(m.say("people.short", "n", people))
	}
}

// unprinted tells whether a ticket's slip did not come out, and its customer has nothing else.
func (m *moment) unprinted(t queue.Standing) bool {
	return slices.Contains(strings.Fields(m.view.Health.Unprinted), t.Number)
}

// tint lights the row up.
func (r *lineRow) tint(on bool) {
	fill := color.Color(color.Transparent)
	if on {
		fill = look.Sky
	}
	if r.ground.FillColor != fill {
		r.ground.FillColor = fill
		r.ground.Refresh()
	}
}

// sayLasted is how long a ticket has waited, or did until it was called; nothing of one that never was.
func (m *moment) sayLasted(t queue.Standing) string {
	switch {
	case t.State == queue.Waiting:
		return m.sayWaited(m.now.Sub(t.IssuedAt))
	case t.CalledAt.IsZero():
		return "—"
	}
	return m.sayWaited(t.CalledAt.Sub(t.IssuedAt))
}

// sayState is a state in a word.
func (m *moment) sayState(s queue.State) string { return m.say("state." + string(s)) }

// counterName is the name of a counter, nothing for none.
func (m *moment) counterName(id string) string {
	for _, c := range m.view.Counters {
		if c.ID == id {
			return m.name(c.Name, c.NameEN)
		}
	}
	return id
}

// sayReach is whether a ticket's customer can be told, and whether that failed last.
func (s *speech) sayReach(t queue.Standing) (string, color.Color) {
	if len(t.Notices) > 0 && t.Notices[len(t.Notices)-1].State == queue.Refused {
		return s.say("reach.refused"), look.Red
	}
	if t.Bound {
		return s.sayBound(true), look.Green
	}
	return s.sayBound(false), look.Slate
}

func (s *speech) sayBound(bound bool) string {
	if bound {
		return s.say("bound")
	}
	return s.say("unbound")
}

// CreateRenderer is called by Fyne.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.ground, sized(0, rowHeight, r.inside)))
}
