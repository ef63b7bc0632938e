package screen

import (
	"fmt"

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

// turn gives the counters of the page of the moment, and which page it is where there are more. The counter that is called
// now stands first on each of them.
func (b *board) turn(m *moment) (page []queue.CounterView, which string) {
	counters, most := m.view.Counters, min(b.g.columns*b.g.rows, mostCounters)
	if len(counters) <= most || most < 2 {
		return counters[:min(len(counters), most)], ""
	}
	if m.up != nil {
		calling := m.counter(m.up.Counter)
		page = append(page, calling)
		counters = keep(counters, func(c queue.CounterView) bool { return c.ID != calling.ID })
		most--
	}
	from, to := m.page(len(counters), most)
	return append(page, counters[from:to]...), fmt.Sprintf("%d / %d", from/most+1, (len(counters)+most-1)/most)
}

func (b *board) place(g grid) {
	b.g = g
	u := g.u
	head, inner := g.recent.CutTop(tilesHead*u, 0)
	head.Y += 0.6 * u
	head, pages := head.CutRight(min(10*u, head.W*0.2), u)
	b.title.size(2.7*u, 2.1*u)
	b.title.place(head, fyne.TextAlignLeading)
	b.pages.SetSize(2.1 * u)
	look.Put(b.pages, pages)
	for i, t := range b.tiles {
		t.place(inner.Cell(i, max(g.columns, 1), max(g.rows, 1), u), u)
	}
}
