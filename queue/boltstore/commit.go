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
// fails before that (records that cannot be written, a file at its size limit, a full disk) is certainly not written. When
// it was for want of room, the reserved room is free afterwards: see Spare.
func (s *Store) Commit(ctx context.Context, base uint64, batch []queue.Change) error {
	if s.adrift != nil {
		return s.adrift
	}
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
	s.sealer.reset()
	w := &writer{tx: tx, base: base, look: s.lookAt, known: s.known, tables: map[tableKey]*table{}, sealer: &s.sealer}
	if err = s.lengthen(tx.Size()); err == nil {
		err = guarded(func() error { return w.write(batch) })
	}
	if err != nil {
		s.rollback(tx)
		if errors.Is(err, queue.ErrConflict) {
			return err
		}
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	if err := s.finish(tx); err != nil {
		s.makeRoom(err)
		return err
	}
	for _, t := range w.tables {
		s.known[t.name] = true
	}
	s.setAside(w.spared)
	return nil
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

// lookAt looks at the pages of a business day before bbolt uses them, together with all others that it uses every day and
// those of the current day, which they must not be. Other past days are none of its business: a page that is damaged
// there stops nobody. It costs a walk through what it looks at, when a day is deleted or a past one is written to.
func (s *Store) lookAt(date, current string) error {
	p, _, err := checkFile(s.file, s.db.Info().PageSize)
	if err == nil {
		err = p.checkDay(current)
	}
	if err == nil && date != current {
		err = p.checkDay(date)
	}
	return err
}
