package queue

import (
	"context"
	"slices"
	"time"
)

const (
	// beat is how often a view goes out although nothing changed. A window that hears nothing for twice as long
	// knows that it shows old news.
	beat = 5 * time.Second
	// rest is the least time between two views: nobody reads faster, and a storm of changes costs no more than this.
	rest = 100 * time.Millisecond
)

// Watch gives the newest View at once and after every change; see Commands. The first view and the registration are one
// step, so that no change falls between them.
func (q *Queue) Watch(ctx context.Context) <-chan View {
	news := make(chan View, 1)
	q.watching.Lock()
	defer q.watching.Unlock()
	news <- q.View()
	if q.watchers == nil {
		close(news)
		return news
	}
	q.watchers[news] = struct{}{}
	context.AfterFunc(ctx, func() {
		q.watching.Lock()
		defer q.watching.Unlock()
		if _, ok := q.watchers[news]; ok {
			delete(q.watchers, news)
			close(news)
		}
	})
	return news
}

// publish shows changes to the watchers: the first at once, then at most one view each rest, but a call never waits.
func (q *Queue) publish() {
	defer q.dismiss()
	heart := time.NewTicker(beat)
	defer heart.Stop()
	changed, rested := q.changed, (<-chan time.Time)(nil)
	for {
		select {
		case <-q.stop:
			return
		case <-rested:
			changed, rested = q.changed, nil
			continue
		case <-heart.C:
			q.checkHung()
		case <-q.called:
		case <-changed:
		}
		q.show()
		changed, rested = nil, time.After(rest)
	}
}

// tick lets the queue look at the time although nobody presses anything: days begin, missed tickets expire, and a store that
// refused the last change is tried again. What goes wrong the writer has logged when it began.
func (q *Queue) tick() {
	heart := time.NewTicker(beat)
	defer heart.Stop()
	for {
		select {
		case <-q.stop:
			return
		case <-heart.C:
			_ = q.look(context.Background())
		}
	}
}

// show hands the newest view to all watchers. One that has not read the last view gets the new one instead.
func (q *Queue) show() {
	q.watching.Lock()
	defer q.watching.Unlock()
	if len(q.watchers) == 0 {
		return
	}
	v := q.View()
	for news := range q.watchers {
		select {
		case <-news:
		default:
		}
		news <- v
	}
}

// dismiss ends all watches when the queue is closed.
func (q *Queue) dismiss() {
	q.watching.Lock()
	defer q.watching.Unlock()
	for news := range q.watchers {
		close(news)
	}
	q.watchers = nil
}

// View is the newest view, as Watch gives it. Many share it: it must not be changed.
func (q *Queue) View() View {
	q.mu.RLock()
	defer q.mu.RUnlock()
	reading := q.reading()
	defer reading.part()
	v := View{Snapshot: reading.snapshot(q.clock(), q.read.ahead()), Health: q.health}
	v.Revision = q.revision
	for _, s := range q.venue.Services {
		if c, ok := q.book.Code(s.ID); ok {
			v.Codes = append(v.Codes, c)
		}
	}
	if c, ok := q.book.Code(""); ok {
		v.Codes = append(v.Codes, c)
	}
	return v
}

// wake tells the publisher that there is news.
func (q *Queue) wake() { ring(q.changed) }

// herald tells the publisher of written changes; a call must be on the screens while the customer still looks up.
func (q *Queue) herald(changes []Change) {
	for _, c := range changes {
		if slices.ContainsFunc(c.Tickets, func(t Ticket) bool { return t.State == Called }) {
			ring(q.called)
			return
		}
	}
	q.wake()
}

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}
