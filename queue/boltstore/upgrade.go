package boltstore

import (
	"cmp"
	"errors"
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
	return guarded(func() error { return s.db.Update(raise) })
}

// raises are the steps from each schema to the next one, the first from schema 1.
var raises = [schema - 1]func(*bbolt.Tx) error{addDays, nameCodes}

// raise takes a file through the layouts that lie between its own and this program's. One that another program was quicker
// to raise stays as it is.
func raise(tx *bbolt.Tx) error {
	found, _, err := readLayout(tx)
	for ; err == nil && found < schema; found++ {
		err = cmp.Or(addKinds(tx, found+1), raises[found-1](tx), putMeta(tx, keySchema, found+1))
	}
	return err
}

// addKinds makes the buckets that came with a schema.
func addKinds(tx *bbolt.Tx, since int) (err error) {
	for _, k := range kinds {
		if k.since == since {
			err = errors.Join(err, k.create(tx))
		}
	}
	return err
}

// addDays gives a file of schema 1 what came with schema 2: a record for each business day, which are known from their
// tickets alone there, and the time of the last change.
func addDays(tx *bbolt.Tx) error {
	d, err := getMeta[days](tx, keyDays)
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
	)
}

func putDays(tx *bbolt.Tx, list []queue.Day) error {
	t, err := findTable(tx, dayRecords, "")
	if err != nil {
		return err
	}
	t.open(&sealer{})
	for i := range list {
		if err := t.put(list[i].Date, &list[i]); err != nil {
			return err
		}
	}
	return putMeta(tx, keyTally+t.name, &t.tally)
}

// nameCodes gives the codes of a file of schema 2 the ids that came with schema 3. There was one for each service, whose name
// their keys and their scenes hold: so that is their id, both stay as they are, and a code on the screen goes on working.
// Damaged ones are left as they are, for Load to report.
func nameCodes(tx *bbolt.Tx) error {
	t, err := findTable(tx, codes, "")
	if err != nil {
		return err
	}
	named := map[string]queue.Code{} // bbolt does not like to be written to while it is read
	err = t.bucket.ForEach(func(key, value []byte) error {
		if c, ok := record[queue.Code](t.name, key, value); ok {
			c.ID = c.Service
			named[string(key)] = c
		}
		return nil
	})
	t.open(&sealer{})
	for key, c := range named {
		err = cmp.Or(err, t.put(key, &c))
	}
	return cmp.Or(err, putMeta(tx, keyTally+t.name, &t.tally))
}
