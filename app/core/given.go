package core

import (
	"context"
	"errors"
	"io"
	"os"
)

// give is a verified copy to be read once. It is gone from the disk when it is closed. One with damaged records is given to
// those only who inspect it themselves. Errors: *copyError.
func (k *keeper) give(ctx context.Context, flawed bool) (io.ReadCloser, error) {
	p, err := newPart(k.data)
	if err != nil {
		return nil, &copyError{err}
	}
	_, err = k.fill(ctx, p)
	if err == nil || flawed && errors.As(err, new(*DamagedRecordsError)) {
		var file *os.File
		if file, err = os.Open(p.file()); err == nil {
			return &given{file, p}, nil
		}
	}
	p.remove()
	return nil, &copyError{err}
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
}

// Close removes it.
func (g *given) Close() error {
	defer g.part.remove()
	return g.File.Close()
}
