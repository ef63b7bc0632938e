package screen

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// notice stands in the call panel until the first call of the day.
type notice struct {
	words  *look.Text
	second *look.Text // the same in the second language
	hint   *look.Text
}

func newNotice() *notice {
	n := &notice{
		words:  look.NewText("", 1, look.Snow, true),
		second: look.NewText("", 1, look.Mist, false),
		hint:   look.NewText("", 1, look.Amber, true),
	}
	for _, t := range []*look.Text{n.words, n.second, n.hint} {
		t.SetAlign(fyne.TextAlignCenter)
	}
	return n
}

func (n *notice) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{n.words, n.second, n.hint}
}

// show tells why there is no call: nobody waits, no counter works yet, or the first call is near. While no tickets are
// given out it says so, and when they are again.
func (n *notice) show(m *moment) {
	first, second, hint := n.say(m)
	n.words.SetText(first)
	n.second.SetText(second)
	n.hint.SetText(hint)
}

func (n *notice) say(m *moment) (first, second, hint string) {
	closed := m.closed()
	if closed != nil {
		hint, _ = closed.when()
	}
	key := "screen.idle"
	switch {
	case m.heard.IsZero() || m.stale:
		key = "screen.connecting"
	case !m.view.Health.Writable:
		key = "screen.unwritable.mark"
	case m.view.Closed:
		key = "screen.day-over"
	case !m.working() && (m.paused() || m.begun):
		key = "screen.paused"
	case !m.working():
		key = "screen.not-open"
	case m.waiting() > 0:
		key, hint = "screen.soon", ""
	case closed != nil:
		return closed.first, closed.second, hint
	case len(m.codes) > 0:
		hint = m.one("screen.idle.hint")
	}
	first, second = m.say(key)
	return first, second, hint
}

func (n *notice) place(b look.Box, u float32) {
	n.words.SetSize(min(10.5*u, b.H*0.4))
	n.second.SetSize(3.1 * u)
	n.hint.SetSize(3.6 * u)
	stack(b, layer{n.words, 12.5 * u}, layer{n.second, 5 * u}, layer{n.hint, 6.4 * u})
}
