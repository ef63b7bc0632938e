package printer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
)

// device is a printer that the operating system has as a file, such as /dev/usb/lp0.
type device struct {
	path string
	turn turn
}

func newDevice(path string) *device { return &device{path, newTurn()} }

// Print opens the file and writes. It is never made: one that is not there is a printer that is unplugged.
func (d *device) Print(ctx context.Context, job []byte) error {
	return d.turn.do(ctx, writeWithin, ErrHalf, func(ctx context.Context) error {
		f, err := d.open()
		if err != nil {
			return err
		}
		defer f.Close()
		_ = f.SetWriteDeadline(endOf(ctx, writeWithin)) // not all files have one
		n, err := f.Write(job)
		switch {
		case err == nil:
			return nil
		case n == 0 && errors.Is(err, syscall.ENOSPC):
			// What Linux says of a printer without paper.
			// Source: drivers/usb/class/usblp.c and drivers/char/lp.c of the kernel.
			return fmt.Errorf("%w: %w", ErrNoPaper, err)
		}
		return broken(n, err)
	})
}

// Status looks whether the device is there.
func (d *device) Status(ctx context.Context) (Status, error) {
	return Status{}, d.turn.do(ctx, connectWithin, ErrSilent, func(context.Context) error {
		f, err := d.open()
		if err != nil {
			return err
		}
		return f.Close()
	})
}

// open waits for nobody: a pipe that is not read is silent. A plain file grows slip by slip.
func (d *device) open() (*os.File, error) {
	f, err := os.OpenFile(d.path, os.O_WRONLY|os.O_APPEND|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, silent(err)
	}
	return f, nil
}
