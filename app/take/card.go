package take

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
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
	all := append([]fyne.CanvasObject{c.tile, c.badge, c.prefix}, c.name.objects()...)
	return append(append(all, c.figures()...), c.shut.objects()...)
}

func (c *card) figures() []fyne.CanvasObject {
	return append(c.waiting.objects(), c.minutes.objects()...)
}

func (c *card) draw(at box, m *moment, g grid, s queue.ServiceView) {
	coat, badge := coatCard, look.Blue
	if !s.Open {
		coat, badge = coatDead, look.Slate
	}
	c.wear(coat, s.Open, g.u)
	put(c.tile, at)
	b := at.inset(at.h*0.16, at.h*0.08)
	mark, b := b.cutLeft(at.h*0.52, at.h*0.16)
	mark = mark.middle(mark.w, mark.w)
	c.prefix.SetText(s.Prefix)
	c.prefix.SetSize(mark.w * 0.6)
	paint(c.badge, badge, nil, 0, mark.w*0.2)
	put(c.badge, mark)
	put(c.prefix, mark.inset(mark.w*0.08, 0))
	share := float32(0.42)
	if !g.tall {
		share = 0.45
	}
	left, right := b.cutRight(b.w*share, g.u)
	c.name.say(m.name(s.Name, s.NameEN))
	c.name.colour(coat.ink, coat.faint)
	c.name.stack(left, min(g.size(5), at.h*0.36), fyne.TextAlignLeading)
	look.Show(s.Open, c.figures()...)
	look.Show(!s.Open, c.shut.objects()...)
	if s.Open {
		c.drawFigures(right, m, g, s, at.h)
		return
	}
	closed := m.closed(s)
	c.shut.say(phrase{closed.why.first, closed.when.first})
	c.shut.stack(right, min(g.size(3.6), at.h*0.3), fyne.TextAlignTrailing)
}

func (c *card) drawFigures(b box, m *moment, g grid, s queue.ServiceView, high float32) {
	c.waiting.say(m.voice, "take.waiting", strconv.Itoa(s.Waiting))
	sayWait(c.minutes, m.voice, s.Wait)
	small := min(g.size(2.6), high*0.19)
	b = b.middle(b.w, min(b.h, small*4))
	top, low := b.cutTop(b.h*0.54, 0)
	c.waiting.place(top, small, small*1.9, fyne.TextAlignTrailing)
	c.minutes.place(low, small, small*1.15, fyne.TextAlignTrailing)
}

// sayWait puts a wait into minutes, never without a range: a single figure would sound like a promise.
func sayWait(f *figure, v voice, r *queue.Range) {
	switch {
	case r == nil:
		f.say(v, "take.wait.unknown", "")
	case r.High < time.Minute:
		f.say(v, "take.wait.none", "")
	default:
		low, high := int(r.Low/time.Minute), int((r.High+time.Minute-1)/time.Minute)
		f.say(v, "take.wait", fmt.Sprintf("%d–%d", low, max(high, low+1)))
	}
}
