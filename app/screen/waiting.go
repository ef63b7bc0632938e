package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// mostServices is how many lines one page of the table holds.
const mostServices = 6

// waitingTable shows how many wait for each service, and how long somebody waits who comes now.
type waitingTable struct {
	panel   *look.Slab
	title   *pair
	people  *look.Text
	minutes *look.Text
	rows    [mostServices]*waitingRow

	g    grid
	room int // for how many rows there is room; the same on every page

	crowd bool // more people wait in a line than are counted
}

func newWaitingTable() *waitingTable {
	w := &waitingTable{
		panel:   look.NewSlab(look.Deck),
		title:   newPair(look.Snow, look.Mist, true),
		people:  look.NewText("", 1, look.Mist, false),
		minutes: look.NewText("", 1, look.Mist, false),
	}
	w.people.SetAlign(fyne.TextAlignTrailing)
	w.minutes.SetAlign(fyne.TextAlignTrailing)
	for i := range w.rows {
		w.rows[i] = newWaitingRow()
	}
	return w
}

func (w *waitingTable) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{w.panel, w.people, w.minutes}, w.title.objects()...)
	for _, r := range w.rows {
		all = append(all, r.objects()...)
	}
	return all
}

func (w *waitingTable) show(m *moment) {
	from, to := m.page(len(m.view.Services), mostServices)
	w.room = min(len(m.view.Services), mostServices)
	shown := to - from
	w.crowd = slices.ContainsFunc(m.view.Services, func(s queue.ServiceView) bool { return s.Waiting > mostPeople })
	w.title.say(m.say("screen.waiting"))
	w.people.SetText(m.one("screen.waiting.people"))
	w.minutes.SetText(m.one("screen.waiting.minutes"))
	for i, r := range w.rows {
		look.Show(i < shown, r.objects()...)
		if i < shown {
			r.say(m.view.Services[from+i], m)
		}
	}
	w.place(w.g)
}

func (w *waitingTable) place(g grid) {
	w.g = g
	u := g.u
	w.panel.SetRadius(look.RoundPanel * u)
	look.Put(w.panel, g.waiting)
	b := g.waiting.Inset(0, 0.3*u)
	head, b := b.CutTop(min(4.7*u, b.H*0.2), 0)
	_, name, people, wait := columns(head.Inset(2*u, 0), u, w.crowd)
	title := head.Inset(2*u, 0)
	title.W = name.X + name.W - 3*u - title.X
	people.X, people.W = people.X-3*u, people.W+3*u
	w.title.size(2.7*u, 2.2*u)
	w.title.place(title, fyne.TextAlignLeading)
	w.people.SetSize(2.1 * u)
	w.minutes.SetSize(2.1 * u)
	look.Put(w.people, people)
	look.Put(w.minutes, wait)
	for i, r := range w.rows {
		r.place(b.Cell(i, 1, max(w.room, 4), 0), u, w.crowd)
	}
}
