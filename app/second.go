package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"paihao/app/core"
	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
)

// raiseWithin is how long a start waits for the answer of another one on the same data: one that starts cannot answer yet,
// and one that ends lets go of the data soon.
const raiseWithin = 10 * time.Second

// errRaised says that another one runs on the same data, whose windows are in front now.
var errRaised = errors.New("its windows were raised")

// openOrRaise opens the kiosk. Where another one runs on the same data, that one's windows are wanted instead, unless none
// were asked for. Errors: errRaised, web.ErrNoWindows when it has none, those of core.Open.
func openOrRaise(ctx context.Context, o core.Options, headless bool) (*core.Kiosk, error) {
	for limit := time.Now().Add(raiseWithin); ; {
		kiosk, err := core.Open(ctx, o) // which waits a second for the data file
		if headless || !errors.Is(err, queue.ErrLocked) {
			return kiosk, err
		}
		allowForeground()
		switch raised := core.Raise(ctx, o.Settings.DataFile()); {
		case raised == nil:
			return nil, errRaised
		case errors.Is(raised, web.ErrNoWindows):
			return nil, raised
		case ctx.Err() != nil || time.Now().After(limit):
			return nil, raised
		}
	}
}

// turnAway ends a start on data that another one runs on. It tells whether it was one.
func turnAway(f flags, stderr io.Writer, err error) bool {
	switch {
	case errors.Is(err, errRaised):
		fmt.Fprintln(stderr, assets.Both("start.raised"))
	case errors.Is(err, web.ErrNoWindows):
		refuse(f, stderr, assets.Both("error.no_windows"), well)
	default:
		return false
	}
	return true
}
