package voice

import (
	"context"
	"fmt"
	"time"

	"paihao/queue"
)

const (
	mergeFrom = 3  // so many that wait share a chime
	mergeMost = 15 // no more than these do, so that the hall listens up again
	hurryFrom = 5  // so many that wait are said shortly, and in the first language alone

	again  = 30 * time.Second      // after which a player that failed is tried again
	slack  = 5 * time.Second       // by which a player may take longer than the sound
	breath = 50 * time.Millisecond // of silence, with which the player is tried
)

// Follow says the calls of c until ctx ends. It blocks, so it is run in a goroutine of its own, once.
func (a *Announcer) Follow(ctx context.Context, c Watcher) {
	defer close(a.ended)
	views := c.Watch(ctx)
	a.probe = time.NewTimer(0) // a card that is missing is known before the first call
	defer a.probe.Stop()
	a.line.hear(<-views) // what was called until now
	for ctx.Err() == nil {
		if _, waits := a.line.next(a.o.Now()); waits && !a.mute {
			select {
			case v, open := <-views:
				if !open {
					return
				}
				a.line.hear(v)
			default:
				a.say(ctx)
			}
			continue
		}
		a.left = 0
		select {
		case v, open := <-views:
			if !open {
				return
			}
			a.line.hear(v)
		case t := <-a.tries:
			t.answer <- a.sample(ctx, t)
		case <-a.probe.C:
			_ = a.play(ctx, silence(breath))
		case <-ctx.Done():
		}
	}
}

// say says the first call of the line. Of those that share a chime only the first has it.
func (a *Announcer) say(ctx context.Context) {
	call, waiting := a.line.waiting[0], len(a.line.waiting)
	if a.quiet() {
		a.line.waiting = nil
		return
	}
	m := manner{chime: a.left == 0}
	if m.chime {
		a.left, a.hurry = 1, waiting >= hurryFrom
		if waiting >= mergeFrom {
			a.left = min(waiting, mergeMost)
		}
	}
	m.hurried = a.hurry
	if a.play(ctx, a.sound(ctx, call.Number, a.counter(call.Counter), m)) != nil {
		a.left = 0
		return
	}
	a.left--
	a.line.done(call)
}

// sample says a call of nobody to the first counter.
func (a *Announcer) sample(ctx context.Context, t try) error {
	switch {
	case t.ctx.Err() != nil: // nobody waits for it any more
		return t.ctx.Err()
	case a.quiet():
		return ErrQuiet
	}
	var counter queue.Counter
	if len(a.o.Counters) > 0 {
		counter = a.o.Counters[0]
	}
	return a.play(ctx, a.sound(ctx, a.o.Sample, counter, manner{chime: true}))
}

// play makes a sound heard, and notes whether that went well.
func (a *Announcer) play(ctx context.Context, s Sound) error {
	limited, stop := context.WithTimeout(ctx, s.Length()+slack)
	defer stop()
	err := a.o.Player.Play(limited, s)
	if ctx.Err() != nil {
		return ctx.Err() // the end of the program is no failure
	}
	if err == nil && limited.Err() != nil {
		err = limited.Err()
	}
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrNoSound, err)
	}
	a.note(err)
	return err
}

// note says once when calls are no longer heard, and when they are again.
func (a *Announcer) note(err error) {
	mute := err != nil
	if mute {
		a.probe.Reset(again)
	}
	if a.tested && a.mute == mute {
		return
	}
	switch {
	case mute:
		a.o.Log.Warn("calls are not heard, only seen; trying again by itself", "err", err)
	case a.tested:
		a.o.Log.Info("calls are heard again")
	}
	a.tested, a.mute = true, mute
	a.o.Mute(mute)
}

// try is somebody's wish to hear a sample.
type try struct {
	ctx    context.Context
	answer chan error // has room for it
}

// Try says a sample call, after those that wait, and returns when it was heard. Errors: ErrQuiet, ErrNoSound, that of ctx.
func (a *Announcer) Try(ctx context.Context) error {
	if a.quiet() {
		return ErrQuiet
	}
	t := try{ctx, make(chan error, 1)}
	select {
	case a.tries <- t:
	case <-a.ended:
		return ErrNoSound
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-t.answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
