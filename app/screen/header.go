package screen

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// header says where we are, what time it is, and whether what stands below can be trusted.
type header struct {
	ground  *canvas.Rectangle
	brand   *look.Icon
	venue   *look.Text
	second  *look.Text // the venue's name in the second language
	trial   *look.Pill
	fresh   *look.Fresh
	trouble *look.Text
	date    *look.Text
	weekday *look.Text
	clock   *look.Text

	g      grid
	marked bool // trial mark shown
	warned bool // trouble shown
}

func newHeader() *header {
	h := &header{
		ground:  look.NewPanel(look.Amber, 0),
		brand:   look.NewIcon(look.Brand, look.Ink),
		venue:   look.NewText("", 1, look.Snow, true),
		second:  look.NewText("", 1, look.Mist, false),
		trial:   look.NewPill("", 1, look.Coral, look.Ink),
		fresh:   look.NewFresh(1, look.Snow, look.Mist, look.Mint),
		trouble: look.NewText("", 1, look.Coral, false),
		date:    look.NewText("", 1, look.Mist, false),
		weekday: look.NewText("", 1, look.Mist, false),
		clock:   look.NewText("", 1, look.Snow, true),
	}
	for _, t := range []*look.Text{h.trouble, h.date, h.weekday, h.clock} {
		t.SetAlign(fyne.TextAlignTrailing)
	}
	h.trial.Hide()
	return h
}

func (h *header) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{h.ground, h.brand, h.venue, h.second, h.trial, h.fresh, h.trouble, h.date, h.weekday, h.clock}
}

func (h *header) show(m *moment) {
	name, second := m.name(m.view.Venue, m.view.VenueEN)
	h.venue.SetText(name)
	h.second.SetText(second)
	h.trial.SetText(both(m.say("look.trial")))
	h.clock.SetText(m.now.Format("15:04"))
	m.wake(m.now.Truncate(time.Minute).Add(time.Minute))
	month := m.one(fmt.Sprintf("screen.month.%d", m.now.Month()))
	h.date.SetText(m.one("screen.date", "month", month, "day", m.now.Day()))
	h.weekday.SetText(m.one(fmt.Sprintf("screen.weekday.%d", m.now.Weekday())))
	h.fresh.SetLanguage(m.first)
	if m.stale {
		h.fresh.SetTime(m.heard, true)
	} else {
		h.fresh.SetTime(m.news, false)
	}
	trouble := troubleOf(m)
	h.marked, h.warned = m.view.Health.Trial, trouble != ""
	if h.warned {
		h.trouble.SetText(m.one(trouble))
	}
	look.Show(h.marked, h.trial)
	look.Show(!m.heard.IsZero(), h.fresh)
	look.Show(h.warned, h.trouble)
	h.place(h.g)
}

// both joins what is said in two languages.
func both(first, second string) string {
	if second == "" {
		return first
	}
	return first + " · " + second
}

// troubleOf is what visitors may know of what does not work. Old data says so by itself.
func troubleOf(m *moment) string {
	health := m.view.Health
	switch {
	case m.heard.IsZero() || m.stale:
		return ""
	case !health.Writable:
		return "screen.unwritable.mark"
	case health.Full && !m.view.Closed:
		return "screen.full.mark"
	case health.WeChat == queue.WeChatUnreachable, health.WeChat == queue.WeChatRefused:
		return "screen.wechat.mark"
	}
	return ""
}

func (h *header) place(g grid) {
	h.g = g
	if g.portrait {
		h.placeTall(g.u)
		return
	}
	small := 2.35 * g.u
	b := h.placeClock(g.header, 5.7*g.u, small)
	b = h.placeFresh(b, small*0.85)
	h.placeName(h.placeMark(b, 4.7*g.u))
}

