package desk

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// told lists what the customer at the counter was told through WeChat, and how far it came.
type told struct {
	box                  *fyne.Container
	bound                *look.Text
	issued, near, called *tidings
}

// tidings is one line of it.
type tidings struct {
	box               *fyne.Container
	mark, time, state *look.Text
}

func newTold() *told {
	t := &told{
		bound:  look.NewText("", look.SizeBody, look.Slate, false),
		issued: newTidings("issued"), near: newTidings("near"), called: newTidings("called"),
	}
	t.bound.SetAlign(fyne.TextAlignTrailing)
	title := look.NewText(say("told"), look.SizeBody, look.Ink, true)
	t.box = column(0, -1, sized(0, 24, row(8, 1, title, t.bound)), t.issued.box, t.near.box, t.called.box)
	return t
}

func newTidings(kind string) *tidings {
	t := &tidings{
		mark:  look.NewText("", look.SizeBody, look.Green, true),
		time:  look.NewText("", 13, look.Slate, false),
		state: look.NewText("", 13, look.Slate, true),
	}
	t.state.SetAlign(fyne.TextAlignTrailing)
	name := look.NewText(say("notice.kind."+kind), 13, look.Ink, false)
	t.box = row(8, 3, sized(16, 22, t.mark), sized(72, 0, name), sized(64, 0, t.time), t.state)
	return t
}

// show lists the newest notice of each kind. The answer to a scan has no notice of its own: it goes out with the ticket.
func (t *told) show(m *moment, s *queue.Standing) {
	look.Show(s != nil, t.box)
	if s == nil {
		return
	}
	look.Show(s.Bound, t.issued.box, t.near.box, t.called.box)
	t.bound.SetText(sayBound(s.Bound))
	t.issued.set(m.clock(s.IssuedAt), say("notice.answered"), look.Green)
	t.near.show(m, newest(s.Notices, queue.Near))
	t.called.show(m, newest(s.Notices, queue.YourTurn))
}

// newest is the last notice of a kind: every recall makes a new one.
func newest(notices []queue.NoticeView, kind queue.NoticeKind) (last *queue.NoticeView) {
	for i := range notices {
		if n := &notices[i]; n.Kind == kind && (last == nil || !n.At.Before(last.At)) {
			last = n
		}
	}
	return last
}

func (t *tidings) show(m *moment, n *queue.NoticeView) {
	if n == nil {
		t.set("", say("notice.none"), look.Slate)
		return
	}
	ink := look.Slate
	switch n.State {
	case queue.Accepted:
		ink = look.Green
	case queue.Refused:
		ink = look.Red
	case queue.Stale:
		ink = look.Brown
	}
	t.set(m.clock(n.At), sayNotice(*n), ink)
}

func (t *tidings) set(at, words string, ink color.Color) {
	t.mark.SetText(marks[ink])
	t.mark.SetColour(ink)
	t.time.SetText(at)
	t.state.SetText(words)
	t.state.SetColour(ink)
}

// marks stand beside words of a colour, so that colour is never the only sign.
var marks = map[color.Color]string{look.Green: "✓", look.Red: "⚠", look.Brown: "⚠"}

// clock is a time of day in the venue's zone.
func (m *moment) clock(t time.Time) string { return t.In(m.zone).Format(time.TimeOnly) }

// rule is a thin line between two parts.
func rule() *fyne.Container {
	line := canvas.NewRectangle(look.Line)
	return sized(0, 1, line)
}
