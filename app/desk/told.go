package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// told lists what the customer at the counter was told through WeChat, by which way, and how far it came.
type told struct {
	desk        *Desk
	box, inside *fyne.Container
	head        *fyne.Container
	edge        *fyne.Container // keeps the words clear of the bar by which many lines scroll
	bound       *look.Text
	bind        *bindTile
	lines       []*tidings
}

// usual is how many kinds everybody is told of: the first ones.
const usual = 3

// tidings is one line of it: the newest notice of a kind.
type tidings struct {
	kind              queue.NoticeKind
	box               *fyne.Container
	mark, time, state *look.Text
}

// kinds are the kinds of notices, in the order in which most customers get them.
var kinds = []queue.NoticeKind{
	queue.Issued, queue.Near, queue.YourTurn, queue.YouMiss, queue.YouBack, queue.Lapsed, queue.Feedback,
}

func newTold(d *Desk) *told {
	s, t := d.m.speech, &told{desk: d, bound: look.NewText("", look.SizeBody, look.Slate, false)}
	t.bound.SetAlign(fyne.TextAlignTrailing)
	title := s.title("told", look.SizeBody, look.Ink, true)
	t.bind = newBindTile(d, 24, d.bindCurrent)
	t.head = row(8, 1, title, t.bound, t.bind.tile)
	t.inside = column(0, -1, sized(0, 22, t.head))
	for _, kind := range kinds {
		line := newTidings(s, kind)
		t.lines = append(t.lines, line)
		t.inside.Add(line.box)
	}
	t.edge = container.NewWithoutLayout()
	t.box = row(8, 0, t.inside, t.edge)
	return t
}

func newTidings(s *speech, kind queue.NoticeKind) *tidings {
	t := &tidings{
		kind:  kind,
		mark:  look.NewText("", look.SizeBody, look.Green, true),
		time:  look.NewText("", 13, look.Slate, false),
		state: look.NewText("", 13, look.Slate, true),
	}
	t.state.SetAlign(fyne.TextAlignTrailing)
	name := s.title("notice.kind."+string(kind), 13, look.Ink, false)
	t.box = row(8, 3, sized(16, 20, t.mark), sized(68, 0, name), sized(56, 0, t.time), t.state)
	return t
}

// show lists the newest notice of each kind: those that everybody gets always, the others where there is one.
func (t *told) show(m *moment, s *queue.Standing) {
	look.Show(s != nil, t.box)
	if s == nil {
		return
	}
	t.bound.SetText(m.sayBound(s.Bound))
	keyed := t.desk.bindable()
	t.bind.show(m, t.desk.binds(*s), keyed != nil && keyed.ID == s.ID)
	again(t.bind.face)
	again(t.head)
	look.Show(false, t.edge)
	for i, line := range t.lines {
		n := newest(s.Notices, line.kind)
		look.Show(n != nil || s.Bound && i < usual, line.box)
		if n != nil && i >= usual {
			look.Show(true, t.edge)
		}
		if line.kind == queue.Issued && n == nil {
			line.answered(m, s)
		} else {
			line.show(m, n)
		}
	}
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

// answered says how a customer learned their number without a notice: by the answer to their scan, or in the mini program.
func (t *tidings) answered(m *moment, s *queue.Standing) {
	switch s.Origin {
	case queue.FromWeChat:
		t.set(m.clock(s.IssuedAt), m.say("notice.answered"), look.Green)
	case queue.FromMini:
		t.set(m.clock(s.IssuedAt), m.say("notice.mini"), look.Green)
	default:
		t.show(m, nil)
	}
}

func (t *tidings) show(m *moment, n *queue.NoticeView) {
	if n == nil {
		t.set("", m.say("notice.none"), look.Slate)
		return
	}
	ink := look.Slate
	switch n.State {
	case queue.Delivered:
		ink = look.Green
	case queue.Refused:
		ink = look.Red
	case queue.Stale:
		ink = look.Brown
	}
	t.set(m.clock(n.At), m.sayNotice(*n), ink)
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

// rule is a thin line between two parts.
func rule() *fyne.Container {
	line := canvas.NewRectangle(look.Line)
	return sized(0, 1, line)
}
