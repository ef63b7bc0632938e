// Package boltstore keeps the queue in one bbolt file on this machine.
//
// The file's buckets: meta (schema, secret, revision, days, and a tally of each bucket), bindings, codes and counters by
// id; tickets, notices and operations with a bucket for each business day. Every record carries a checksum over its
// bucket, its key and itself, since bbolt itself has none for its data pages (github.com/etcd-io/bbolt issue 492).
package boltstore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolt "go.etcd.io/bbolt/errors"

	"paihao/queue"
)

// Options of a Store. Path is needed; the zero value of the rest is the real thing.
type Options struct {
	Path    string        // of the file; it and its directories are made if they are not there
	Log     *slog.Logger  // hears of damage
	Rand    io.Reader     // where the secret of a new store comes from
	Timeout time.Duration // how long to wait for another program to let go of the file; 0 is one second
	MaxSize int           // bytes the file may grow to; 0 is 2 GiB
	NoSync  bool          // commits do not wait for the disk: a power cut may take them and the whole file. For measuring only
}

// Store is a queue.Store in a bbolt file. Load and Commit are for one goroutine.
type Store struct {
	db     *bbolt.DB
	file   *os.File // the one db reads and writes
	log    *slog.Logger
	damage []Damage
	broken error // a commit ended in doubt
	stuck  bool  // its transaction could not be ended
}

var _ queue.Store = (*Store)(nil)

// Open opens the store, and makes it if there is no file yet. A file that is there is never replaced, emptied or
// initialised, whatever it holds.
// Errors: queue.ErrLocked, queue.ErrDamaged, queue.ErrNewer, those of the file system.
func Open(o Options) (*Store, error) {
	if o.Timeout == 0 {
		o.Timeout = time.Second
	}
	if o.MaxSize == 0 {
		o.MaxSize = math.MaxInt32
	}
	s := &Store{log: o.Log}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.open(o); err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Path, err)
	}
	return s, nil
}

func (s *Store) open(o Options) error {
	info, err := os.Stat(o.Path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = create(o); err != nil {
			return fmt.Errorf("create: %w", err)
		}
		info, err = os.Stat(o.Path)
	}
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("not a file but a %s", kind(info.Mode()))
	case info.Size() == 0:
		return fmt.Errorf("%w: the file is empty", queue.ErrDamaged)
	}
	if err := s.inspect(o); err != nil {
		return err
	}
	s.db, s.file, err = openFile(o, false)
	return err
}

func kind(m fs.FileMode) string {
	if m.IsDir() {
		return "directory"
	}
	return "device or pipe"
}

// inspect looks at the file before it is opened for writing, while no other program writes to it. Whatever it finds, the
// file stays as it is, byte for byte.
func (s *Store) inspect(o Options) error {
	db, file, err := openFile(o, true)
	if err != nil {
		return err
	}
	defer db.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	h, whole, err := readHeader(file, db.Info().PageSize)
	if err != nil {
		return err
	}
	if err := checkPages(file, info.Size(), h); err != nil {
		return err
	}
	if !whole {
		s.damage = []Damage{{Where: headerName, Records: 1}}
		s.log.Error("one of the file's two headers is damaged: the last commit may be missing", "path", o.Path)
	}
	return guarded(func() error { return db.View(checkSchema) })
}

// openFile opens the file in bbolt, and gives the file itself too.
func openFile(o Options, readOnly bool) (db *bbolt.DB, file *os.File, err error) {
	options := &bbolt.Options{
		Timeout: o.Timeout, ReadOnly: readOnly, NoSync: o.NoSync, MaxSize: o.MaxSize, FreelistType: bbolt.FreelistMapType,
		NoStatistics: true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			file, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
			return file, err
		},
	}
	err = guarded(func() error {
		db, err = bbolt.Open(o.Path, 0o600, options)
		return err
	})
	return db, file, translate(err)
}

// translate turns what bbolt says to opening a file into the queue's words. What is neither about the lock nor the
// operating system's is about what the file holds.
func translate(err error) error {
	var path *fs.PathError
	var number syscall.Errno
	switch {
	case err == nil, errors.Is(err, queue.ErrDamaged), errors.As(err, &path), errors.As(err, &number):
		return err
	case errors.Is(err, bolt.ErrTimeout):
		return queue.ErrLocked
	}
	return fmt.Errorf("%w: %w", queue.ErrDamaged, err)
}

// Close lets go of the file. It may be called twice.
func (s *Store) Close() error {
	if s.stuck {
		return fmt.Errorf("close: %w", s.broken) // bbolt would wait for ever for the transaction
	}
	return s.db.Close()
}
