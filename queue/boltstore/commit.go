package boltstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt/errors"

	"paihao/queue"
)

// Commit writes a batch in one transaction of bbolt, synced to the disk before it returns.
//
// It can be in doubt only once bbolt has begun to write a meta page, since that alone makes a transaction count. What
// fails before that (records that cannot be written, a file at its size limit, a full disk) is certainly not written.
func (s *Store) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	if err := cmp.Or(s.broken, ctx.Err()); err != nil {
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	tx, err := s.db.Begin(true)
	if errors.Is(err, bolt.ErrDatabaseNotOpen) {
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	if err != nil {
		return fmt.Errorf("begin: %w", err) // bbolt is beside itself: only opening anew can help
	}
	w := &writer{tx: tx, base: base, tables: map[string]*table{}}
	if err := guarded(func() error { return w.write(batch) }); err != nil {
		s.rollback(tx)
		if errors.Is(err, queue.ErrConflict) {
			return err
		}
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	return s.finish(tx)
}

// transaction is what Commit needs of a *bbolt.Tx at its end.
type transaction interface {
	ID() int
	Commit() error
	Rollback() error
}

// finish ends a transaction and finds out what became of it.
func (s *Store) finish(tx transaction) error {
	id := uint64(tx.ID())
	err := guarded(tx.Commit)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, queue.ErrDamaged): // it fell over somewhere between, and still holds bbolt's lock
		s.rollback(tx)
	case s.untouched(id):
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	s.broken = fmt.Errorf("commit: %w", err)
	return s.broken
}

// untouched tells that no meta page of the file has heard of a transaction. Reading them back sees what was written even
// when it could not be synced.
func (s *Store) untouched(id uint64) bool {
	h, whole, err := readHeader(s.file, s.db.Info().PageSize)
	return err == nil && whole && h.txid < id
}

// rollback ends a transaction that was not committed.
func (s *Store) rollback(tx transaction) {
	if err := guarded(tx.Rollback); err != nil {
		s.broken, s.stuck = fmt.Errorf("rollback: %w", err), true
	}
}
