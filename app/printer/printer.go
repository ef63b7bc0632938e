// Package printer prints paper slips: it draws a slip as a picture of black and white dots, makes the commands of receipt
// printers (ESC/POS) of it, and brings them to a printer. A slip is always a picture, never text of the printer's own, so that
// every script comes out as it was drawn, whatever fonts the printer has.
package printer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Printer takes jobs, one at a time.
type Printer interface {
	// Print hands a whole job over. nil says that the way to the printer took all of it and that the printer, where it
	// answers, had paper; no way of these can tell that the paper came out. Errors: ErrNoPaper and ErrSilent, after which
	// nothing was printed, ErrHalf, and that of ctx.
	Print(ctx context.Context, job []byte) error
	// Status asks how the printer is. Errors: ErrSilent.
	Status(ctx context.Context) (Status, error)
}

// What keeps a slip from being printed.
var (
	ErrNoPaper = errors.New("printer: no paper")
	ErrSilent  = errors.New("printer: not reached, or not ready")
	ErrHalf    = errors.New("printer: broke off within a slip") // a part of it, or all, may have come out
)

// How long each part of a job may take.
const (
	connectWithin = 3 * time.Second
	writeWithin   = 10 * time.Second
	answerWithin  = 500 * time.Millisecond // a status byte
	closeWithin   = 2 * time.Second        // the other end's last word
)

// Open gives the printer of an address: tcp://HOST:PORT, file:DEVICE or spool:NAME of the operating system's. Nothing is
// connected yet.
func Open(address string) (Printer, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch scheme {
	case "tcp":
		return mending(newTCP(strings.TrimPrefix(rest, "//"))), nil
	case "file":
		return mending(newDevice(rest)), nil
	case "spool":
		return newSpool(rest), nil
	}
	return nil, fmt.Errorf("printer: no way to %q", address)
}

// mender is a printer that may still wait for the rest of a job that broke off: within a band it would take the next job's
// beginning for dots. So that job begins with as many zeros as a band has, which are white dots there, and nothing elsewhere.
type mender struct {
	Printer
	mu     sync.Mutex
	broken bool
}

func mending(p Printer) Printer { return &mender{Printer: p} }

// Print prints after what is left of a job before it.
func (m *mender) Print(ctx context.Context, job []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		job = append(make([]byte, largestBand), job...)
	}
	err := m.Printer.Print(ctx, job)
	switch {
	case err == nil:
		m.broken = false
	case errors.Is(err, ErrHalf):
		m.broken = true
	}
	return err
}

// silent says why a printer was not reached.
func silent(err error) error { return fmt.Errorf("%w: %w", ErrSilent, err) }

// broken is what became of a job of which so many bytes were taken before err.
func broken(written int, err error) error {
	if written == 0 {
		return silent(err)
	}
	return fmt.Errorf("%w: after %d bytes: %w", ErrHalf, written, err)
}

// within is ctx with an end after d at the latest.
func within(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}

// endOf is when ctx ends, and after d at the latest.
func endOf(ctx context.Context, d time.Duration) time.Time {
	end := time.Now().Add(d)
	if at, ok := ctx.Deadline(); ok && at.Before(end) {
		return at
	}
	return end
}
