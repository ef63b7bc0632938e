package core

import (
	"context"
	"errors"
	"io"
	"os"
	"time"
)

// give is a verified copy to be read once. It is gone from the disk when it is closed. One with damaged records is given to
// those only who inspect it themselves. Errors: *copyError.
func (k *keeper) give(ctx context.Context, flawed bool) (io.ReadCloser, error) {
	k.giving.RLock()
	p, err := newPart(k.data)
	if err != nil {
		k.giving.RUnlock()
		return nil, &copyError{err}
	}
	_, err = k.fill(ctx, p)
	if err == nil || flawed && errors.As(err, new(*DamagedRecordsError)) {
		var file *os.File
		if file, err = os.Open(p.file()); err == nil {
			return &given{file, p, k.giving.RUnlock}, nil
		}
	}
	p.remove()
	k.giving.RUnlock()
	return nil, &copyError{err}
}

// tidyWithin is how long the end of the program waits for copies that were cut short to be removed.
const tidyWithin = 500 * time.Millisecond

// tidy waits until nothing is left of copies that were being given: they hold customers' openids. Call it when the local
// door is shut.
func (k *keeper) tidy(context.Context) error {
	done := make(chan struct{})
	go func() {
		k.giving.Lock()
		defer k.giving.Unlock()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(tidyWithin): // some disk hangs
	}
	return nil
}

// copyError says why no copy was given at the local door.
type copyError struct{ err error }

// Error is the reason.
func (e *copyError) Error() string { return "no copy: " + e.err.Error() }

// Unwrap gives it.
func (e *copyError) Unwrap() error { return e.err }

// given is a copy on its way out.
type given struct {
	*os.File
	part *part
	gone func() // called when it is removed
}

// Close removes it.
func (g *given) Close() error {
	defer g.gone()
	defer g.part.remove()
	return g.File.Close()
}
