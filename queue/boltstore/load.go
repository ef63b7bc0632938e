package boltstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// Load reads what a Book needs. Its cost does not depend on past days. A damaged record is set aside: see Damage.
// Errors: queue.ErrDamaged when it cannot tell what is missing.
func (s *Store) Load(ctx context.Context) (*queue.Saved, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l := &loader{}
	if err := guarded(func() error { return s.db.View(l.load) }); err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	s.report(l.damage)
	return &l.saved, nil
}

// loader reads the store in one transaction.
type loader struct {
	saved  queue.Saved
	damage []Damage
}

func (l *loader) load(tx *bbolt.Tx) (err error) {
	s := &l.saved
	d, err := getMeta[days](tx, keyDays)
	if err != nil {
		return err
	}
	s.Day = d.Open
	if s.Revision, err = getMeta[uint64](tx, keyRevision); err != nil {
		return err
	}
	if s.Secret, err = getMeta[[]byte](tx, keySecret); err != nil {
		return err
	}
	if s.At, err = getMeta[time.Time](tx, keyAt); err != nil {
		return err
	}
	err = cmp.Or(
		read(l, tx, dayRecords, "", &s.Days),
		read(l, tx, services, "", &s.Services),
		read(l, tx, bindings, "", &s.Bindings),
		read(l, tx, codes, "", &s.Codes),
		read(l, tx, counters, "", &s.Counters),
	)
	if err == nil && d.Before != "" {
		err = read(l, tx, operations, d.Before, &s.Operations)
	}
	if err == nil && d.Open != "" {
		err = cmp.Or(
			read(l, tx, operations, d.Open, &s.Operations),
			read(l, tx, tickets, d.Open, &s.Tickets),
			read(l, tx, notices, d.Open, &s.Notices),
		)
	}
	return err
}

// read adds the records of a table to a list, in the order of their keys.
func read[R any](l *loader, tx *bbolt.Tx, kind, day string, list *[]R) error {
	t, err := findTable(tx, kind, day)
	if err != nil || t.bucket == nil {
		return err
	}
	var found tally
	damaged := 0
	err = t.bucket.ForEach(func(key, value []byte) error {
		found.Records++
		found.Sum += mark(value)
		var r R
		text, ok := unseal(t.name, key, value)
		if !ok || json.Unmarshal(text, &r) != nil {
			damaged++
			return nil
		}
		*list = append(*list, r)
		return nil
	})
	if damaged > 0 {
		l.damage = append(l.damage, Damage{t.name, damaged})
		found.Sum = t.Sum // theirs are among the unknown
	}
	if err == nil && found != t.tally {
		err = fmt.Errorf("%w: %s holds %d records of %d, or old ones", queue.ErrDamaged, t.name, found.Records, t.Records)
	}
	return err
}
