package screen

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// header says where we are, what time it is, and whether what stands below can be trusted.
type header struct {
	name    *nameplate
	fresh   *look.Fresh
	trouble *look.Text
	date    *look.Text
	weekday *look.Text
	clock   *look.Text

	g      grid
	warned bool // trouble shown
}

func newHeader() *header {
	h := &header{
		name:    newNameplate(),
		fresh:   look.NewFresh(1, look.Snow, look.Mist, look.Mint),
		trouble: look.NewText("", 1, look.Coral, false),
		date:    look.NewText("", 1, look.Mist, false),
		weekday: look.NewText("", 1, look.Mist, false),
		clock:   look.NewText("", 1, look.Snow, true),
	}
	for _, t := range []*look.Text{h.trouble, h.date, h.weekday, h.clock} {
		t.SetAlign(fyne.TextAlignTrailing)
	}
	return h
}

func (h *header) objects() []fyne.CanvasObject {
	return append(h.name.objects(), h.fresh, h.trouble, h.date, h.weekday, h.clock)
}

func (h *header) show(m *moment) {
	h.name.show(m)
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
	h.warned = trouble != ""
	if h.warned {
		h.trouble.SetText(m.one(trouble))
	}
	look.Show(!m.heard.IsZero(), h.fresh)
	look.Show(h.warned, h.trouble)
	h.place(h.g)
}

// troubleOf is what visitors may know of what does not work. Old data says so by itself.
func troubleOf(m *moment) string {
	switch {
	case m.heard.IsZero() || m.stale:
		return ""
	case !m.view.Health.Writable:
		return "screen.unwritable.mark"
	case m.view.Health.Full && !m.view.Closed:
		return "screen.full.mark"
	case away(m.view.Health):
		return "screen.wechat.mark"
	}
	return ""
}

// away tells whether WeChat cannot be counted on.
func away(h queue.Health) bool {
	return h.WeChat == queue.WeChatUnreachable || h.WeChat == queue.WeChatRefused
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
	h.name.placeName(h.name.placeMark(b, 4.7*g.u), g.u)
}

// placeTall is for a screen on its side: the date and the freshness go below the name, in the place of its English.
func (h *header) placeTall(u float32) {
	small := 2.1 * u
	h.clock.SetSize(8 * u)
	b, right := h.g.header.CutRight(look.Width("00:00", 8*u, true)+2, 2*u)
	look.Put(h.clock, right)
	b = h.name.placeMark(b, 6.7*u)
	b = b.Middle(b.W, 7.5*u)
	top, low := b.CutTop(4.4*u, 0)
	h.name.placeTitle(top, top, u)
	look.Put(h.name.second, look.Box{})
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
