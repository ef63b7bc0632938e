package desk

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/queue"
)

// line shows who waits: those the counter may call, or all.
type line struct {
	desk      *Desk
	box, tabs *fyne.Container
	mine, all *tab
	more      *look.Text
	nobody    *look.Text
	list      *list
	tickets   []queue.Standing
	moment    *moment // what the rows are drawn from
	whole     bool    // the tab of all is open
	stale     bool    // the rows show an older view, another tab or another counter
	drawn     int64   // the minute they were drawn in
}

// tab is a heading with the count of those below it.
type tab struct {
	tile         *tile
	title, count *look.Text
}

func newLine(d *Desk) *line {
	l := &line{
		desk:   d,
		more:   look.NewText("", 13, look.Slate, false),
		nobody: d.m.title("line.nobody", 20, look.Slate, true),
	}
	l.mine = newTab(d.m.speech, "tab.mine", func() { l.turn(false) })
	l.all = newTab(d.m.speech, "tab.all", func() { l.turn(true) })
	l.more.SetAlign(fyne.TextAlignTrailing)
	l.nobody.SetAlign(fyne.TextAlignCenter)
	l.tabs = row(4, 2, l.mine.tile, l.all.tile, l.more, padded(8, 0, newKeycap("Ctrl+T", look.SizeLeast)))
	names := newLineRow(13, look.Slate, false)
	for i, column := range []string{"number", "service", "waited", "wait", "origin", "wechat"} {
		d.m.entitle(names.cells[i], "column."+column)
	}
	heads := container.NewStack(look.NewPanel(look.Paper, 0), sized(0, 30, names))
	l.list = newList(func() int { return len(l.tickets) }, l.update, l.choose, d.typed, d.pressed)
	below := container.NewStack(l.list, l.nobody)
	inside := column(0, 4, padded(9, 10, sized(0, 38, l.tabs)), rule(), heads, rule(), below)
	l.box = container.NewStack(look.NewFrame(look.White, look.Line, 1, 12), padded(1, 1, inside))
	return l
}

func newTab(s *speech, key string, press func()) *tab {
	t := &tab{
		title: s.title(key, look.SizeBody, look.Ink, true),
		count: look.NewText("", 16, look.Ink, true),
	}
	t.tile = newTile(padded(0, 12, row(6, -1, t.title, t.count)), coatPlain, press)
	return t
}

// turn opens the tab of all, or of the counter's own.
func (l *line) turn(whole bool) {
	l.whole, l.stale = whole, true
	l.desk.draw()
}

// show counts both tabs and fills the list; the minutes in it are drawn anew when they can have changed.
func (l *line) show(m *moment) {
	l.moment = m
	whole := l.whole || m.at() == nil // without a counter no line is its own
	all, mine := m.waiting()
	l.all.show(all, whole)
	l.mine.show(mine, !whole)
	again(l.tabs)
	minute := m.now.Truncate(time.Minute).Unix()
	if !l.stale && minute == l.drawn {
		return
	}
	l.stale, l.drawn = false, minute
	l.tickets = m.mine()
	count := mine
	if whole {
		l.tickets, count = m.view.Line, all
	}
	l.more.SetText("")
	if count > len(l.tickets) {
		l.more.SetText(m.say("line.more", "n", len(l.tickets), "rest", count-len(l.tickets)))
	}
	look.Show(m.known && count == 0, l.nobody)
	l.list.Refresh()
}

func (t *tab) show(n int, on bool) {
	t.count.SetText(fmt.Sprint(n))
	c, ink, count := coat{look.White, look.Sky, look.White}, look.Ink, look.Ink
	if on {
		c, ink, count = coat{look.Ink, look.Ink, look.Ink}, look.White, look.White
	}
	t.tile.wear(c, true)
	t.title.SetColour(ink)
	t.count.SetColour(count)
}

// choose asks what is to be done with a ticket.
func (l *line) choose(i widget.ListItemID) {
	if i < len(l.tickets) && l.desk.m.alive() {
		l.desk.askTicket(l.tickets[i])
	}
}

// update fills a row; the ticket that this counter calls next stands on a tint and says so.
func (l *line) update(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(l.tickets) {
		return
	}
	t, m := l.tickets[i], l.moment
	mine := m.mine()
	r := o.(*lineRow)
	r.show(m, t, len(mine) > 0 && mine[0].ID == t.ID)
}
