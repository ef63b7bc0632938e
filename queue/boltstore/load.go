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

// Load reads what a Book needs. Its cost hardly depends on past days. A damaged record is set aside: see Damage.
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
	if err := cmp.Or(l.meta(tx), l.days(tx, d), l.lasting(tx)); err != nil {
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

// days reads the records of the newest days, and the dates of all: the records of the others are held against their checksums
// alone. Without that of the current day nobody could tell which numbers it has given out.
func (l *loader) days(tx *bbolt.Tx, d days) error {
	r, err := gather(tx, dayRecords, "")
	if err != nil {
		return err
	}
	earlier, _ := slices.BinarySearchFunc(r.keys, d.Open, func(key []byte, open string) int { return cmp.Compare(string(key), open) })
	var keys, values [][]byte
	damaged := 0
	for i, key := range r.keys {
		if date := string(key); date == d.Open || date == d.Before || earlier-queue.DaysGiven <= i {
			keys, values = append(keys, key), append(values, r.values[i])
		} else if _, sound := unseal(r.name, key, r.values[i]); sound {
			l.saved.Past = append(l.saved.Past, date)
		} else {
			damaged++
		}
	}
	more, err := decode(r.name, keys, values, &l.saved.Days)
	if err := cmp.Or(err, l.judge(r, damaged+more)); err != nil {
		return err
	}
	if d.Open != "" && !slices.ContainsFunc(l.saved.Days, func(given queue.Day) bool { return given.Date == d.Open }) {
		return fmt.Errorf("%w: no record of the current day in %s", queue.ErrDamaged, dayRecords)
	}
	return nil
}

// lasting reads what else belongs to no day.
func (l *loader) lasting(tx *bbolt.Tx) error {
	s := &l.saved
	return cmp.Or(
		read(l, tx, bindings, "", &s.Bindings),
		read(l, tx, contacts, "", &s.Contacts),
		read(l, tx, codes, "", &s.Codes),
		read(l, tx, counters, "", &s.Counters),
		read(l, tx, services, "", &s.Services),
	)
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
	r, err := gather(tx, kind, day)
	if err != nil {
		return err
	}
	damaged, err := decode(r.name, r.keys, r.values, list)
	return cmp.Or(err, l.judge(r, damaged))
}

// judge holds what lies in a table against its tally. damaged is how many of its records are.
func (l *loader) judge(r rows, damaged int) error {
	if damaged > 0 {
		l.damage = append(l.damage, Damage{r.name, damaged})
		r.found.Sum = r.Sum // theirs are among the unknown
	}
	if r.found != r.tally {
		return fmt.Errorf("%w: %s holds %d records of %d, or old ones", queue.ErrDamaged, r.name, r.found.Records, r.Records)
	}
	return nil
}

// rows is a table with all that lies in it, in the order of the keys, for as long as the transaction goes on.
type rows struct {
	*table
	keys, values [][]byte
	found        tally
}

// mostRoom is for how many records room is made at once, whatever a tally says.
const mostRoom = 1 << 21

// gather finds what lies in a table: nothing when it was never written.
func gather(tx *bbolt.Tx, kind, day string) (r rows, err error) {
	if r.table, err = findTable(tx, kind, day); err != nil || r.bucket == nil {
		return r, err
	}
	room := min(r.Records, mostRoom)
	r.keys, r.values = make([][]byte, 0, room), make([][]byte, 0, room)
	err = r.bucket.ForEach(func(key, value []byte) error {
		r.found.Records++
		r.found.Sum += mark(value)
		r.keys, r.values = append(r.keys, key), append(r.values, value)
		return nil
	})
	return r, err
}
