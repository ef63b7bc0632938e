package take

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
)

// How a ticket is asked for. A commit takes milliseconds; all of it together ends before the window goes back to the start.
const (
	askFor   = 6 * time.Second // one answer
	askPause = time.Second     // before the same is asked again
	askTimes = 3
)

// take asks for the ticket that was confirmed. It is asked for once; without an answer the same is asked again, under the
// same name, so that there is never a second ticket.
func (w *Window) take() {
	if w.link == nil || w.wish != nil && w.wish.asking {
		return
	}
	if w.wish == nil || w.wish.command.Operation == "" {
		operation, err := name(w.o.Random)
		if err != nil { // without a name it could not be asked again
			w.o.Log.Error("no name for a ticket's command", "err", err)
			w.journey.wish = &wish{err: err}
			return
		}
		w.journey.wish = &wish{command: queue.Command{
			Operation: operation, Verb: queue.Take, Service: w.service, Party: w.party, Origin: queue.FromTouch, By: queue.ByTouch,
		}}
	}
	asked := w.wish
	asked.asking, asked.err, asked.unsure, asked.at = true, nil, false, w.o.Now()
	w.journey.turned = asked.at
	w.errand(func(ctx context.Context, c queue.Commands) func() {
		out, err := insist(ctx, c, asked.command)
		return func() { w.answered(asked, out, err) }
	})
}

// insist asks until the answer is sure, a few times.
func insist(ctx context.Context, c queue.Commands, command queue.Command) (out queue.Outcome, err error) {
	for try := range askTimes {
		if try > 0 && !rest(ctx, askPause) {
			return out, err
		}
		if out, err = once(ctx, c, command); sure(err) {
			return out, err
		}
	}
	return out, err
}

func once(ctx context.Context, c queue.Commands, command queue.Command) (queue.Outcome, error) {
	ctx, stop := context.WithTimeout(ctx, askFor)
	defer stop()
	return c.Do(ctx, command)
}

// rest waits, and tells whether it is worth going on.
func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}

// sure tells whether an answer says for certain if there is a ticket.
func sure(err error) bool {
	if err == nil {
		return true
	}
	for _, known := range []error{
		queue.ErrInvalid, queue.ErrNoService, queue.ErrParty, queue.ErrStopped, queue.ErrOutOfHours, queue.ErrQuota,
		queue.ErrCrowded, queue.ErrNoNumbers, queue.ErrDayClosed, queue.ErrDiskFull, queue.ErrNotWritten, queue.ErrConflict,
		queue.ErrReadOnly, queue.ErrClosed, queue.ErrKeyReused, queue.ErrAlreadyWaiting, queue.ErrCooldown,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// answered takes in what came of a wish. The ticket of somebody who has left meanwhile is given back.
func (w *Window) answered(asked *wish, out queue.Outcome, err error) {
	asked.asking = false
	here := w.wish == asked
	switch {
	case err == nil && out.Ticket != nil && here:
		w.begin(*out.Ticket)
	case err == nil && out.Ticket != nil:
		w.cancel(*out.Ticket)
	case here:
		w.o.Log.Warn("no ticket", "service", asked.command.Service, "err", err)
		asked.err, asked.unsure, w.journey.turned = err, !sure(err), w.o.Now()
	case !sure(err):
		w.o.Log.Warn("a ticket may be left without its customer", "service", asked.command.Service, "err", err)
	}
}

// giveBack asks once more what came of a command, and cancels the ticket if there is one.
func (w *Window) giveBack(command queue.Command) {
	w.errand(func(ctx context.Context, c queue.Commands) func() {
		out, err := insist(ctx, c, command)
		return func() { w.answered(&wish{command: command}, out, err) }
	})
}

// cancel gives a ticket back that nobody has seen.
func (w *Window) cancel(t queue.Standing) {
	operation, err := name(w.o.Random)
	if err != nil {
		w.o.Log.Error("no name for a cancel", "number", t.Number, "err", err)
		return
	}
	w.errand(func(ctx context.Context, c queue.Commands) func() {
		_, err := insist(ctx, c, queue.Command{Operation: operation, Verb: queue.Cancel, Ticket: t.ID, By: queue.ByTouch})
		return func() {
			if err != nil {
				w.o.Log.Warn("a ticket is left without its customer", "number", t.Number, "err", err)
			}
		}
	})
}
