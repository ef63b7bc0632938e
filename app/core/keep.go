package core

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"paihao/queue"
)

const (
	// keepAfter is how long a start and a day's first minute have the disk for themselves.
	keepAfter = 10 * time.Second
	// keepAgain is when a copy that failed is tried again.
	keepAgain = time.Hour
)

// Keeping is how the nightly copies stand, as /healthz tells it.
type Keeping struct {
	Newest string    `json:"newest,omitempty"` // business day of the newest copy, all of which were verified
	Since  time.Time `json:"failing_since,omitzero"`
	Reason string    `json:"reason,omitempty"` // why it fails: room, damaged, check or disk
}

// keeper makes a verified copy of the data at the begin of each business day, in a folder beside the data file, and tells
// the windows when something is wrong with either.
type keeper struct {
	queue   *queue.Queue
	data    string          // the file
	damaged func() []Damage // what is set aside in it now
	kept    kept
	now     func() time.Time
	log     *slog.Logger

	turn    chan struct{} // held by whoever makes a copy: two at once would want twice the room
	giving  sync.RWMutex  // read-locked by each copy that is given, until nothing of it is on the disk
	mu      sync.Mutex
	keeping Keeping
}

func newKeeper(q *queue.Queue, s *storage, o *Options, zone *time.Location) *keeper {
	now := func() time.Time { return o.Now().In(zone) } // as staff read it
	k := &keeper{
		queue: q, data: s.path, damaged: s.damaged, kept: keptCopies, now: now, log: o.Log, turn: make(chan struct{}, 1),
	}
	if o.Trial {
		k.kept = keptTrials
	}
	return k
}

// run makes the copies until ctx ends.
func (k *keeper) run(ctx context.Context) {
	news, day := k.queue.Watch(ctx), ""
	var due <-chan time.Time
	for {
		select {
		case v, open := <-news:
			if !open {
				return
			}
			k.queue.Tell(func(h *queue.Health) { h.Damaged = count(k.damaged()) })
			if v.Day != day && v.Day != "" {
				day, due = v.Day, time.After(keepAfter)
			}
		case <-due:
			due = nil
			k.sweep()
			if !k.keep(ctx, day) {
				due = time.After(keepAgain)
			}
		}
	}
}

// keep makes the copy of a business day, if there is none yet, and removes those that have been kept long enough. It tells
// whether there is one.
func (k *keeper) keep(ctx context.Context, day string) (done bool) {
	path := k.copyOf(day)
	err := makeDir(filepath.Dir(path))
	if err == nil {
		_, err = makeNew(path, func(p *part) (Report, error) {
			report, err := k.fill(ctx, p)
			return report, errors.Join(err, k.saveFlawed(p, err))
		})
	}
	switch {
	case errors.Is(err, errExists):
	case ctx.Err() != nil, errors.Is(err, queue.ErrClosed):
		return false // the end of the program is no failure
	case err != nil:
		k.log.Error("the nightly copy failed; trying again in an hour", "err", err)
		k.note(reasonOf(err))
		return false
	default:
		k.log.Info("nightly copy made and verified", "day", day, "path", path)
		k.prune()
	}
	k.note("")
	return true
}

// saveFlawed keeps a copy that is whole but for some records, since it may be the last to hold all the others. There is one
// at most, and it never counts as a copy.
func (k *keeper) saveFlawed(p *part, err error) error {
	if !errors.As(err, new(*DamagedRecordsError)) {
		return nil
	}
	return os.Rename(p.file(), k.copyOf("damaged"))
}

// fill makes a verified copy of the data, one at a time.
func (k *keeper) fill(ctx context.Context, p *part) (Report, error) {
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
	case <-ctx.Done():
		return Report{}, ctx.Err()
	}
	return p.fill(ctx, k.data, k.queue.Backup)
}

// note keeps how the last try went, for state and for the windows.
func (k *keeper) note(reason string) {
	k.queue.Tell(func(h *queue.Health) { h.NoCopy = reason != "" })
	k.mu.Lock()
	defer k.mu.Unlock()
	if reason == "" {
		k.keeping.Since = time.Time{}
	} else if k.keeping.Since.IsZero() {
		k.keeping.Since = k.now()
	}
	k.keeping.Reason = reason
}

// state is how the copies stand. It may be called from any goroutine.
func (k *keeper) state() Keeping {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.keeping
	if days := copyDays(k.data); len(days) > 0 {
		s.Newest = days[0]
	}
	return s
}

// reasonOf is why a copy failed, in one word.
func reasonOf(err error) string {
	switch {
	case errors.As(err, new(*roomError)):
		return "room"
	case errors.Is(err, queue.ErrDamaged):
		return "damaged"
	case errors.Is(err, errInspector):
		return "check"
	}
	return "disk"
}
