package screen

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// Follow shows every news of c until ctx ends, and keeps clock and flash going between them. When c falls silent
// the screen says so by itself.
func (s *Screen) Follow(ctx context.Context, c queue.Commands) {
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
		case <-s.options.Tick:
		case <-timer.C:
		}
		s.draw(timer)
	}
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
