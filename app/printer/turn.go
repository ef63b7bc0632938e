package printer

import (
	"context"
	"time"
)

// turn lets one thing at a time be done that the operating system may never come back from: whoever waits for it is let go
// at a deadline, and nothing else begins before it is over.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// do waits for work, which is to take d at the most. Errors: its own; ErrSilent when what was before it is not over; late when
// it does not come back, which it is expected to do by itself at the end of its ctx.
func (t turn) do(ctx context.Context, d time.Duration, late error, work func(context.Context) error) error {
	ctx, cancel := within(ctx, d)
	defer cancel()
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return silent(ctx.Err())
	}
	done := make(chan error, 1)
	go func() {
		defer func() { <-t }()
		done <- work(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(answerWithin):
		return late
	}
}
