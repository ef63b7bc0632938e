package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"paihao/queue"
)

// FailingStore is a store that does what its inner store does, until a test tells it to fail. Faults befall the coming
// commits in the order they were told. It may be told from any goroutine. What Open gives is a queue.Compactor and a
// queue.Copier where the inner store is one, so that a queue sees what it would see without it.
type FailingStore struct {
	mu     sync.Mutex
	inner  queue.Store
	faults []fault
	broken bool // a commit ended in doubt: of no use until it is opened anew
	opens  int  // how many of the coming opens fail
	disk   disk
}

var (
	_ queue.Store    = (*FailingStore)(nil)
	_ queue.Reserver = (*FailingStore)(nil)
)

// fault is what befalls one commit. The zero value is none.
type fault struct {
	refused, doubt bool
	full           bool // refused for want of room
	reaches        bool // with doubt: the inner store takes the batch
	arrived        chan<- struct{}
	release        <-chan struct{}
}

var (
	errDoubt = errors.New("storetest: told to leave open whether it was written")
	errFull  = errors.New("storetest: told that the disk is full")
	errTold  = errors.New("storetest: told to fail")
)

// Failing puts a store that can be told to fail around inner.
func Failing(inner queue.Store) *FailingStore { return &FailingStore{inner: inner} }

// RefuseCommits lets the next n commits fail as certainly not written.
func (s *FailingStore) RefuseCommits(n int) { s.tell(n, fault{refused: true}) }

// LoseCommits lets the next n commits end in doubt, without having been written.
func (s *FailingStore) LoseCommits(n int) { s.tell(n, fault{doubt: true}) }

// DoubtCommits lets the next n commits end in doubt although they were written.
func (s *FailingStore) DoubtCommits(n int) { s.tell(n, fault{doubt: true, reaches: true}) }

// BlockCommit holds the next commit up: arrived is closed when it has come, and it goes on once release was called.
func (s *FailingStore) BlockCommit() (arrived <-chan struct{}, release func()) {
	came, free := make(chan struct{}), make(chan struct{})
	s.tell(1, fault{arrived: came, release: free})
	return came, sync.OnceFunc(func() { close(free) })
}

// RefuseOpens lets the next n opens fail.
func (s *FailingStore) RefuseOpens(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opens = n
}

func (s *FailingStore) tell(n int, f fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.faults = append(s.faults, f)
	}
}

// Open opens the store anew, the inner one too if it has an Open like this. It fits queue.Options.Open.
func (s *FailingStore) Open(ctx context.Context) (queue.Store, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.opens > 0 {
		s.opens--
		return nil, errTold
	}
	if again, ok := s.inner.(interface {
		Open(ctx context.Context) (queue.Store, error)
	}); ok {
		inner, err := again.Open(ctx)
		if err != nil {
			return nil, err
		}
		s.inner = inner
	}
	s.broken = false
	return s.dressed(), nil
}

// dressed is the store with the interfaces that its inner store has.
func (s *FailingStore) dressed() queue.Store {
	compactor, compacts := s.inner.(queue.Compactor)
	copier, copies := s.inner.(queue.Copier)
	switch {
	case compacts && copies:
		return struct {
			*FailingStore
			queue.Compactor
			queue.Copier
		}{s, compactor, copier}
	case compacts:
		return struct {
			*FailingStore
			queue.Compactor
		}{s, compactor}
	case copies:
		return struct {
			*FailingStore
			queue.Copier
		}{s, copier}
	}
	return s
}

// Load gives what the inner store holds.
func (s *FailingStore) Load(ctx context.Context) (*queue.Saved, error) { return s.current().Load(ctx) }

// Days gives what the inner store holds.
func (s *FailingStore) Days(ctx context.Context, from, to string) ([]queue.Day, error) {
	return s.current().Days(ctx, from, to)
}

// Close closes the inner store.
func (s *FailingStore) Close() error { return s.current().Close() }

func (s *FailingStore) current() queue.Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inner
}

// Commit meets the next fault that was told, or hands the batch on.
func (s *FailingStore) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	f, err := s.next()
	if err != nil {
		return err
	}
	if f.release != nil {
		close(f.arrived)
		<-f.release
	}
	switch {
	case f.full:
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, errFull)
	case f.refused:
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, errTold)
	case f.doubt && !f.reaches:
		return errDoubt
	}
	err = s.current().Commit(ctx, base, batch)
	if f.doubt && err == nil {
		err = errDoubt
	}
	return err
}

// next takes the next fault. A store in doubt refuses: whoever uses it on has not understood the contract.
func (s *FailingStore) next() (f fault, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return f, fmt.Errorf("storetest: used after a commit that ended in doubt: %w", errDoubt)
	}
	if len(s.faults) > 0 {
		f, s.faults = s.faults[0], s.faults[1:]
	}
	f.full = s.disk.refuses()
	s.broken = f.doubt && !f.full
	return f, nil
}
