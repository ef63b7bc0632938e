package boltstore

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// upgrade brings a file of an older layout up to this program's: in one transaction, after a copy of the file as it is was
// put beside it. Whenever it is cut short, the file is the old one or the new one. found is its schema.
func (s *Store) upgrade(found int) error {
	kept, err := s.keepOld(found)
	if err != nil {
		return err
	}
	s.log.Info("the file is brought up to this program's layout", "from", found, "to", schema, "copy", kept)
	return guarded(func() error { return s.db.Update(upgradeFrom1) })
}

// upgradeFrom1 gives a file of schema 1 what came with schema 2: a record for each business day, which are known from their
// tickets alone there, and the time of the last change.
func upgradeFrom1(tx *bbolt.Tx) error {
	if found, _, err := readLayout(tx); err != nil || found != 1 {
		return err // another program was quicker
	}
	d, err := getMeta[days](tx, keyDays)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if k.since == 2 {
			err = errors.Join(err, k.create(tx))
		}
	}
	if err != nil {
		return err
	}
	spans := spansIn(tx, d)
	last := time.Time{}
	for _, s := range spans {
		last = later(last, s.last)
	}
	return cmp.Or(
		putDays(tx, daysOf(spans, d, last)),
		putMeta(tx, keyAt, last),
		putMeta(tx, keyUntidy, due), // no program of schema 1 has ever compacted a file
		putMeta(tx, keySchema, 2),
	)
}

// span is when the first and the last thing happened on a day, as far as it is known.
type span struct{ first, last time.Time }

func (s *span) add(at time.Time) {
	if s.first.IsZero() || at.Before(s.first) {
		s.first = at
	}
	s.last = later(s.last, at)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// spansIn finds all business days of a file. Damaged records are passed over.
func spansIn(tx *bbolt.Tx, d days) map[string]*span {
	spans := map[string]*span{}
	for _, date := range slices.Concat([]string{d.Open, d.Before}, kindOf(tickets).dates(tx), kindOf(notices).dates(tx), kindOf(operations).dates(tx)) {
		spans[date] = &span{}
	}
	delete(spans, "")
	for date, s := range spans {
		each(tx, tickets, date, func(t queue.Ticket) {
			for _, step := range t.Steps {
				s.add(step.At)
			}
		})
		each(tx, operations, date, func(o queue.Operation) { s.add(o.At) })
	}
	return spans
}

// each reads the sound records of a day.
func each[R any](tx *bbolt.Tx, kind, date string, f func(R)) {
	bucket := tx.Bucket([]byte(kind)).Bucket([]byte(date))
	if bucket == nil {
		return
	}
	_ = bucket.ForEach(func(key, value []byte) error {
		if r, ok := record[R](tableName(kind, date), key, value); ok {
			f(r)
		}
		return nil
	})
}

// daysOf makes the records: in the order of their dates, the current one last, whatever the clock did then, and open.
// The others are closed when the last thing is known to have happened on them.
func daysOf(spans map[string]*span, d days, last time.Time) (list []queue.Day) {
	dates := slices.SortedFunc(maps.Keys(spans), func(a, b string) int {
		rank := func(date string) int { return slices.Index([]string{d.Before, d.Open}, date) }
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	for i, date := range dates {
		day := queue.Day{Date: date, Seq: uint64(i + 1), OpenedAt: spans[date].first}
		if date != d.Open {
			day.ClosedAt = spans[date].last
			if day.ClosedAt.IsZero() { // nothing sound is left of it
				day.ClosedAt = cmp.Or(last, time.Unix(0, 0))
			}
		}
		list = append(list, day)
	}
	return list
}

func putDays(tx *bbolt.Tx, list []queue.Day) error {
	t, err := findTable(tx, dayRecords, "")
	if err != nil {
		return err
	}
	for i := range list {
		if err := t.put(list[i].Date, &list[i]); err != nil {
			return err
		}
	}
	return putMeta(tx, keyTally+t.name, &t.tally)
}
