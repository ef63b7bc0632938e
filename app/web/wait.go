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

// awaited is a code of a purpose as it stands now; with a wait, as soon as it is no more waiting to be scanned, or when the
// wait, the queue or the server ends. at is the time to read its state by.
func (o LocalOptions) awaited(w http.ResponseWriter, r *http.Request, p queue.Purpose, wait string) (c queue.Code, at time.Time, err error) {
	look := func() (found bool) {
		o.Hall.Look(func(b *queue.Book) { c, found = b.CodeOf(p, r.PathValue("id")) })
		at = o.Hall.View().At
		return found
	}
	if wait == "" {
		if !look() {
			err = queue.ErrNoCode
		}
		return c, at, err
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
	o.follow(ctx, func() bool { return look() && c.State(at) == queue.CodeWaiting })
	if !look() {
		err = queue.ErrNoCode
	}
	return c, at, err
}

// follow goes on while go-on is true, looking whenever the queue shows itself, until ctx or the server ends.
func (o LocalOptions) follow(ctx context.Context, waiting func() bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	views := o.Hall.Watch(ctx)
	for waiting() {
		select {
		case <-o.Closing:
			return
		case <-ctx.Done():
			return
		case _, more := <-views:
			if !more {
				return
			}
		}
	}
}
