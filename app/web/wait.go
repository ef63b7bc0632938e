package web

import (
	"context"
	"net/http"
	"time"

	"paihao/queue"
)

// How long a request may ask to be kept waiting.
const (
	leastWait = time.Second
	mostWait  = time.Minute
)

// awaited is a code as it stands now; with a wait, as soon as it is no more waiting to be scanned, or when the wait,
// the queue or the server ends. at is the time to read its state by.
func (o LocalOptions) awaited(w http.ResponseWriter, r *http.Request, find finder, wait string) (c queue.Code, at time.Time, err error) {
	look := func() { o.Hall.Look(func(b *queue.Book) { c, err = find(b, r.PathValue("id")) }) }
	if wait == "" {
		look()
		return c, o.Hall.View().At, err
	}
	life, err := time.ParseDuration(wait)
	if err != nil || life < leastWait || life > mostWait {
		return c, at, ErrBadRequest
	}
	// The server's limits for a whole answer do not hold for one that was asked to be late.
	if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(life + codeWithin)); err != nil {
		return c, at, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), life)
	defer cancel()
	o.follow(ctx, func(v queue.View) (enough bool) {
		at = v.At
		look()
		return err != nil || c.State(at) != queue.CodeWaiting
	})
	return c, at, err
}

// follow shows the queue to see as it is now and whenever it shows itself, until that has seen enough, or ctx, the queue or
// the server ends. Thousands may follow at once, so all see the same view.
func (o LocalOptions) follow(ctx context.Context, see func(queue.View) (enough bool)) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	views := o.Hall.Watch(ctx)
	for v, more := <-views; more && !see(v); {
		select {
		case <-o.Closing:
			return
		case <-ctx.Done():
			return
		case v, more = <-views:
		}
	}
}
