package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// link is where the desk's commands go, and their answers come from, for as long as its context lives.
type link struct {
	ctx      context.Context
	commands queue.Commands
	news     chan func() // done in the window
	alarm    *time.Timer // when the desk changes by itself; drawing sets it
}

// Follow shows every view that c publishes and moves the clock on, until ctx ends. It blocks, so it is run in a goroutine
// of its own; buttons work once it has begun, and until it returns. All news reaches the window here.
func (d *Desk) Follow(ctx context.Context, c queue.Commands) {
	wanted := ctx
	ctx, end := context.WithCancel(ctx)
	defer end()
	l := &link{ctx, c, make(chan func()), time.NewTimer(0)}
	fyne.Do(func() { d.connect(l) })
	defer fyne.Do(func() { d.disconnect(l, wanted.Err() == nil) })
	defer l.alarm.Stop()
	views := c.Watch(ctx)
	for {
		select {
		case v, more := <-views:
			if !more {
				return
			}
			d.newest.Store(&v)
			d.redraw()
		case news := <-l.news:
			fyne.Do(news)
		case <-d.o.Tick:
			d.redraw()
		case <-l.alarm.C:
			d.redraw()
		case <-ctx.Done():
			return
		}
	}
}

// connect makes buttons work: answers that the link before this one still owes will not come.
func (d *Desk) connect(l *link) {
	d.link, d.m.busy, d.m.lost = l, false, false
	d.draw()
}

// disconnect makes them dead again, unless the desk follows another queue by now. When it was the queue that went away, and
// nobody ended the following, staff are told.
func (d *Desk) disconnect(l *link, lost bool) {
	if d.link != l {
		return
	}
	d.link = nil
	if d.m.lost = lost; lost {
		d.draw()
	}
}

// redraw asks Fyne once to show what is new, however fast views come: only the newest waits for the window.
func (d *Desk) redraw() {
	if !d.queued.CompareAndSwap(false, true) {
		return
	}
	fyne.Do(func() {
		d.queued.Store(false)
		if v := d.newest.Swap(nil); v != nil {
			d.take(*v)
		}
		d.draw()
	})
}

// wake has the desk drawn again when it is due.
func (d *Desk) wake() {
	if d.link != nil && d.o.Tick == nil {
		d.link.alarm.Reset(d.due().Sub(d.m.now))
	}
}
