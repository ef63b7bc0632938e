package screen

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// mostCounters is how many counters one page of the board holds at the most.
const mostCounters = 12

// board shows every counter with the number that is there: on small screens and in halls with many counters, where it
// stands in the place of the last calls.
type board struct {
	title *pair
	pages *look.Text // which page of how many
	tiles [mostCounters]*counterTile

	g grid
}

func newBoard() *board {
	b := &board{title: newPair(look.Snow, look.Mist, true), pages: look.NewText("", 1, look.Mist, false)}
	b.pages.SetAlign(fyne.TextAlignTrailing)
	for i := range b.tiles {
		b.tiles[i] = newCounterTile()
	}
	return b
}

func (b *board) objects() []fyne.CanvasObject {
	all := append(b.title.objects(), b.pages)
	for _, t := range b.tiles {
		all = append(all, t.objects()...)
	}
	return all
}

func (b *board) show(m *moment) {
	away := !b.g.board || b.g.rows == 0 || m.slide
	var page []queue.CounterView
	var which string
	if !away {
		page, which = b.turn(m)
	}
	b.pages.SetText(which)
	look.Show(!away, append(b.title.objects(), b.pages)...)
	b.title.say(m.say("screen.counters"))
	for i, t := range b.tiles {
		look.Show(i < len(page), t.objects()...)
		if i < len(page) {
			t.say(m, page[i])
		}
	}
	b.place(b.g)
}

// turn gives the counters of the page of the moment, and which page it is where there are more.
func (b *board) turn(m *moment) (page []queue.CounterView, which string) {
	counters, most := m.view.Counters, min(b.g.columns*b.g.rows, mostCounters)
	if len(counters) <= most || most < 2 {
		return counters[:min(len(counters), most)], ""
	}
	page = pinned(m, max(most-b.g.columns, 1))
	rest := keep(counters, func(c queue.CounterView) bool {
		return !slices.ContainsFunc(page, func(p queue.CounterView) bool { return p.ID == c.ID })
	})
	most -= len(page)
	from, to := m.page(len(rest), most)
	return append(page, rest[from:to]...), fmt.Sprintf("%d / %d", from/most+1, (len(rest)+most-1)/most)
}

// pinned are the counters that stand first on every page: that of the call in the panel and, if they are no more than most
// with it, those that call just now.
func pinned(m *moment, most int) []queue.CounterView {
	var first []queue.CounterView
	if m.up != nil {
		first = append(first, m.counter(m.up.Counter))
	}
	for _, c := range m.view.Counters {
		if summoned(m, c) && (m.up == nil || c.ID != m.up.Counter) {
			first = append(first, c)
		}
	}
	if len(first) > most {
		first = first[:1]
	}
	return first
}

func (b *board) place(g grid) {
	b.g = g
	u := g.u
	head, inner := g.tiles()
	head, pages := head.CutRight(min(10*u, head.W*0.2), u)
	b.title.size(2.7*u, 2.1*u)
	b.title.place(head, fyne.TextAlignLeading)
	b.pages.SetSize(2.1 * u)
	look.Put(b.pages, pages)
	for i, t := range b.tiles {
		t.place(inner.Cell(i, max(g.columns, 1), max(g.rows, 1), u), u)
	}
}
