package take

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// link is where the window's wishes go and come back from, for as long as its context lives.
type link struct {
	ctx      context.Context
	commands queue.Commands
	news     chan func()
}

// Follow shows every view that c publishes, carries the window's wishes to c, and keeps its clock going, until ctx ends. It
// blocks, so it is run in a goroutine of its own; buttons work once it has begun. All news reaches the window here.
func (w *Window) Follow(ctx context.Context, c queue.Commands) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	l, timer, views := &link{ctx, c, make(chan func())}, time.NewTimer(0), c.Watch(ctx)
	defer timer.Stop()
	fyne.Do(func() { w.link, w.timer = l, timer })
	for {
		select {
		case <-ctx.Done():
			return
		case v, more := <-views:
			if !more {
				views = nil // over: the data grows stale on its own
				continue
			}
			fyne.Do(func() { w.Show(v) })
		case news := <-l.news:
			fyne.Do(func() {
				news()
				w.Refresh()
			})
		case <-w.o.Tick:
			fyne.Do(w.Refresh)
		case <-timer.C:
			fyne.Do(w.Refresh)
		}
	}
}

// errand does something off the window's goroutine; the news that it brings is taken in on it. Without Follow nothing is done.
func (w *Window) errand(work func(ctx context.Context, c queue.Commands) (news func())) {
	l := w.link
	if l == nil {
		return
	}
	go func() {
		news := work(l.ctx, l.commands)
		select {
		case l.news <- news:
		case <-l.ctx.Done():
		}
	}()
}
