package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// errCopy says that a copy was made and is not sound.
var errCopy = errors.New("the copy is not sound")

// part is a folder beside a file that is to be, readable to nobody else. The file is made in it under another name, so that
// it appears complete or not at all. What a power cut leaves of it is removed when the same file is made again; see sweep.
type part struct{ dir, path string }

func newPart(path string) (*part, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), partPrefix(filepath.Base(path))+"*")
	if err != nil {
		return nil, err
	}
	return &part{dir, path}, nil
}

// partMark is in the names of all parts, between the file's and what tells two of them apart.
const partMark = ".part-"

func partPrefix(name string) string { return "." + name + partMark }

// file is where the file is made.
func (p *part) file() string { return filepath.Join(p.dir, filepath.Base(p.path)) }

// remove removes what is left of the folder.
func (p *part) remove() { _ = os.RemoveAll(p.dir) } // what cannot be removed is left to sweep

// publish gives the file its name, unless there is something of that name, and makes that last. Errors: errExists,
// errUnsettled.
func (p *part) publish() error {
	err := os.Link(p.file(), p.path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		if _, found := os.Lstat(p.path); errors.Is(found, fs.ErrNotExist) {
			err = os.Rename(p.file(), p.path) // a file system without links, such as a memory stick's
		}
	}
	if errors.Is(err, fs.ErrExist) {
		return &FileError{p.path, errExists}
	}
	if err != nil {
		return err
	}
	return settle(filepath.Dir(p.path))
}

// staleAfter is how old a part is that nobody works on any more.
const staleAfter = time.Hour

// sweep removes the stale parts in a folder whose names begin so: programs that were cut short have left them.
func sweep(dir, prefix string, now time.Time) (err error) {
	entries, _ := os.ReadDir(dir) // where there is no folder nothing is left
	for _, e := range entries {
		info, gone := e.Info()
		ours := strings.HasPrefix(e.Name(), prefix) && strings.Contains(e.Name(), partMark)
		if ours && gone == nil && now.Sub(info.ModTime()) > staleAfter {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// makeDir makes a folder, readable to nobody else, unless it is there.
func makeDir(dir string) error {
	err := os.Mkdir(dir, 0o700)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return err
	}
	return boltstore.SyncDir(filepath.Dir(dir))
}

// writeFile writes a new file that only its owner may read, and has it on the disk when it returns.
func writeFile(path string, from io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, from)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(path)) // rather none than half of one
	}
	return nil
}

// errUnsettled says that a file is in its place, and that the disk has not confirmed it.
var errUnsettled = errors.New("the disk does not confirm it")

// settle makes the name last that a file has just been given in a directory. Errors: errUnsettled.
func settle(dir string) error {
	if err := boltstore.SyncDir(dir); err != nil {
		return fmt.Errorf("%w: %w", errUnsettled, err)
	}
	return nil
}

// fill lets write make the file, and inspects it. like is a file of about the size it will have.
// Errors: *roomError, errCopy, those of write and of inspect.
func (p *part) fill(ctx context.Context, like string, write func(ctx context.Context, to string) error) (Report, error) {
	if err := checkRoom(filepath.Dir(p.path), like); err != nil {
		return Report{}, err
	}
	if err := write(ctx, p.file()); err != nil {
		return Report{}, fmt.Errorf("copy: %w", err)
	}
	report, err := inspect(ctx, p.file())
	if errors.Is(err, queue.ErrDamaged) {
		err = fmt.Errorf("%w: %w", errCopy, err)
	}
	return report, err
}

// makeNew makes a file that was not there: fill makes its part. Errors: *FileError, those of fill.
func makeNew(path string, fill func(*part) (Report, error)) (Report, error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = errExists
		}
		return Report{}, &FileError{path, err}
	}
	_ = sweep(filepath.Dir(path), partPrefix(filepath.Base(path)), time.Now()) // what cannot be removed is in nobody's way
	p, err := newPart(path)
	if err != nil {
		return Report{}, &FileError{filepath.Dir(path), err}
	}
	defer p.remove()
	report, err := fill(p)
	if err != nil {
		return report, err
	}
	return report, p.publish()
}
