package boltstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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

func (l *loader) load(tx *bbolt.Tx) error {
	d, err := getMeta[days](tx, keyDays)
	if err != nil {
		return err
	}
	l.saved.Day = d.Open
	if err := cmp.Or(l.meta(tx), l.lasting(tx)); err != nil {
		return err
	}
	both := []string{d.Before, d.Open}
	slices.Sort(both) // when the clock went back the day before is the later one
	for _, date := range both {
		if err := l.day(tx, date, date == d.Open); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) meta(tx *bbolt.Tx) (err error) {
	s := &l.saved
	if s.Revision, err = getMeta[uint64](tx, keyRevision); err != nil {
		return err
	}
	if s.Secret, err = getMeta[[]byte](tx, keySecret); err != nil {
		return err
	}
	if s.At, err = getMeta[time.Time](tx, keyAt); err != nil {
		return err
	}
	u, err := getMeta[untidy](tx, keyUntidy)
	s.Untidy = u == due
	return err
}

// lasting reads what belongs to no day. Without the record of the current day nobody could tell which numbers it has
// given out.
func (l *loader) lasting(tx *bbolt.Tx) error {
	s := &l.saved
	err := cmp.Or(
		read(l, tx, dayRecords, "", &s.Days),
		read(l, tx, bindings, "", &s.Bindings),
		read(l, tx, contacts, "", &s.Contacts),
		read(l, tx, codes, "", &s.Codes),
		read(l, tx, counters, "", &s.Counters),
		read(l, tx, services, "", &s.Services),
	)
	if err == nil && s.Day != "" && !slices.ContainsFunc(s.Days, func(d queue.Day) bool { return d.Date == s.Day }) {
		err = fmt.Errorf("%w: no record of the current day in %s", queue.ErrDamaged, dayRecords)
	}
	return err
}

// day reads what is needed of a day, which is more of the current one. The date of none is empty.
func (l *loader) day(tx *bbolt.Tx, date string, current bool) error {
	if date == "" {
		return nil
	}
	s := &l.saved
	err := read(l, tx, operations, date, &s.Operations)
	if err == nil && current {
		err = cmp.Or(read(l, tx, tickets, date, &s.Tickets), read(l, tx, notices, date, &s.Notices))
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
	var keys, values [][]byte
	err = t.bucket.ForEach(func(key, value []byte) error {
		found.Records++
		found.Sum += mark(value)
		keys, values = append(keys, key), append(values, value)
		return nil
	})
	if err != nil {
		return err
	}
	damaged, err := decode(t.name, keys, values, list)
	if damaged > 0 {
		l.damage = append(l.damage, Damage{t.name, damaged})
		found.Sum = t.Sum // theirs are among the unknown
	}
	if err == nil && found != t.tally {
		err = fmt.Errorf("%w: %s holds %d records of %d, or old ones", queue.ErrDamaged, t.name, found.Records, t.Records)
	}
	return err
}
