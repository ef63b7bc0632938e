package boltstore

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

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
