package boltstore

import (
	"cmp"
	"errors"

	"paihao/queue"
)

// turn writes the records of business days. The last one is the current day from now on.
func (w *writer) turn(list []queue.Day) error {
	if len(list) == 0 {
		return nil
	}
	err := puts(w, dayRecords, list, func(d *queue.Day) (string, string) { return "", d.Date })
	if date := list[len(list)-1].Date; err == nil && date != w.days.Open {
		w.days = days{Open: date, Before: w.days.Open}
		clear(w.known)
		err = cmp.Or(w.forget(), putMeta(w.tx, keyDays, w.days))
	}
	return err
}

// forget deletes the operations of all days but the current one and the one before it.
func (w *writer) forget() error {
	for _, date := range kindOf(operations).dates(w.tx) {
		if date == w.days.Open || date == w.days.Before {
			continue
		}
		if err := w.deleteTable(operations, date); err != nil {
			return err
		}
	}
	return nil
}

// drop deletes a day with its tickets and notices. Those on damaged pages are left where they are: to set such pages free
// could take pages of other records with them.
func (w *writer) drop(date string) error {
	if date == w.days.Open {
		return errors.New("drop day: it is the current one")
	}
	damaged := w.look(date, w.current)
	for _, kind := range lookedAt {
		if w.tx.Bucket([]byte(kind)).Bucket([]byte(date)) == nil {
			continue
		}
		if damaged != nil {
			w.spared = append(w.spared, Damage{Where: tableName(kind, date), Records: w.count(kind, date)})
			continue
		}
		if err := w.deleteTable(kind, date); err != nil {
			return err
		}
	}
	t, err := w.table(dayRecords, "")
	if err != nil {
		return err
	}
	return t.remove(date)
}

// count tells how many records a table has, at least one.
func (w *writer) count(kind, day string) int {
	t, err := findTable(w.tx, kind, day)
	if err != nil {
		return 1
	}
	return max(1, int(t.Records))
}

func (w *writer) deleteTable(kind, day string) error {
	delete(w.tables, tableKey{kind, day})
	return cmp.Or(
		w.tx.Bucket([]byte(kind)).DeleteBucket([]byte(day)),
		w.tx.Bucket([]byte(meta)).Delete([]byte(keyTally+tableName(kind, day))),
	)
}
