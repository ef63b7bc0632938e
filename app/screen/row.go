package screen

import (
	"cmp"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// waitingRow is one line: who it is for, how many wait, and how long.
type waitingRow struct {
	rule   *canvas.Rectangle
	tile   *canvas.Rectangle
	prefix *look.Text
	name   *look.Prose
	second *look.Prose // English, or why no ticket is given out
	people *look.Text
	wait   *look.Text // an estimate, or when tickets are given out again
	opens  *look.Text // below the latter

	other, also string // the second line; also stands beside other where there is room
	estimate    string
	figures     bool     // the estimate is figures or a sign, not words, which are longer
	closed      *closure // nil while tickets are given out
}

func newWaitingRow() *waitingRow {
	r := &waitingRow{
		rule:   look.NewPanel(look.Rise, 0),
		tile:   look.NewPanel(look.Snow, 0),
		prefix: look.NewText("", 1, look.Ink, true),
		name:   look.NewName(look.Snow, true, 3),
		second: look.NewName(look.Mist, false, 2),
		people: look.NewText("", 1, look.Snow, true),
		wait:   look.NewText("", 1, look.Snow, true),
		opens:  look.NewText("", 1, look.Mist, false),
	}
	r.prefix.SetAlign(fyne.TextAlignCenter)
	r.people.SetAlign(fyne.TextAlignTrailing)
	r.wait.SetAlign(fyne.TextAlignTrailing)
	r.opens.SetAlign(fyne.TextAlignTrailing)
	return r
}

func (r *waitingRow) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{r.rule, r.tile, r.prefix, r.people, r.wait, r.opens}, r.name.Objects()...)
	return append(all, r.second.Objects()...)
}

func (r *waitingRow) say(s queue.ServiceView, m *moment) {
	r.prefix.SetText(s.Prefix)
	name, other := m.name(s.Name, s.NameEN)
	also := ""
	r.people.SetText(count(s.Waiting))
	text, tile, second := look.Snow, look.Snow, look.Mist
	r.closed = nil
	if !s.Open {
		r.closed = m.closureOf(s.Reason, s.OpensAt)
		other, also = r.closed.first, r.closed.second
		tile, second = look.Mist, look.Coral
	}
	r.name.Say(name)
	r.second.SetLeast(leastSecond)
	if r.closed != nil {
		r.second.SetLeast(look.Least) // a reason has to be whole
	}
	r.other, r.also = other, also
	if m.stale {
		text, r.closed = look.Mist, nil
	}
	r.estimate, r.figures = estimate(s, m)
	paint(r.tile, tile)
	r.second.SetColour(second)
	r.people.SetColour(text)
	r.wait.SetColour(text)
}

// estimate is how long somebody waits who comes now: in minutes, and never without a range, since a single figure would
// sound like a promise. There is none while nobody knows: no counter serves the line, no tickets are given out, or the data
// is old.
func estimate(s queue.ServiceView, m *moment) (words string, figures bool) {
	r := s.Wait
	switch {
	case m.stale || !s.Open:
		return "—", true
	case r == nil:
		return m.one("screen.waiting.paused"), false
	case r.High < time.Minute:
		return m.one("screen.waiting.now"), true
	}
	return assets.Range(m.first, r.Low, r.High)
}

// count is how many wait. Whoever reads more than mostPeople goes home, however many more there are.
func count(n int) string {
	if n > mostPeople {
		return fmt.Sprintf("%d+", mostPeople)
	}
	return fmt.Sprint(n)
}

const mostPeople = 999

// columns divides a row: prefix, name, people, minutes. Where very many wait, people has room for that.
func columns(b look.Box, u float32, crowd bool) (prefix, name, people, wait look.Box) {
	prefix, b = b.CutLeft(3.8*u, 1.1*u)
	b, wait = b.CutRight(10.2*u, 1.6*u)
	width := 4.6 * u
	if crowd {
		width = 5.8 * u
	}
	name, people = b.CutRight(width, 0.5*u)
	return prefix, name, people, wait
}

// place gives a low row, of a table of many, no second line.
func (r *waitingRow) place(b look.Box, u float32, crowd bool) {
	rule, _ := b.CutTop(max(u*0.12, 1), 0)
	look.Put(r.rule, rule)
	prefix, name, people, wait := columns(b.Inset(2*u, 0), u, crowd)
	side := min(3.7*u, b.H*0.8)
	r.tile.CornerRadius = 0.6 * u
	look.Put(r.tile, prefix.Middle(side, side))
	r.prefix.SetSize(2.3 * u)
	look.Put(r.prefix, prefix.Middle(side*0.9, side))
	r.people.SetSize(min(3.5*u, b.H*0.8))
	look.Put(r.people, people)
	r.placeWait(wait, u)
	r.placeName(name, u)
}

// low tells whether a row has no room for a second line.
func low(b look.Box, u float32) bool { return b.H < 4.8*u }

// placeWait gives the column to an estimate. Tickets that are not given out have none: it says when they are again, and
// where there is no second line for that, why they are not.
func (r *waitingRow) placeWait(b look.Box, u float32) {
	words, below, size, opens := r.estimate, "", min(3.5*u, b.H*0.8), look.Box{}
	switch c := r.closed; {
	case c == nil && !r.figures:
		size = 2.4 * u
	case c == nil, c.firstAt == "" && !low(b, u):
	case low(b, u):
		when, _ := c.when()
		words, size = cmp.Or(when, c.first), 2.1*u
	default:
		size = 2.5 * u
		words, below = c.again(size, b.W)
		b, opens = b.Middle(b.W, 5*u).CutTop(2.9*u, 0)
	}
	r.opens.SetText(below)
	r.opens.SetSize(1.85 * u)
	r.wait.SetText(words)
	r.wait.SetSize(size)
	look.Put(r.wait, b)
	look.Put(r.opens, opens)
}
