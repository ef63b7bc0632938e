package queue

import (
	"context"
	"time"
)

const (
	// beat is how often a view goes out although nothing changed. A window that hears nothing for twice as long
	// knows that it shows old news.
	beat = 5 * time.Second
	// rest is the least time between two views: nobody reads faster, and a storm of changes costs no more than this.
	rest = 100 * time.Millisecond
)

// Watch gives the newest View at once and after every change; see Commands.
func (q *Queue) Watch(ctx context.Context) <-chan View {
	news := make(chan View, 1)
	q.mu.Lock()
	news <- q.view()
	q.watchers[news] = struct{}{}
	q.mu.Unlock()
	q.ended.Go(func() {
		select {
		case <-ctx.Done():
		case <-q.stop:
		}
		q.mu.Lock()
		defer q.mu.Unlock()
		delete(q.watchers, news)
		close(news)
	})
	return news
}

// publish shows changes to the watchers: the first at once, then at most one view each rest. It also sees to it that a
// business day begins when nobody presses anything.
func (q *Queue) publish() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	heart := time.NewTicker(beat)
	defer heart.Stop()
	for {
		select {
		case <-q.stop:
			return
		case <-heart.C:
			q.turnDay(ctx)
		case <-q.changed:
		}
		q.show()
		select {
		case <-q.stop:
			return
		case <-time.After(rest):
		}
	}
}

// turnDay opens the business day when its time has come.
func (q *Queue) turnDay(ctx context.Context) {
	day := ""
	q.Look(func(b *Book) { day = b.day })
	if q.venue.BusinessDay(q.clock()) <= day {
		return
	}
	if err := q.rollOver(ctx); err != nil {
		q.log.Error("the new business day could not be opened", "err", err)
	}
}

// show hands the newest view to all watchers. One that has not read the last view gets the new one instead.
func (q *Queue) show() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.watchers) == 0 {
		return
	}
	v := q.view()
	for news := range q.watchers {
		select {
		case <-news:
		default:
		}
		news <- v
	}
}

// view is what windows show now. The caller holds mu.
func (q *Queue) view() View {
	v := View{Snapshot: q.book.snapshot(q.clock()), Health: q.health}
	v.Revision = q.revision
	for _, s := range q.venue.Services {
		if c, ok := q.book.Code(Join, s.ID); ok {
			v.Codes = append(v.Codes, c)
		}
	}
	return v
}

// View is the newest view, as Watch gives it.
func (q *Queue) View() View {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.view()
}

// wake tells the publisher that there is news.
func (q *Queue) wake() {
	select {
	case q.changed <- struct{}{}:
	default:
	}
}
