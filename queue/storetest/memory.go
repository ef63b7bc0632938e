package storetest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

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

// state is one revision. A record is kept as JSON, so that nobody else holds a part of it; its key is its kind, its day
// where it has one, and its id.
type state struct {
	revision    uint64
	at          time.Time
	day, before string
	records     map[[3]string]string
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
	return saved, nil
}

// add reads one record into the list it belongs to.
func (st *state) add(saved *queue.Saved, key [3]string) error {
	text, day := st.records[key], key[1]
	switch key[0] {
	case "ticket":
		return read(&saved.Tickets, text, day == st.day)
	case "binding":
		return read(&saved.Bindings, text, true)
	case "notice":
		return read(&saved.Notices, text, day == st.day)
	case "code":
		return read(&saved.Codes, text, true)
	case "counter":
		return read(&saved.Counters, text, true)
	case "service":
		return read(&saved.Services, text, true)
	case "day":
		return read(&saved.Days, text, true)
	default:
		return read(&saved.Operations, text, day == st.day || day == st.before)
	}
}

func read[R any](list *[]R, text string, wanted bool) error {
	if !wanted {
		return nil
	}
	var r R
	err := json.Unmarshal([]byte(text), &r)
	*list = append(*list, r)
	return err
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

// take writes the records of one change.
func (st *state) take(c queue.Change) error {
	if !c.At.IsZero() {
		st.at = c.At
	}
	for _, d := range c.Days {
		if d.Date != st.day {
			st.before, st.day = st.day, d.Date
		}
	}
	errs := []error{
		put(st, "day", c.Days, dayDate, undated),
		put(st, "ticket", c.Tickets, ticketID, func(t queue.Ticket) string { return t.Day }),
		put(st, "binding", c.Bindings, bindingID, undated),
		put(st, "notice", c.Notices, noticeID, func(n queue.Notice) string { return n.Day }),
		put(st, "code", c.Codes, queue.Code.Key, undated),
		put(st, "counter", c.Counters, counterID, undated),
		put(st, "service", c.Services, serviceID, undated),
	}
	for _, id := range c.Unbound {
		delete(st.records, [3]string{"binding", "-", id})
	}
	if c.Operation != nil {
		list := []queue.Operation{*c.Operation}
		errs = append(errs, put(st, "operation", list, operationID, func(o queue.Operation) string { return o.Day }))
	}
	maps.DeleteFunc(st.records, func(key [3]string, _ string) bool {
		ofDay := key[0] == "ticket" || key[0] == "notice"
		return ofDay && slices.Contains(c.Dropped, key[1]) || key[0] == "day" && slices.Contains(c.Dropped, key[2])
	})
	return errors.Join(errs...)
}

// undated is the day in the key of records that belong to none.
func undated[R any](R) string { return "-" }

func put[R any](st *state, kind string, list []R, id, day func(R) string) error {
	for _, r := range list {
		key := [3]string{kind, day(r), id(r)}
		if key[1] == "" || key[2] == "" {
			return fmt.Errorf("a %s without id or day", kind)
		}
		text, err := json.Marshal(r)
		if err != nil {
			return err
		}
		st.records[key] = string(text)
	}
	return nil
}
