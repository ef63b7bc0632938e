// Package boltstore keeps the queue in one bbolt file on this machine.
//
// The file's buckets: meta (schema, secret, revision, the current day, and a tally of each bucket), days, bindings, contacts,
// codes, counters and services by id; tickets, notices and operations with a bucket for each business day. Every record
// carries a checksum over its bucket, its key and itself, since bbolt itself has none for its data pages
// (github.com/etcd-io/bbolt issue 492). Beside the file lies one with its name and ".reserve": room on the disk that is set
// free for calls when the disk is full; and after an upgrade, until the next day is compacted, one with ".schema-" and the
// number of the layout it had: the file as it was before.
package boltstore

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// Options of a Store. Path is needed; the zero value of the rest is the real thing.
type Options struct {
	Path    string        // of the file; it and its directories are made if they are not there
	Log     *slog.Logger  // hears of damage, of a full disk and of upgrades
	Rand    io.Reader     // where the secret of a new store comes from
	Timeout time.Duration // how long to wait for another program to let go of the file; 0 is one second
	MaxSize int           // bytes the file may grow to; 0 is 2 GiB
	Reserve int           // bytes of the disk, and of MaxSize, that are kept for calls; 0 is 8 MiB
	Retry   time.Duration // how long a full disk is left alone before it is asked for the reserve again; 0 is 5 s
	NoSync  bool          // commits do not wait for the disk: a power cut may take them and the whole file. For measuring only
}

// Store is a queue.Store in a bbolt file. Load, Commit, Spare, Compact and Close are for one goroutine; Copy and Damage may
// be called from any.
type Store struct {
	options Options // with the defaults put in, and Path the file itself where a link was given
	log     *slog.Logger
	reserve reserve
	atLimit bool            // the file has reached its size limit but for the part that is kept for calls
	known   map[string]bool // tables that were made or looked at since the current day began
	broken  error           // a commit ended in doubt
	adrift  error           // a compaction did: the next commit will
	stuck   bool            // its transaction could not be ended
	sealer  sealer
	closing atomic.Bool

	mu   sync.RWMutex // held for reading by Copy, for writing by Compact and Close, which take the file away
	db   *bbolt.DB
	file *os.File // the one db reads and writes

	copies sync.Mutex // held by Copy: one at a time

	damaged sync.Mutex // guards what follows
	loaded  []Damage   // found by the last Load
	lasting []Damage   // found otherwise
}

var (
	_ queue.Store     = (*Store)(nil)
	_ queue.Reserver  = (*Store)(nil)
	_ queue.Compactor = (*Store)(nil)
	_ queue.Copier    = (*Store)(nil)
)

// Open opens the store, and makes it if there is no file yet. A file that is there is never replaced, emptied or
// initialised, whatever it holds. One of an older layout is brought up to this program's, after a copy of it was put
// beside it.
// Errors: queue.ErrLocked, queue.ErrDamaged, queue.ErrNewer, those of the file system.
func Open(o Options) (*Store, error) {
	o.Timeout = cmp.Or(o.Timeout, time.Second)
	o.MaxSize = cmp.Or(o.MaxSize, math.MaxInt32)
	o.Reserve = cmp.Or(o.Reserve, 8<<20)
	o.Retry = cmp.Or(o.Retry, 5*time.Second)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	s := &Store{options: o, log: o.Log, known: map[string]bool{}}
	if err := s.open(); err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Path, err)
	}
	return s, nil
}

func (s *Store) open() error {
	o := &s.options
	_, err := os.Stat(o.Path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := create(*o); err != nil {
			return fmt.Errorf("create: %w", err)
		}
		_, err = os.Stat(o.Path)
	}
	if err != nil {
		return err
	}
	if o.Path, err = filepath.EvalSymlinks(o.Path); err != nil {
		return err
	}
	found, err := s.inspect()
	if err != nil {
		return err
	}
	if s.db, s.file, err = openNamed(*o, writing); err != nil {
		return err
	}
	if err := s.ready(found); err != nil {
		return errors.Join(err, s.db.Close())
	}
	s.reserve = reserve{path: o.Path + ".reserve", size: int64(o.Reserve), retry: o.Retry, log: s.log}
	s.reserve.prepare()
	s.keepMargin()
	return nil
}

// ready makes a file that was just locked fit for use. found is its schema.
func (s *Store) ready(found int) error {
	if err := s.confirm(); err != nil {
		return err
	}
	// What an earlier run has renamed just before it was killed may not be on the disk yet.
	if err := SyncDir(filepath.Dir(s.options.Path)); err != nil {
		return err
	}
	if err := os.Remove(s.options.Path + compacting); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if found == schema {
		return nil
	}
	if err := s.upgrade(found); err != nil {
		return fmt.Errorf("upgrade: %w", err)
	}
	return nil
}

// inspect looks at the file before it is opened for writing, and tells its schema. Whatever it finds, the file stays as it
// is, byte for byte.
func (s *Store) inspect() (found int, err error) {
	err = look(s.options, func(v *sight) error {
		if !v.whole {
			s.lasting = []Damage{{Where: headerName, Records: 1}}
			s.log.Error("one of the file's two headers is damaged: the last commit may be missing", "path", s.options.Path)
		}
		day := ""
		err := guarded(func() error {
			return v.db.View(func(tx *bbolt.Tx) (err error) {
				found, day, err = readLayout(tx)
				return err
			})
		})
		if err != nil {
			return err
		}
		if found == 1 {
			return v.pages.checkAllDays() // addDays reads them
		}
		for _, kind := range lookedAt {
			s.known[tableName(kind, day)] = true
		}
		return v.pages.checkDay(day)
	})
	return found, err
}

// Close lets go of the file, once a Copy that is on its way has given up. It may be called twice.
func (s *Store) Close() error {
	s.closing.Store(true)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stuck {
		return fmt.Errorf("close: %w", s.broken) // bbolt would wait for ever for the transaction
	}
	return s.db.Close()
}
