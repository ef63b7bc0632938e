package boltstore

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"time"
)

// reserve is a file that does nothing but take up room on the disk. When a commit finds the disk full it is deleted, and
// calls go on in its room while the queue gives out no tickets. Other programs may take that room too: then nothing
// can be written any more until somebody makes room.
type reserve struct {
	path    string
	size    int64
	retry   time.Duration
	log     *slog.Logger
	lacking bool      // the disk was full the last time it mattered
	tried   time.Time // when it was given up, or last tried to be taken
}

// prepare takes the reserve at the start, unless an earlier run has left it.
func (r *reserve) prepare() {
	os.Remove(r.path + unfinished)
	if info, err := os.Lstat(r.path); err == nil && info.Mode().IsRegular() && info.Size() == r.size {
		return
	}
	r.take()
}

// take writes the file anew. A disk that has no room for it is lacking; whatever else stands against it is no reason to
// send customers away.
func (r *reserve) take() {
	r.tried = time.Now()
	err := r.write()
	if err != nil {
		os.Remove(r.path + unfinished)
	}
	wasLacking := r.lacking
	r.lacking = isFull(err)
	switch {
	case r.lacking && !wasLacking:
		r.log.Error("the disk is almost full: no tickets until there is room", "wanted", r.size)
	case err != nil && !r.lacking:
		r.log.Warn("no room is kept for the day the disk is full", "err", err)
	case wasLacking && !r.lacking:
		r.log.Info("the disk has room again")
	}
}

// write puts the file in its place once it is there as a whole. It asks for half as much again and gives that back: else a
// disk that is full would seem to have room as soon as the reserve was given up, and be full again with the next ticket.
// What the file holds cannot be made smaller by a file system that compresses.
func (r *reserve) write() error {
	if err := os.Remove(r.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	temporary := r.path + unfinished
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(r.fill(file), file.Close()); err != nil {
		return err
	}
	return os.Rename(temporary, r.path)
}

func (r *reserve) fill(file *os.File) error {
	if err := allocate(file, r.size+r.size/2); err != nil {
		return err
	}
	if _, err := io.CopyN(file, rand.NewChaCha8([32]byte{}), r.size); err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Truncate(r.size))
}

// release gives the room up.
func (r *reserve) release() {
	if !r.lacking {
		r.log.Error("the disk is full: its last room is for calls, no tickets until there is more")
	}
	os.Remove(r.path)
	r.lacking, r.tried = true, time.Now()
}

// spare tells whether the disk has more room than what calls need, and tries now and then to find out.
func (r *reserve) spare() bool {
	if r.lacking && time.Since(r.tried) >= r.retry {
		r.take()
	}
	return !r.lacking
}
