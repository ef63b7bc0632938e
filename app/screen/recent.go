package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// mostRecent is how many calls stand beside the one in the panel.
const mostRecent = 6

// recentCalls shows the calls just made, the newest at the upper left.
type recentCalls struct {
	title *pair
	tiles [mostRecent]*callTile
	none  *look.Slab
	words *pair

	g grid
}

func newRecentCalls() *recentCalls {
	r := &recentCalls{
		title: newPair(look.Snow, look.Mist, true),
		none:  look.NewSlab(look.Deck),
		words: newPair(look.Mist, look.Mist, false),
	}
	for i := range r.tiles {
		r.tiles[i] = newCallTile()
	}
	return r
}

func (r *recentCalls) objects() []fyne.CanvasObject {
	all := append(r.title.objects(), r.none)
	all = append(all, r.words.objects()...)
	for _, t := range r.tiles {
		all = append(all, t.objects()...)
	}
	return all
}

func (r *recentCalls) show(m *moment) {
	away := r.g.board || r.g.rows == 0 || m.slide
	none := len(m.recent) == 0
	look.Show(!away, r.title.objects()...)
	look.Show(!away && none, append(r.words.objects(), r.none)...)
	r.sayTitle(m)
	if !m.heard.IsZero() { // before that nobody knows
		r.words.say(m.say(noneOf(m)))
	}
	text := look.Snow
	if m.stale {
		text = look.Mist
	}
	for i, t := range r.tiles {
		inside := !away && !none && i < r.g.columns*r.g.rows
		look.Show(inside, t.panel)
		look.Show(inside && i < len(m.recent), t.call()...)
		if i < len(m.recent) {
			counter := m.counter(m.recent[i].Counter)
			name, _ := m.name(counter.Name, counter.NameEN)
			t.say(m.recent[i].Number, name, text)
		}
	}
	r.place(r.g)
}

// sayTitle says in the first language which tile is the newest, since it is hardly read twice.
func (r *recentCalls) sayTitle(m *moment) {
	first, second := m.say("screen.recent")
	r.title.say(first, list(second, m.one("screen.recent.order")))
}

// noneOf is the key of why there are no calls to show.
func noneOf(m *moment) string {
	switch {
	case m.view.Closed:
		return "screen.recent.over"
	case m.up != nil:
		return "screen.recent.alone"
	case m.begun:
		return "screen.recent.quiet"
	}
	return "screen.recent.none"
}

// recent are the calls beside the panel, newest first: one for each ticket, not the one in the panel. Calls that wait for
// their turn stand here at once, so that no click goes unseen.
func recent(calls []queue.Call, up *queue.Call) []queue.Call {
	var recent []queue.Call
	for _, c := range calls {
		shown := up != nil && up.Ticket == c.Ticket
		again := slices.ContainsFunc(recent, func(r queue.Call) bool { return r.Ticket == c.Ticket })
		if !shown && !again && len(recent) < mostRecent {
			recent = append(recent, c)
		}
	}
	return recent
}

func (r *recentCalls) place(g grid) {
	r.g = g
	u := g.u
	head, b := g.tiles()
	r.title.size(2.7*u, 2.1*u)
	r.title.place(head, fyne.TextAlignLeading)
	r.none.SetRadius(look.RoundTile * u)
	look.Put(r.none, b.Whole())
	r.words.size(3.1*u, 2.3*u)
	r.words.place(b.Inset(3*u, 0), fyne.TextAlignCenter)
	for i, t := range r.tiles {
		t.place(b.Cell(i, max(g.columns, 1), max(g.rows, 1), u), u)
	}
}
