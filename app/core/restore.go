package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// Restoring puts a backup in the place of a data file.
type Restoring struct {
	Data string // the data file; it may be damaged or missing
	File string // the backup
	Now  func() time.Time

	step func() // called between any two steps that change something on the disk, for tests that cut the power there
}

// Restore inspects the backup, copies it beside the data file, keeps the data file under another name and gives its name to
// the copy. A power cut at any moment leaves the old file or the new one in its place. It tells where the old one is kept,
// which is empty when there was none. Errors: see FileWords; after any but errUnsettled the data file is in its place as it
// was.
func (r Restoring) Restore(ctx context.Context) (keptAt string, report Report, err error) {
	if r.step == nil {
		r.step = func() {}
	}
	if target, err := filepath.EvalSymlinks(r.Data); err == nil {
		r.Data = target // what the name stands for is replaced, not the name
	}
	release, err := r.hold()
	if err != nil {
		return "", Report{}, err
	}
	defer release()
	p, report, err := r.prepare(ctx)
	if err != nil {
		return "", report, err
	}
	defer p.remove()
	if runtime.GOOS == "windows" {
		release() // a file that is open cannot be given another name there
	}
	keptAt, err = r.replace(p)
	return keptAt, report, err
}

// hold makes sure that no kiosk has the data file, nor takes it before release is called. One that is missing or damaged no
// kiosk takes, so there is nothing to hold.
func (r Restoring) hold() (release func(), err error) {
	info, err := os.Stat(r.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return func() {}, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &FileError{r.Data, errNotFile}
	}
	if other, err := os.Stat(r.File); err == nil && os.SameFile(info, other) {
		return nil, &FileError{r.File, errSame}
	}
	release, err = holdStore(r.Data)
	if errors.Is(err, queue.ErrDamaged) || errors.Is(err, queue.ErrNewer) {
		return func() {}, nil
	}
	return release, inFile(r.Data, err)
}

// prepare makes the copy that is to be the data file, on the disk and inspected.
func (r Restoring) prepare(ctx context.Context) (*part, Report, error) {
	if report, err := inspect(ctx, r.File); err != nil {
		return nil, report, inFile(r.File, err)
	}
	if err := checkRoom(filepath.Dir(r.Data), r.File); err != nil {
		return nil, Report{}, err
	}
	backup, err := os.Open(r.File)
	if err != nil {
		return nil, Report{}, err
	}
	defer backup.Close()
	if err := os.MkdirAll(filepath.Dir(r.Data), 0o700); err != nil { // on a new machine
		return nil, Report{}, err
	}
	p, err := newPart(r.Data)
	if err != nil {
		return nil, Report{}, &FileError{filepath.Dir(r.Data), err}
	}
	r.step()
	if err := writeFile(p.file(), backup); err != nil {
		p.remove()
		return nil, Report{}, err
	}
	r.step()
	report, err := inspect(ctx, p.file()) // what was read is not what was there: it may have changed, or the disk be bad
	if err != nil {
		p.remove()
		return nil, report, inFile(r.File, err)
	}
	return p, report, nil
}

// replace keeps the data file under another name, and puts the copy in its place. First it has two names, then the copy
// takes the one away: so there is no moment without a data file.
func (r Restoring) replace(p *part) (keptAt string, err error) {
	if _, err := os.Lstat(r.Data); errors.Is(err, fs.ErrNotExist) {
		return "", p.publish()
	}
	if keptAt, err = r.setAside(); err != nil {
		return "", err
	}
	r.step()
	if err := boltstore.SyncDir(filepath.Dir(r.Data)); err != nil {
		return "", errors.Join(err, os.Remove(keptAt))
	}
	r.step()
	if err := os.Rename(p.file(), r.Data); err != nil {
		return "", errors.Join(err, os.Remove(keptAt))
	}
	r.step()
	return keptAt, settle(filepath.Dir(r.Data))
}

// setAside gives the data file a second name, under which nothing was before.
func (r Restoring) setAside() (string, error) {
	base := r.Data + ".before-restore-" + r.Now().Format("20060102-150405")
	for n := 1; ; n++ {
		path := base
		if n > 1 {
			path = fmt.Sprintf("%s-%d", base, n)
		}
		err := os.Link(r.Data, path)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			err = copyTo(r.Data, path) // a file system without links
		}
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
}

// copyTo copies a file to a new one.
func copyTo(from, to string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	return writeFile(to, file)
}
