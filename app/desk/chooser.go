package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/queue"
)

// chooser is the counters to choose from, and after them the end of the business day. It takes the focus while it is open:
// the arrows move through it and Enter chooses; every other key is the desk's.
type chooser struct {
	widget.BaseWidget
	desk  *Desk
	sheet *sheet
	grid  *fyne.Container
	seats []*seat
	at    int // the seat the arrows have come to, -1 before they move
}

var (
	_ fyne.Focusable  = (*chooser)(nil)
	_ desktop.Keyable = (*chooser)(nil)
)

// openChooser shows the counters, as soon as they are known.
func (d *Desk) openChooser() {
	if len(d.m.view.Counters) > 0 {
		d.chooser.sheet.turn()
		d.draw()
	}
}

func newChooser(d *Desk) *chooser {
	c := &chooser{desk: d, grid: container.New(seating{})}
	c.ExtendBaseWidget(c)
	s := d.m.speech
	heading := row(gap, 1,
		s.title("choose", look.SizeList, look.Ink, true),
		s.title("choose.hint", look.SizeLeast, look.Slate, false),
		newKeycap(keyCounter.String(), look.SizeLeast))
	c.sheet = newSheet(column(gap, 1, heading, container.NewVScroll(c)))
	c.sheet.opened = func() {
		c.at = -1
		c.show(&d.m)
		d.focus(c)
	}
	c.sheet.closed = func() { d.unfocus(c) }
	return c
}

// show fills the seats while the chooser is open.
func (c *chooser) show(m *moment) {
	if !c.sheet.open() {
		return
	}
	for len(c.seats) < len(m.view.Counters)+1 {
		c.add()
	}
	for i, s := range c.seats {
		look.Show(i <= len(m.view.Counters), s.tile)
		if i < len(m.view.Counters) {
			counter := m.view.Counters[i]
			s.show(m.name(counter.Name, counter.NameEN), m.sayUse(counter), i == c.at, true)
			s.choose = func() { c.desk.choose(counter.ID) }
		}
	}
	c.showDay(m, len(m.view.Counters))
	again(c.grid)
}

// showDay is the last seat: it ends the day, or takes that back. It stands there and has no key of its own so that nobody
// hits it by accident.
func (c *chooser) showDay(m *moment, last int) {
	s, words := c.seats[last], "day.close"
	s.choose = c.desk.askCloseDay
	if m.view.Closed {
		s.choose, words = c.desk.reopenDay, "day.reopen"
	}
	s.show(m.say(words), m.view.Day, last == c.at, m.alive())
}

func (c *chooser) add() {
	s := &seat{name: look.NewText("", 16, look.Ink, true), note: look.NewText("", look.SizeLeast, look.Slate, false)}
	s.tile = newTile(padded(0, 10, column(0, -1, sized(0, 21, s.name), sized(0, 16, s.note))), coatPlain, func() { c.take(s) })
	c.seats = append(c.seats, s)
	c.grid.Add(s.tile)
}

// take closes the chooser and does what the seat is for.
func (c *chooser) take(s *seat) {
	c.sheet.close()
	s.choose()
}

// TypedKey moves through the seats and chooses with Enter; every other key is the desk's.
func (c *chooser) TypedKey(e *fyne.KeyEvent) {
	seats := len(c.desk.m.view.Counters) + 1
	_, rows := seating{}.shape(seats)
	steps := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyRight: rows, fyne.KeyLeft: -rows}
	step, arrow := steps[e.Name]
	switch {
	case arrow && c.at < 0:
		c.at = 0
		c.show(&c.desk.m)
	case arrow:
		c.at = min(max(c.at+step, 0), seats-1)
		c.show(&c.desk.m)
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter || e.Name == fyne.KeySpace:
		if c.at >= 0 && !c.seats[c.at].tile.dead {
			c.take(c.seats[c.at])
		}
	default:
		c.desk.typed(e)
	}
}

// TypedRune does nothing.
func (c *chooser) TypedRune(rune) {}

// FocusGained does nothing: the seat that the arrows have come to shows where they are.
func (c *chooser) FocusGained() {}

// FocusLost does nothing.
func (c *chooser) FocusLost() {}

// KeyDown tells the desk that a key was pressed, and not only repeated by being held.
func (c *chooser) KeyDown(e *fyne.KeyEvent) { c.desk.pressed(e) }

// KeyUp does nothing.
func (c *chooser) KeyUp(*fyne.KeyEvent) {}

// CreateRenderer is called by Fyne.
func (c *chooser) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.grid) }

// sayUse is whether a counter is free: its state, or whose ticket is there when this desk does not work at it.
func (m *moment) sayUse(c queue.CounterView) string {
	switch {
	case c.ID == m.counter:
		return m.say("counter.mine")
	case c.Current != nil:
		return m.say("counter.taken", "number", c.Current.Number)
	}
	return m.say("counter." + string(c.State))
}
