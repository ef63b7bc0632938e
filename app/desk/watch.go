package desk

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
)

// watch is the ticket that a question or the binding is about, wherever in the hall it is: a view shows few of all tickets.
// It is asked for again after each change of the hall.
type watch struct {
	id      string // empty while no ticket is watched
	ticket  queue.Standing
	gone    bool // it is no ticket of the open day
	asOf    uint64
	asking  bool
	failed  bool // the last question had no answer
	retryAt time.Time
}

// watch looks at a ticket from now on, and at no other.
func (d *Desk) watch(t queue.Standing) {
	d.m.watched = watch{id: t.ID, ticket: t, asking: d.m.watched.asking}
}

// unwatch looks at none.
func (d *Desk) unwatch() { d.m.watched = watch{asking: d.m.watched.asking} }

// keepWatch asks how the ticket stands if the hall has changed since, one question at a time. When neither a question nor
// the binding is open any more, nobody has to know.
func (d *Desk) keepWatch() {
	w := &d.m.watched
	if !d.ask.open() && !d.binder.open() {
		d.unwatch()
	}
	if w.id == "" || w.asking || w.asOf >= max(1, d.m.view.Revision) || w.failed && d.m.now.Before(w.retryAt) {
		return
	}
	id, revision := w.id, d.m.view.Revision
	w.asking = d.errand(func(ctx context.Context, c queue.Commands) func() {
		t, err := c.Ticket(ctx, id)
		return func() { d.watched(id, t, err, revision) }
	})
}

// watched takes an answer up: of another ticket it is thrown away, without one it is asked for again a little later.
func (d *Desk) watched(id string, t queue.Standing, err error, revision uint64) {
	w := &d.m.watched
	w.asking = false
	gone := errors.Is(err, queue.ErrNoTicket)
	switch {
	case w.id != id:
	case err != nil && !gone:
		w.failed, w.retryAt = true, d.o.Now().Add(retryAfter)
	default:
		w.failed, w.asOf = false, max(1, revision)
		if w.gone = gone; !gone {
			w.ticket = t
		}
	}
	d.draw()
}

// at is how the ticket stands, nil when it is another one or none of today.
func (w *watch) at(id string) *queue.Standing {
	if id == "" || w.id != id || w.gone {
		return nil
	}
	return &w.ticket
}
