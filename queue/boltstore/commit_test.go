package boltstore

import (
	"errors"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// end is a transaction whose Commit does what a disk or bbolt might.
type end struct {
	*bbolt.Tx
	commit func(*bbolt.Tx) error
}

func (e end) Commit() error { return e.commit(e.Tx) }

// How a transaction ends decides what Commit says of it: only what has touched no header of the file was certainly not
// written.
func TestCommitInDoubt(t *testing.T) {
	lost := errors.New("input/output error")
	for _, c := range []struct {
		name             string
		commit           func(*bbolt.Tx) error
		certain, written bool
	}{
		{"fails before the header", func(tx *bbolt.Tx) error { return errors.Join(lost, tx.Rollback()) }, true, false},
		{"fails after the header", func(tx *bbolt.Tx) error { return errors.Join(lost, tx.Commit()) }, false, true},
		{"panics before it writes", func(*bbolt.Tx) error { panic("page 7 already freed") }, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, path := mustStore(t)
			tx, err := s.db.Begin(true)
			if err != nil {
				t.Fatal(err)
			}
			w := &writer{tx: tx, look: s.lookAt, known: s.known, tables: map[tableKey]*table{}, sealer: &s.sealer}
			if err := w.write([]queue.Change{{Days: []queue.Day{{Date: "day"}}}}); err != nil {
				t.Fatal(err)
			}
			if err := s.finish(end{tx, c.commit}); err == nil || errors.Is(err, queue.ErrNotWritten) != c.certain {
				t.Errorf("finish: got %v, want an error, certain %v", err, c.certain)
			}
			err = s.Commit(t.Context(), 0, nil)
			if (err == nil) != c.certain || err != nil && !errors.Is(err, queue.ErrNotWritten) {
				t.Errorf("Commit after: got %v, want it to work %v, else %v", err, c.certain, queue.ErrNotWritten)
			}
			if err := s.Close(); err != nil {
				t.Errorf("Close: got %v, want no error", err)
			}
			again, err := Open(Options{Path: path, Reserve: 1})
			if err != nil {
				t.Fatalf("Open anew: got %v, want no error", err)
			}
			defer again.Close()
			if saved, err := again.Load(t.Context()); err != nil || (saved.Day == "day") != c.written {
				t.Errorf("Load after opening anew: got %+v, %v, want it written %v", saved, err, c.written)
			}
		})
	}
}

// A store whose transaction cannot be ended says so instead of waiting for ever.
func TestCloseWhenStuck(t *testing.T) {
	s, _ := mustStore(t)
	s.rollback(stuck{})
	if err := s.Close(); !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("Close: got %v, want %v", err, queue.ErrDamaged)
	}
	s.stuck = false // for the real Close that follows
}

type stuck struct{ transaction }

func (stuck) Rollback() error { panic("freed page was allocated by the same transaction") }
