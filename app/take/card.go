package take

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// card is one service: its letter, its name, and how long it takes, or why there is no number now.
type card struct {
	*tile
	badge   *canvas.Rectangle
	prefix  *look.Text
	name    *duo
	waiting *figure
	minutes *figure
	shut    *duo
}

func newCard(w *Window, do func()) *card {
	c := &card{
		tile: newTile(func() { w.touch(do) }), badge: look.NewPanel(look.Blue, 0), prefix: look.NewText("", 1, look.White, true),
		name: newDuo(look.Ink, look.Slate), waiting: newFigure(look.Ink), minutes: newFigure(look.Ink),
		shut: newDuo(look.Red, look.Slate),
	}
	c.prefix.SetAlign(fyne.TextAlignCenter)
	return c
}

func (c *card) objects() []fyne.CanvasObject {
	return append(append(c.base(), c.figures()...), c.shut.objects()...)
}

// base is what a card always has.
func (c *card) base() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{c.tile, c.badge, c.prefix}, c.name.objects()...)
}

func (c *card) figures() []fyne.CanvasObject {
	return append(c.waiting.objects(), c.minutes.objects()...)
}

func (c *card) draw(at look.Box, m *moment, g grid, s queue.ServiceView) {
	coat, badge := coatCard, look.Blue
	if !s.Open {
		coat, badge = coatDead, look.Slate
	}
	c.wear(coat, s.Open, g.u)
	look.Put(c.tile, at)
	pad := min(at.H*0.16, 3*g.u)
	b := at.Inset(pad, at.H*0.08)
	mark, b := b.CutLeft(min(at.H*0.52, 11*g.u, at.W*0.17), pad)
	mark = mark.Middle(mark.W, mark.W)
	c.prefix.SetText(s.Prefix)
	c.prefix.SetSize(badgeSize(s.Prefix, mark.W))
	paint(c.badge, badge, nil, 0, mark.W*0.2)
	look.Put(c.badge, mark)
	look.Put(c.prefix, mark.Inset(mark.W*0.08, 0))
	c.name.say(m.offer(s))
	c.name.colour(coat.ink, coat.faint)
	look.Show(true, c.base()...)
	look.Show(s.Open, c.figures()...)
	look.Show(!s.Open, c.shut.objects()...)
	if s.Open {
		c.waiting.say(m.voice, "take.waiting", strconv.Itoa(s.Waiting))
		sayWait(c.minutes, m.voice, s.Wait)
	} else {
		closed := m.closed(s)
		c.shut.say(phrase{closed.why.first, closed.when.first})
	}
	if b.W > 48*g.u {
		c.broad(b, g)
	} else {
		c.narrow(b, g)
	}
}

// badgeSize is how large a prefix is on its badge: whole, however long it is.
func badgeSize(prefix string, side float32) float32 {
	return min(side*0.6, side*80/max(1, look.Width(prefix, 100, true)))
}

// broad lays the name at the left and the rest at the right.
func (c *card) broad(b look.Box, g grid) {
	share := float32(0.47)
	if g.large {
		share = 0.42
	}
	left, right := b.CutRight(b.W*share, g.u)
	more := max(1, min(1.4, b.H/(22*g.u))) // where there is room
	c.name.stack(left, min(g.size(4.8)*more, b.H*0.42), fyne.TextAlignLeading)
	c.shut.stack(right, min(g.size(3.6), b.H*0.35), fyne.TextAlignTrailing)
	small := min(g.size(2.6)*more, b.H*0.22)
	right = right.Middle(right.W, min(right.H, small*4))
	top, low := right.CutTop(right.H*0.54, 0)
	c.waiting.place(top, small, small*1.9, fyne.TextAlignTrailing)
	c.minutes.place(low, small, small*1.15, fyne.TextAlignTrailing)
}

// narrow lays the rest below the name.
func (c *card) narrow(b look.Box, g grid) {
	b = b.Middle(b.W, min(b.H, g.size(15)))
	top, low := b.CutTop(b.H*0.56, 0)
	if top.H > 7.5*g.u {
		c.name.stack(top, g.size(4.6), fyne.TextAlignLeading)
	} else {
		c.name.line(top, min(g.size(4.6), top.H*0.75), fyne.TextAlignLeading)
	}
	c.shut.stack(low, g.size(3), fyne.TextAlignLeading)
	left, right := low.CutLeft(low.W*0.45, g.u)
	c.waiting.place(left, g.size(2.2), g.size(3.4), fyne.TextAlignLeading)
	c.minutes.place(right, g.size(2.2), g.size(2.8), fyne.TextAlignTrailing)
}

// sayWait says how long somebody waits.
func sayWait(f *figure, v voice, r *queue.Range) {
	switch {
	case r == nil:
		f.say(v, "take.wait.unknown", "")
	case r.High < time.Minute:
		f.say(v, "take.wait.none", "")
	default:
		words, minutes := assets.Range(v.first, r.Low, r.High)
		if !minutes {
			f.set("", words, "")
			return
		}
		f.say(v, "take.wait", words)
	}
}
