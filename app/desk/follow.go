package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// link is where the desk's commands go, for as long as its context lives.
type link struct {
	ctx      context.Context
	commands queue.Commands
}

// Follow shows every view that c publishes and moves the clock on, until ctx ends. It blocks, so it is run in a goroutine
// of its own; buttons work once it has begun. All news reaches the window here.
func (d *Desk) Follow(ctx context.Context, c queue.Commands) {
	fyne.Do(func() { d.link = &link{ctx, c} })
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
		case <-tick:
			fyne.Do(d.draw)
		case <-ctx.Done():
			return
		}
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
