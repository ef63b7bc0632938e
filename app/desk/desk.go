// Package desk is the staff console: who is at the counter, who comes next, and the buttons that move the line.
//
// It knows the queue by its Commands and its View alone. All its methods but Follow belong to the window's goroutine.
package desk

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// Desk is one staff console.
type Desk struct {
	o       Options
	m       moment
	link    *link            // nil until Follow
	sent    time.Time        // when the command that is on its way was given
	trouble error            // why the last command was refused, until the next one
	issued  []queue.Standing // walk-ins just taken, the last one last, until the next command
	undo    undo
	keys    keyboard
	coming  bool // that somebody goes to a customer is being told
	listen  listen
	slip    slip

	seen [8]bool // what lies over the desk, see repaint

	newest atomic.Pointer[queue.View] // that the window has not shown yet
	queued atomic.Bool                // the window is asked to draw already

	content fyne.CanvasObject
	right   *fyne.Container
	aside   *fyne.Container // the tickets that are set aside
	head    *head
	alarms  *alarms
	next    *next
	card    *card
	actions *actions
	ask     *ask
	bar     *bar
	line    *line
	walkIns *walkIns
	missed  *shelf
	held    *shelf
	totals  *totals
	chooser *chooser
	keyList *sheet
	binder  *binder
}

// New makes a desk that shows nothing yet.
func New(o Options) *Desk {
	o = o.withDefaults()
	d := &Desk{o: o, m: moment{speech: &speech{language: o.Language}, counter: o.Counter, zone: o.Zone}}
	d.head, d.alarms = newHead(d), newAlarms(d)
	d.next, d.actions, d.ask, d.bar = newNext(d), newActions(d), newAsk(), newBar(d)
	d.card = newCard(d, d.actions.low)
	d.line, d.walkIns, d.missed, d.held, d.totals = newLine(d), newWalkIns(d), newMissed(d), newHeld(d), newTotals(d.m.speech)
	d.chooser, d.keyList = newChooser(d), newKeyList(d)
	d.keyList.opened = d.draw
	d.chooser.sheet.sharing, d.keyList.sharing = []*sheet{d.keyList}, []*sheet{d.chooser.sheet}
	d.binder = newBinder(d)
	d.content = d.arrange()
	look.Speak(o.Language)
	d.draw()
	return d
}

// arrange puts the parts in their places: the counter's own on the left, the line on the right.
func (d *Desk) arrange() fyne.CanvasObject {
	below := column(gap, 0, d.actions.box, d.bar.box)
	left := container.New(pillar{}, d.next.tile, d.card.box, piled(below, d.ask.box))
	d.aside = shelves(d.missed, d.held)
	d.right = column(gap, 1, d.alarms.box, d.line.box, d.walkIns.box, d.aside)
	middle := row(gap, 1, left, piled(d.right, d.keyList.box, d.chooser.sheet.box))
	page := column(0, 1, d.head.box, padded(margin, margin, middle), d.totals.box)
	return piled(look.NewPanel(look.Paper, 0), page, d.binder.face.box)
}

// Content is the window's content.
func (d *Desk) Content() fyne.CanvasObject { return d.content }

// Show draws a view. One that is older than the view already shown is ignored.
func (d *Desk) Show(v queue.View) {
	d.take(v)
	d.draw()
}

func (d *Desk) take(v queue.View) {
	if d.m.known && v.Revision < d.m.view.Revision {
		return
	}
	d.m.view, d.m.known = v, true
}

// draw makes every part show the moment.
func (d *Desk) draw() {
	d.m.now = d.o.Now()
	d.m.running = !d.m.lost && (d.m.current() != nil || d.undo.counts(&d.m) || d.binder.open())
	d.ask.keep(&d.m)
	d.head.show(&d.m)
	d.alarms.show(&d.m)
	d.missed.show(&d.m, d.m.view.Missed)
	d.held.show(&d.m, d.m.view.Held)
	look.Show(len(d.m.view.Held) > 0, d.held.box)
	again(d.aside)
	again(d.right)
	d.next.show(&d.m, d.ask.open())
	d.card.show(&d.m)
	d.actions.show(&d.m)
	d.bar.show(d)
	d.line.show(&d.m)
	d.walkIns.show(&d.m)
	d.totals.show(&d.m)
	d.chooser.show(&d.m)
	d.binder.show(&d.m)
	d.keepWatch()
	d.repaint()
	d.wake()
}

// repaint has the window painted when something lies over the desk that was not there before. Fyne forgets to which window an
// object belongs that was not seen for a minute, and paints nothing when it is shown.
func (d *Desk) repaint() {
	var seen [8]bool
	for i, o := range []fyne.CanvasObject{
		d.ask.box, d.keyList.box, d.chooser.sheet.box, d.binder.face.box, d.bar.inside, d.bar.issued, d.bar.did, d.alarms.box,
	} {
		seen[i] = o.Visible()
	}
	if seen != d.seen && d.keys.canvas != nil {
		d.keys.canvas.Refresh(d.head.dot)
	}
	d.seen = seen
}

// SetLanguage makes the desk speak another language. Nothing else changes: not the counter, an open question, what can be
// taken back, or how far the line is scrolled.
func (d *Desk) SetLanguage(l assets.Language) {
	if l == d.m.language {
		return
	}
	d.m.speak(l)
	look.Speak(l)
	if d.ask.open() {
		d.pose()
	}
	d.draw()
	d.content.Refresh() // titles are longer or shorter now
}

// switchLanguage is staff's own wish to read another language.
func (d *Desk) switchLanguage() {
	d.SetLanguage(d.m.language.Other())
	d.o.OnLanguage(d.m.language)
}

// choose makes the desk work at a counter, and opens it if it is closed.
func (d *Desk) choose(counter string) {
	d.m.counter = counter
	d.o.OnCounter(counter)
	d.draw()
	if c := d.m.at(); c != nil && c.State == queue.CounterClosed {
		d.send(queue.Command{Verb: queue.Open, Counter: counter})
	}
}

// clear forgets the last answer: something new is being done.
func (d *Desk) clear() {
	d.trouble, d.issued = nil, nil
	d.listen, d.slip = listen{trying: d.listen.trying}, slip{}
	d.ask.drop()
}
