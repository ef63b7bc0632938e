package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// line shows who waits: those the counter may call, all, or those of one service. While something is searched for it shows
// every ticket of today that is found, whatever has become of it.
type line struct {
	desk    *Desk
	box     *fyne.Container
	tabs    *tabs
	search  *search
	reader  *reader
	list    *list
	nobody  *look.Text
	picking bool // the first that is found is to be chosen, as soon as it is known
	drawn   drawn
}

// drawn is all that rows are drawn from: as long as it is the same, they are.
type drawn struct {
	part     *part
	minute   int64
	counter  string
	shut     string
	next     string
	language assets.Language
	writable bool
	failed   bool

	unprinted string
}

func newLine(d *Desk) *line {
	l := &line{desk: d, nobody: look.NewText("", 20, look.Slate, true)}
	l.tabs = newTabs(l.turned)
	l.search = newSearch(d)
	l.search.changed, l.search.pick, l.search.below = l.searched, l.pick, l.below
	l.reader = newReader(l.ask)
	l.list = newList(func() int { return l.reader.part().total }, l.newRow, l.update, l.choose)
	l.list.typed, l.list.pressed = d.typed, d.pressed
	l.nobody.SetAlign(fyne.TextAlignCenter)
	head := row(8, 0, l.tabs.box, padded(9, 0, newKeycap(keyTab.String(), look.SizeLeast)), sized(160, 0, l.search))
	heads := container.NewStack(look.NewPanel(look.Paper, 0), sized(0, 30, l.newHeads()))
	below := container.NewStack(l.list, l.nobody)
	inside := column(0, 4, padded(9, 10, sized(0, 38, head)), rule(), heads, rule(), below)
	l.box = container.NewStack(look.NewFrame(look.White, look.Line, 1, look.RadiusPanel), padded(1, 1, inside))
	return l
}

// newHeads names the columns.
func (l *line) newHeads() *lineRow {
	names := newHeadRow(13, look.Slate)
	for i, column := range []string{"number", "service", "waited", "wait", "origin", "wechat", "action"} {
		l.desk.m.entitle(names.cells[i], "column."+column)
	}
	return names
}

func (l *line) newRow() fyne.CanvasObject { return newLineRow(l.desk.openBind, l.desk.callTicket) }

// turned shows the line of another tab, from its beginning; whatever was searched for is left.
func (l *line) turned() {
	l.search.leave()
	l.restart()
}

// turn opens the next tab, or with -1 the one before.
func (l *line) turn(by int) { l.tabs.turn(by) }

// searched shows what is found, from its beginning.
func (l *line) searched() {
	l.picking = false
	l.restart()
}

// restart shows another line from its beginning.
func (l *line) restart() {
	l.reader.see(0, 0)
	l.show(&l.desk.m)
	l.list.top()
}

// show counts who waits, and draws the rows anew when they can have changed.
func (l *line) show(m *moment) {
	l.tabs.show(m)
	services := l.tabs.list[l.tabs.at(m)].services
	if l.search.on() {
		services = nil
	}
	if minute := m.now.Truncate(time.Minute).Unix(); minute != l.drawn.minute {
		l.reader.outdate()
	}
	l.reader.read(services, l.search.text)
	l.reader.revision = m.view.Revision
	l.redraw(m)
	if m.known {
		l.reader.refresh(m.now)
	}
}

func (l *line) redraw(m *moment) {
	p := l.reader.part()
	now := drawn{
		part: p, minute: m.now.Truncate(time.Minute).Unix(), counter: m.counter, shut: m.shut(), next: m.nextID(),
		language: m.language, writable: m.writable(), failed: l.reader.failed,
		unprinted: m.view.Health.Unprinted,
	}
	if now == l.drawn {
		return
	}
	l.drawn = now
	l.nobody.SetText(l.sayNobody(m, p))
	look.Show(l.nobody.Words() != "", l.nobody)
	l.list.Refresh()
}

// sayNobody is what stands in the place of an empty line.
func (l *line) sayNobody(m *moment, p *part) string {
	switch {
	case !m.known || p.total > 0:
		return ""
	case l.reader.failed && !p.known:
		return m.say("line.unread")
	case !p.known:
		return ""
	case l.search.on():
		return m.say("search.none", "text", l.search.text)
	}
	return m.say("line.nobody")
}

// ask puts a question of the reader to the queue.
func (l *line) ask(q inquiry) bool {
	return l.desk.errand(func(ctx context.Context, c queue.Commands) func() {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		p, err := q.answer(ctx, c)
		return func() { l.answered(q, p, err) }
	})
}

func (l *line) answered(q inquiry, p part, err error) {
	if err != nil {
		l.desk.o.Log.Warn("line not read", "err", err)
	}
	l.reader.answered(q, p, err, l.desk.o.Now())
	l.show(&l.desk.m)
	if l.picking && l.reader.part().known {
		l.pick()
	}
}

// update fills a row, and asks for the rows around it if they are not known.
func (l *line) update(i widget.ListItemID, o fyne.CanvasObject) {
	m, r := &l.desk.m, o.(*lineRow)
	if t := l.reader.part().at(i); t != nil {
		r.show(m, *t, t.ID == m.nextID() && !l.search.on(), l.desk.o.Attendant != nil)
	} else {
		r.clear()
	}
	l.reader.see(l.list.seen())
	if m.known {
		l.reader.refresh(m.now)
	}
}