// placeTall is for a screen on its side: the date and the freshness go below the name, in the place of its English.
func (h *header) placeTall(u float32) {
	small := 2.1 * u
	h.clock.SetSize(8 * u)
	b, right := h.g.header.CutRight(look.Width("00:00", 8*u, true)+2, 2*u)
	look.Put(h.clock, right)
	b = h.placeMark(b, 6.7*u)
	b = b.Middle(b.W, 7.5*u)
	top, low := b.CutTop(4.4*u, 0)
	h.placeTitle(top, top)
	look.Put(h.second, look.Box{})
	for _, t := range []*look.Text{h.date, h.weekday} {
		t.SetSize(small)
		width := look.Width(t.Words(), small, false) + 1
		if t == h.weekday && h.warned {
			width = 0 // what does not work has its room
		}
		var cell look.Box
		cell, low = low.CutLeft(width, min(u, width))
		look.Put(t, cell)
	}
	h.fresh.SetSize(small)
	h.trouble.SetSize(small)
	fresh, low := low.CutLeft(min(h.fresh.MinSize().Width, low.W), u)
	look.Put(h.fresh, fresh)
	low.W = min(low.W, look.Width(h.trouble.Words(), small, false)+1)
	look.Put(h.trouble, low)
}

func (h *header) placeMark(b look.Box, side float32) look.Box {
	mark, b := b.CutLeft(side, side*0.35)
	mark = mark.Middle(side, side)
	h.ground.CornerRadius = side * 0.23
	look.Put(h.ground, mark)
	look.Put(h.brand, mark)
	return b
}

func (h *header) placeClock(b look.Box, size, small float32) look.Box {
	h.clock.SetSize(size)
	h.date.SetSize(small)
	h.weekday.SetSize(small)
	b, right := b.CutRight(look.Width("00:00", size, true)+2, size*0.35)
	look.Put(h.clock, right)
	b, right = b.CutRight(max(look.Width(h.date.Words(), small, false), look.Width(h.weekday.Words(), small, false))+2, size*0.6)
	right = right.Middle(right.W, small*2.5)
	look.Put(h.date, right.Cell(0, 1, 2, 0))
	look.Put(h.weekday, right.Cell(1, 1, 2, 0))
	return b
}

func (h *header) placeFresh(b look.Box, size float32) look.Box {
	h.fresh.SetSize(size)
	h.trouble.SetSize(size)
	width := h.fresh.MinSize().Width
	if h.warned {
		width = max(width, look.Width(h.trouble.Words(), size, false)+1)
	}
	b, right := b.CutRight(width, size)
	if h.warned {
		right = right.Middle(right.W, size*3.2)
		look.Put(h.trouble, right.Cell(1, 1, 2, 0))
		right = right.Cell(0, 1, 2, 0)
	}
	look.Put(h.fresh, right)
	return b
}

func (h *header) placeName(b look.Box) {
	u := h.g.u
	h.second.SetSize(1.8 * u)
	if h.second.Words() == "" {
		h.placeTitle(b, b)
		return
	}
	top, low := b.Middle(b.W, 6.3*u).CutTop(4*u, 0)
	low.W = h.placeTitle(top, b)
	look.Put(h.second, low)
}

// placeTitle puts the trial mark beside the venue's name and gives it its room first: no name is so long that a trial
// may pass for the real thing. The mark is level with the middle of a line that is around it. It gives the width left to
// the name.
func (h *header) placeTitle(b, line look.Box) float32 {
	u := h.g.u
	h.venue.SetSize(3.3 * u)
	if !h.marked {
		look.Put(h.venue, b)
		return b.W
	}
	h.trial.SetSize(2 * u)
	pill := h.trial.MinSize()
	own := max(look.Width(h.venue.Words(), 3.3*u, true), look.Width(h.second.Words(), 1.8*u, false)) + 1
	name, mark := b.CutLeft(min(own, b.W-pill.Width-2*u), 2*u)
	mark = look.Box{X: mark.X, Y: line.Y, W: pill.Width, H: line.H}
	look.Put(h.venue, name)
	look.Put(h.trial, mark.Middle(pill.Width, pill.Height))
	return name.W
}
