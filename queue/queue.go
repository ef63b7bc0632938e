package queue

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"
)

// Options of a Queue. Venue and Open are needed; the zero value of the rest is the real thing.
type Options struct {
	Venue Venue
	// Open opens the store, at the start and again when a commit left open whether it was written.
	Open func(ctx context.Context) (Store, error)
	Now  func() time.Time
	Rand io.Reader
	Log  *slog.Logger
	// Forecast is other than zero in a replay alone.
	Forecast Forecast
	// Trial marks every view as one of the trial mode.
	Trial bool
	// Still is for who turns Now by themselves, as a replay does: then the queue looks at it with each command and no more, so
	// that no command comes into a batch that was begun before the turn. Days begin and tickets expire with the next command.
	Still bool
}

// Queue is the one place where tickets change. All methods may be called from any goroutine.
//
// One goroutine, the writer, gathers the commands that are waiting, decides them one after the other, commits them
// together and only then answers. It decides on a draft, a second Book that runs ahead by exactly the changes that are
// being written. Once they are on disk the two change places: readers see the draft, and the Book they saw takes the same
// changes up before the next decision, for which it is the draft.
type Queue struct {
	venue    Venue
	forecast Forecast
	open     func(ctx context.Context) (Store, error)
	now      func() time.Time
	random   io.Reader
	log      *slog.Logger

	requests chan *request
	changed  chan struct{} // the publisher has something to show
	called   chan struct{} // and it must not wait
	stop     chan struct{}
	written  chan struct{} // closed when the writer has ended
	ended    sync.WaitGroup
	closing  sync.Once
	closeErr error

	// The writer's own.
	draft    *Book
	ids      ids
	keeper   timekeeper
	moment   moment   // of the batch that is being decided
	changes  []Change // room for those of a batch
	results  []result // and for its answers
	applied  []Change // to the draft for the request that is being decided
	midway   bool     // the last of them is being applied
	trusted  bool     // staff say in it that the clock is right
	held     *request // came with the last batch and must be decided by itself
	failed   bool     // the store is gone for good: read only
	writable bool     // the last commit was written
	untidy   bool     // the store is to be compacted

	mu       sync.RWMutex // guards what follows; never held while the store writes
	store    Store        // replaced by the writer alone
	book     *Book
	revision uint64
	secret   *Secret
	health   Health
	refusals refusals
	read     glance    // of the clock, when something was decided last
	since    time.Time // when the writer has begun with what it is at; zero: with nothing

	watching sync.Mutex             // guards watchers; taken before mu
	watchers map[chan View]struct{} // nil once the queue is closed
}

var _ Commands = (*Queue)(nil)

// New opens the store, loads the book and starts the writer.
// Errors: those of Venue.Validate, of opening the store and of Store.Load.
func New(ctx context.Context, o Options) (*Queue, error) {
	if err := o.Venue.Validate(); err != nil {
		return nil, err
	}
	q := &Queue{
		venue: o.Venue, forecast: o.Forecast, open: o.Open, now: o.Now, random: o.Rand, log: o.Log,
		requests: make(chan *request, maxBatch),
		changed:  make(chan struct{}, 1),
		called:   make(chan struct{}, 1),
		stop:     make(chan struct{}),
		written:  make(chan struct{}),
		health:   Health{Trial: o.Trial, Writable: true},
		refusals: refusals{},
		watchers: map[chan View]struct{}{},
	}
	if q.now == nil {
		q.now = time.Now
	}
	if q.random == nil {
		q.random = rand.Reader
	}
	if q.log == nil {
		q.log = slog.New(slog.DiscardHandler)
	}
	q.ids.random, q.writable = q.random, true
	if err := q.load(ctx); err != nil {
		return nil, err
	}
	if n := q.book.strays(); n > 0 {
		q.log.Warn("open tickets of services or counters that are not in the settings any more: nobody can call them", "tickets", n)
	}
	q.tidy()
	q.ended.Go(q.write)
	q.ended.Go(q.publish)
	if !o.Still {
		q.ended.Go(q.tick)
	}
	if err := q.look(ctx); err != nil {
		return nil, errors.Join(err, q.Close())
	}
	return q, nil
}

// load opens the store and makes both books from it.
func (q *Queue) load(ctx context.Context) error {
	store, err := q.open(ctx)
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	saved, err := store.Load(ctx)
	if err == nil {
		err = q.readMore(ctx, store, saved)
	}
	if err != nil {
		store.Close()
		return fmt.Errorf("load store: %w", err)
	}
	q.ids.afterAll(saved)
	book, draft := loadBooks(&q.venue, saved)
	book.forecasting, draft.forecasting = q.forecast, q.forecast
	q.mu.Lock()
	defer q.mu.Unlock()
	q.store, q.book, q.draft = store, book, draft
	q.revision, q.secret = saved.Revision, NewSecret(saved.Secret)
	if q.keeper.last.IsZero() { // later it knows better: what was decided since may be lost
		q.keeper.last = saved.At.In(q.venue.Zone)
	}
	q.untidy = saved.Untidy
	return nil
}

// Close ends the writer after the commit it is at, and closes the store. Commands that were not taken up get ErrClosed.
func (q *Queue) Close() error {
	q.closing.Do(func() {
		close(q.stop)
		q.ended.Wait()
		q.closeErr = q.store.Close()
	})
	return q.closeErr
}

// Look lets f read the book. It sees committed changes only. f must be quick, must not keep the Book and must not
// call the Queue.
func (q *Queue) Look(f func(b *Book)) {
	q.mu.RLock()
	defer q.mu.RUnlock()
	lent := readings.Get().(*Book)
	*lent = *q.book.at(q.read.at(q.now()))
	f(lent)
	lent.part()
	*lent = Book{}
	readings.Put(lent)
}

// readings are the copies that Look lends, so that not each is left to the garbage: a Book is large, and a scan looks twice.
var readings = sync.Pool{New: func() any { return new(Book) }}

// reading is the book as it reads now. The caller holds the lock.
func (q *Queue) reading() *Book { return q.book.at(q.read.at(q.now())) }

// Secret is the store's.
func (q *Queue) Secret() *Secret {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.secret
}

// Hear takes up what WeChat's clock says now: it bears witness for or against the machine's own; see Day and Health.
func (q *Queue) Hear(t time.Time) {
	raw := q.now() // the writer may be at a slow disk
	_ = q.keep(context.Background(), func(*Book, time.Time) Change {
		q.keeper.hear(t, raw)
		return Change{}
	})
}

// Backup writes a copy of the store to a new file at path, without a byte of what was deleted. Errors: ErrNoCopy for a
// store that has no file, those of Copier.Copy.
func (q *Queue) Backup(ctx context.Context, path string) error {
	q.mu.RLock()
	store := q.store
	q.mu.RUnlock()
	c, ok := store.(Copier)
	if !ok {
		return ErrNoCopy
	}
	return c.Copy(ctx, path)
}

// Now is the queue's time, which its records carry. Since the last decision it has gone on by the time that has passed,
// whatever the machine's clock was set to.
func (q *Queue) Now() time.Time {
	raw := q.now()
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.read.at(raw)
}

// clock is the time in the venue's zone, without the monotonic part that no store keeps.
func (q *Queue) clock() time.Time {
	return q.now().In(q.venue.Zone).Round(0)
}
