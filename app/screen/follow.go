package screen

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// Follow shows every news of c until ctx ends, and between them draws anew when something is due: a flash, another page, the
// next minute. When c falls silent the screen says so by itself.
func (s *Screen) Follow(ctx context.Context, c queue.Commands) {
	pictures, end := s.project(ctx)
	defer end()
	views := c.Watch(ctx)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case v, ok := <-views:
			if !ok {
				views = nil // over: the data grows stale on its own
				continue
			}
			s.views.Store(&v)
		case <-pictures:
		case <-s.options.Tick:
		case <-timer.C:
		}
		s.draw(timer)
	}
}

// project makes slides, if there are any to make, until end has been called and ctx is over. It tells when one is ready.
func (s *Screen) project(ctx context.Context) (ready <-chan struct{}, end func()) {
	if s.slides == nil {
		return nil, func() {}
	}
	var running sync.WaitGroup
	running.Go(func() { s.slides.projector.run(ctx) })
	return s.slides.projector.ready, running.Wait
}

// draw asks Fyne once to show what is new, however fast news comes, and wakes Follow again when the next change is due.
func (s *Screen) draw(timer *time.Timer) {
	if !s.queued.CompareAndSwap(false, true) {
		return
	}
	fyne.Do(func() {
		s.queued.Store(false)
		if v := s.views.Swap(nil); v != nil {
			s.Show(*v)
		} else {
			s.Refresh()
		}
		now := s.options.Now()
		if due := s.due(now); s.options.Tick == nil && !due.IsZero() {
			timer.Reset(due.Sub(now))
		}
	})
}
