package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"paihao/queue"
)

// MemoryStore is a queue.Store in memory. It can be opened anew, which finds what was committed: as good as a file as
// long as the test lives.
type MemoryStore struct {
	kept   *kept
	mu     sync.Mutex
	closed bool
}

var _ queue.Store = (*MemoryStore)(nil)

// kept is what outlives a MemoryStore that is closed.
type kept struct {
	mu     sync.Mutex
	secret []byte
	state  state
}

var errClosed = errors.New("storetest: store is closed")

// Memory makes a store that holds nothing but a fresh secret. It is open.
func Memory() *MemoryStore {
	secret := make([]byte, secretSize)
	rand.Read(secret)
	return &MemoryStore{kept: &kept{secret: secret, state: state{records: map[[3]string]string{}}}}
}

// Open opens the same store anew, whether it was closed or not, as after a crash. It fits queue.Options.Open.
func (s *MemoryStore) Open(context.Context) (queue.Store, error) {
	return &MemoryStore{kept: s.kept}, nil
}

// Close ends the use of this MemoryStore. What was committed is kept for the next Open.
func (s *MemoryStore) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (s *MemoryStore) usable(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errClosed
	}
	return ctx.Err()
}

// Load gives what was committed, lists rising by id.
func (s *MemoryStore) Load(ctx context.Context) (*queue.Saved, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	st := &s.kept.state
	saved := &queue.Saved{Revision: st.revision, At: st.at, Day: st.day, Secret: slices.Clone(s.kept.secret)}
	keys := slices.SortedFunc(maps.Keys(st.records), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) })
	for _, key := range keys {
		if err := st.add(saved, key); err != nil {
			return nil, err
		}
	}
	given, err := st.given(), error(nil)
	saved.Days, err = st.days(func(date string) bool { return slices.Contains(given, date) })
	for _, date := range st.dates() {
		if !slices.Contains(given, date) {
			saved.Past = append(saved.Past, date)
		}
	}
	return saved, err
}

// Days gives the records of days.
func (s *MemoryStore) Days(ctx context.Context, from, to string) ([]queue.Day, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	return s.kept.state.days(func(date string) bool { return from <= date && date <= to })
}

// Commit takes a batch into the next state, and that in the place of the last.
func (s *MemoryStore) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	if err := s.usable(ctx); err != nil {
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if base != s.kept.state.revision {
		return queue.ErrConflict
	}
	next := s.kept.state
	next.records = maps.Clone(next.records)
	for _, c := range batch {
		if err := next.take(c); err != nil {
			return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
		}
	}
	next.revision++
	s.kept.state = next
	return nil
}
