package desk

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/queue"
)

// chooser is the counters to choose from, and below them the end of the business day. It takes the focus while it is open:
// the arrows move through it and Enter chooses, a digit chooses one of the first nine; every other key is the desk's.
type chooser struct {
	widget.BaseWidget
	desk  *Desk
	sheet *sheet
	grid  *fyne.Container
	seats []*seat
	day   *seat
	at    int // the seat that Enter chooses; after the counters comes the day
}

var (
	_ fyne.Focusable  = (*chooser)(nil)
	_ desktop.Keyable = (*chooser)(nil)
)

// openChooser shows the counters, as soon as they are known. A question that is open is left.
func (d *Desk) openChooser() {
	if len(d.m.view.Counters) > 0 {
		d.ask.drop()
		d.chooser.sheet.turn()
		d.draw()
	}
}

func newChooser(d *Desk) *chooser {
	c := &chooser{desk: d, grid: container.New(seating{})}
	c.ExtendBaseWidget(c)
	c.day = newSeat("", c.take)
	s := d.m.speech
	heading := row(gap, 1,
		s.title("choose", look.SizeList, look.Ink, true),
		s.title("choose.hint", look.SizeLeast, look.Slate, false),
		newKeycap(keyCounter.String(), look.SizeLeast))
	below := row(0, 0, layout.NewSpacer(), sized(dayWidth, leastSeat, c.day.tile))
	scroll := container.NewVScroll(padded(2, 2, c))
	c.sheet = newSheet(column(8, 1, heading, scroll, rule(), below))
	c.sheet.opened = func() {
		scroll.Refresh() // Fyne forgets what is in it after a minute unseen, and finds nothing there to give the keys to
		c.at = max(0, slices.IndexFunc(d.m.view.Counters, func(v queue.CounterView) bool { return v.ID == d.m.counter }))
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
	for len(c.seats) < len(m.view.Counters) {
		c.add()
	}
	c.at = min(c.at, len(m.view.Counters))
	for i, s := range c.seats {
		look.Show(i < len(m.view.Counters), s.tile)
		if i < len(m.view.Counters) {
			counter := m.view.Counters[i]
			s.show(m.name(counter.Name, counter.NameEN), m.sayUse(counter), i == c.at, true)
			s.choose = func() { c.desk.choose(counter.ID) }
		}
	}
	c.showDay(m)
	again(c.grid)
}

// showDay is what ends the day, or takes that back. It stands apart and has no key of its own, so that nobody hits it by
// accident.
func (c *chooser) showDay(m *moment) {
	words := "day.close"
	c.day.choose = c.desk.askCloseDay
	if m.view.Closed {
		c.day.choose, words = c.desk.reopenDay, "day.reopen"
	}
	c.day.show(m.say(words), m.view.Day, c.at == len(m.view.Counters), m.alive())
}

// add makes one more seat; the first nine have keys.
func (c *chooser) add() {
	key := ""
	if i := len(c.seats); i < len(digits) {
		key = digits[i : i+1]
	}
	s := newSeat(key, c.take)
	c.seats = append(c.seats, s)
	c.grid.Add(s.tile)
}

// take closes the chooser and does what the seat is for.
func (c *chooser) take(s *seat) {
	c.sheet.close()
	s.choose()
}

// TypedKey moves through the seats and chooses; every other key is the desk's.
func (c *chooser) TypedKey(e *fyne.KeyEvent) {
	digit := strings.Index(digits, string(e.Name))
	switch {
	case c.move(e.Name):
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter || e.Name == fyne.KeySpace:
		c.desk.once(e.Name, func() { c.takeAt(c.at) })
	case len(e.Name) == 1 && 0 <= digit && digit < len(c.desk.m.view.Counters):
		c.desk.once(e.Name, func() { c.takeAt(digit) })
	default:
		c.desk.typed(e)
	}
}

// move goes to another seat by a key, and tells whether it is a key for that. Beside the last column there is none; below the
// last counter is the day.
func (c *chooser) move(key fyne.KeyName) bool {
	counters := len(c.desk.m.view.Counters)
	_, rows := seating{}.shape(counters)
	to, last := c.at, counters
	switch key {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyLeft:
		to, last = to-rows, counters-1
	case fyne.KeyRight:
		to, last = to+rows, counters-1
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = counters
	default:
		return false
	}
	if 0 <= to && to <= last {
		c.at = to
		c.show(&c.desk.m)
	}
	return true
}

// takeAt takes what is at a place, if it can be taken.
func (c *chooser) takeAt(i int) {
	s := c.day
	if i < len(c.desk.m.view.Counters) {
		s = c.seats[i]
	}
	if !s.tile.dead {
		c.take(s)
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
