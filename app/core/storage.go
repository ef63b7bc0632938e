package core

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// storage opens the data file, and knows which of its records are set aside. With its functions below it is the one place
// that picks a store.
type storage struct {
	path string
	log  *slog.Logger

	mu    sync.Mutex
	store *boltstore.Store // the one opened last
}

// missGone says that the data file is not there although there are copies of it: the hall begins empty, which nobody may
// want.
func (s *storage) missGone() {
	if _, err := os.Stat(s.path); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if days := copyDays(s.path); len(days) > 0 {
		s.log.Warn("the data file is gone: starting without tickets; restore, called with the same settings, brings a copy back",
			"data", s.path, "copy", copyPath(s.path, days[0]))
	}
}

// open is what the queue calls, at the start and again after a commit that ended in doubt.
func (s *storage) open(context.Context) (queue.Store, error) {
	store, err := boltstore.Open(boltstore.Options{Path: s.path, Log: s.log})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.store = store
	return store, nil
}

// damaged lists what is set aside now. It may be called from any goroutine once the queue is open.
func (s *storage) damaged() []Damage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.store.Damage()
}

// dataHealth is how the data file and its copies are, for /healthz.
func (k *Kiosk) dataHealth() any {
	return struct {
		Damage []Damage `json:"damage,omitempty"`
		Copies Keeping  `json:"copies"`
	}{k.storage.damaged(), k.keeper.state()}
}

// readStore reads all that is in the data file at path. Call it in a process of its own: see inspect.
func readStore(path string) (Report, error) {
	found, err := boltstore.Verify(path)
	return Report{found.Revision, len(found.Days), found.Records["tickets"], found.Damage}, err
}

// loadStore reads what a store keeps for the queue, and the records of all days of a span, from a file that is nobody else's:
// opening it may bring its layout up to date.
func loadStore(ctx context.Context, path, from, to string) (saved *queue.Saved, days []queue.Day, err error) {
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		return nil, nil, err
	}
	if saved, err = store.Load(ctx); err == nil {
		days, err = store.Days(ctx, from, to)
	}
	return saved, days, errors.Join(err, store.Close())
}

// holdStore keeps every kiosk away from a data file until the function it gives is called.
func holdStore(data string) (release func(), err error) {
	store, err := boltstore.Open(boltstore.Options{Path: data})
	if err != nil {
		return nil, err
	}
	return func() { _ = store.Close() }, nil // nothing was written
}

// copyFile copies a data file that nobody holds to a new file. It only reads: a disk that fails may take no writes any more.
func copyFile(ctx context.Context, data, to string) error { return boltstore.CopyFile(ctx, data, to) }
