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
}

// Follow shows every view that c publishes and moves the clock on, until ctx ends. It blocks, so it is run in a goroutine
// of its own; buttons work once it has begun, and until it returns. All news reaches the window here.
func (d *Desk) Follow(ctx context.Context, c queue.Commands) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	l := &link{ctx, c, make(chan func())}
	fyne.Do(func() { d.connect(l) })
	defer fyne.Do(func() { d.disconnect(l) })
	tick, stop := d.ticks()
	defer stop()
	views := c.Watch(ctx)
	for {
		select {
		case v, more := <-views:
			if !more {
				return
			}
			fyne.Do(func() { d.Show(v) })
		case news := <-l.news:
			fyne.Do(news)
		case <-tick:
			fyne.Do(d.draw)
		case <-ctx.Done():
			return
		}
	}
}

// connect makes buttons work: answers that the link before this one still owes will not come.
func (d *Desk) connect(l *link) {
	d.link, d.m.busy = l, false
	d.draw()
}

// disconnect makes them dead again, unless the desk follows another queue by now.
func (d *Desk) disconnect(l *link) {
	if d.link == l {
		d.link = nil
	}
}

// ticks is the given tick, or one a second.
func (d *Desk) ticks() (tick <-chan time.Time, stop func()) {
	if d.o.Tick != nil {
		return d.o.Tick, func() {}
	}
	t := time.NewTicker(time.Second)
	return t.C, t.Stop
}
