package core

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"paihao/queue"
)

const (
	// reachWithin is how long a data file's holder may be without an answer: one that starts has no door yet.
	reachWithin = 10 * time.Second
	// reachAgain is how often it is tried.
	reachAgain = 200 * time.Millisecond
)

// Backup writes a verified copy of a data file to a new file, readable to nobody else: through the kiosk that holds it, or
// by itself when no kiosk runs. The file appears complete or not at all.
// Errors: see FileWords, which puts them into sentences.
func Backup(ctx context.Context, data, path string) (Report, error) {
	return makeNew(path, func(p *part) (Report, error) { return p.fill(ctx, data, source{data, reachWithin}.fetch) })
}

// Verify inspects a data file. One that a kiosk holds is copied through it first, since nobody else may read it meanwhile.
// Errors: see FileWords.
func Verify(ctx context.Context, data string) (Report, error) {
	report, err := inspect(ctx, data)
	if errors.Is(err, queue.ErrLocked) {
		return inspectCopy(ctx, data, source{data, reachWithin}.fetch)
	}
	return report, inFile(data, err)
}

// inspectCopy inspects a copy of a data file that a kiosk holds. fetch makes it.
func inspectCopy(ctx context.Context, data string, fetch func(ctx context.Context, to string) error) (Report, error) {
	return inspectCopyThen(ctx, data, fetch, func(string) {})
}

// inspectCopyThen lets use have the copy before it goes, unless so much of it is damaged that it cannot be read.
func inspectCopyThen(
	ctx context.Context, data string, fetch func(ctx context.Context, to string) error, use func(path string),
) (Report, error) {
	if err := checkRoom(filepath.Dir(data), data); err != nil {
		return Report{}, err
	}
	p, err := newPart(data)
	if err != nil {
		return Report{}, &FileError{filepath.Dir(data), err}
	}
	defer p.remove()
	if err := fetch(ctx, p.file()); err != nil {
		return Report{}, err
	}
	report, err := inspect(ctx, p.file())
	if err == nil || errors.As(err, new(*DamagedRecordsError)) {
		use(p.file())
	}
	return report, inFile(data, err)
}

// inFile names the file that an error is about.
func inFile(path string, err error) error {
	if err == nil {
		return nil
	}
	return &FileError{path, err}
}

// source is a data file to be copied, and how long its holder may be without an answer.
type source struct {
	data   string
	within time.Duration
}

// fetch copies the data file to a new file. Its lock decides who is asked: a door may lie beside a file that nobody holds.
func (s source) fetch(ctx context.Context, to string) error {
	limited, cancel := context.WithTimeoutCause(ctx, s.within, errNobody)
	defer cancel()
	for {
		if err := s.copy(ctx, to); !errors.Is(err, queue.ErrLocked) {
			return inFile(s.data, err)
		}
		if err := s.ask(ctx, to); !errors.Is(err, errNobody) {
			return err
		}
		select {
		case <-limited.Done():
			return inFile(s.data, context.Cause(limited))
		case <-time.After(reachAgain):
		}
	}
}

// ask lets the kiosk that holds the data file make the copy. Errors: errNobody, when nobody at the door lets the token in,
// *refusedError.
func (s source) ask(ctx context.Context, to string) error {
	d, err := readDoor(s.data)
	if err == nil {
		err = d.knock(ctx)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errNobody, err)
	}
	info, err := os.Stat(s.data)
	if err != nil {
		return err
	}
	within := inspectAtLeast + 4*time.Duration(info.Size()/inspectRate)*time.Second // to copy, to inspect, to send, to write
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	copied, err := d.backup(ctx)
	if err != nil {
		return err
	}
	defer copied.Close()
	if err := writeFile(to, copied); err != nil {
		return fmt.Errorf("receive the copy: %w", err)
	}
	return nil
}

// copy copies the data file when nobody holds it.
func (s source) copy(ctx context.Context, to string) error {
	info, err := os.Stat(s.data)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errNotFile
	}
	return copyFile(ctx, s.data, to)
}
