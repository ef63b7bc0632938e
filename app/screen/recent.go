package screen

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// mostRecent is how many calls stand beside the one in the panel.
const mostRecent = 6

// recentCalls shows the calls just made, the newest at the upper left.
type recentCalls struct {
	title *pair
	tiles [mostRecent]*callTile
	none  *canvas.Rectangle
	words *pair

	g grid
}

type callTile struct {
	panel   *canvas.Rectangle
	number  *look.Text
	arrow   *look.Icon
	counter *look.Text
}

func newRecentCalls() *recentCalls {
	r := &recentCalls{
		title: newPair(look.Snow, look.Mist, true),
		none:  look.NewPanel(look.Deck, 0),
		words: newPair(look.Mist, look.Mist, false),
	}
	zh, en := assets.Words("screen.recent")
	r.title.say(zh, en+" · "+assets.Chinese("screen.recent.order"))
	for i := range r.tiles {
		t := &callTile{
			panel:   look.NewPanel(look.Deck, 0),
			number:  look.NewText("", 1, look.Snow, true),
			arrow:   look.NewIcon(look.Arrow, look.Mist),
			counter: look.NewText("", 1, look.Snow, false),
		}
		t.counter.SetAlign(fyne.TextAlignTrailing)
		r.tiles[i] = t
	}
	return r
}

func (r *recentCalls) objects() []fyne.CanvasObject {
	all := append(r.title.objects(), r.none)
	all = append(all, r.words.objects()...)
	for _, t := range r.tiles {
		all = append(all, t.panel, t.number, t.arrow, t.counter)
	}
	return all
}

func (r *recentCalls) show(m *moment) {
	none := m.up == nil && len(m.recent) == 0
	look.Show(none, append(r.words.objects(), r.none)...)
	switch {
	case m.view.Closed:
		r.words.key("screen.recent.over")
	case m.begun:
		r.words.key("screen.recent.quiet")
	default:
		r.words.key("screen.recent.none")
	}
	text := look.Snow
	if m.stale {
		text = look.Mist
	}
	for i, t := range r.tiles {
		look.Show(!none, t.panel)
		look.Show(i < len(m.recent), t.number, t.arrow, t.counter)
		if i < len(m.recent) {
			t.say(m.recent[i].Number, m.counter(m.recent[i].Counter).Name, text)
		}
	}
	r.place(r.g)
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

func (t *callTile) say(number, counter string, c color.Color) {
	t.number.SetText(number)
	t.counter.SetText(counter)
	t.number.SetColour(c)
	t.counter.SetColour(c)
}

func (r *recentCalls) place(g grid) {
	r.g = g
	u := g.u
	head, b := g.recent.cutTop(6*u, 0)
	head.y += 0.6 * u
	r.title.size(2.7*u, 2.1*u)
	r.title.place(head, fyne.TextAlignLeading)
	r.none.CornerRadius = 1.3 * u
	put(r.none, b)
	r.words.size(3.1*u, 2.3*u)
	r.words.place(b.inset(3*u, 0), fyne.TextAlignCenter)
	columns, rows := 3, 2
	if g.portrait {
		columns, rows = 2, 3
	}
	for i, t := range r.tiles {
		t.place(b.cell(i, columns, rows, u), u)
	}
}

func (t *callTile) place(b box, u float32) {
	t.panel.CornerRadius = 1.3 * u
	put(t.panel, b)
	b = b.inset(b.w*0.067, 0)
	number, rest := b.cutLeft(b.w*0.445, b.w*0.03)
	arrow, counter := rest.cutLeft(b.w*0.065, b.w*0.03)
	t.number.SetSize(min(5.5*u, b.h*0.8))
	t.counter.SetSize(min(3.7*u, b.h*0.6))
	put(t.number, number)
	put(t.arrow, arrow.middle(arrow.w, arrow.w))
	put(t.counter, counter)
}
