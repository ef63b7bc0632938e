package boltstore

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// Report is what Verify has found in a file. Without Damage every record is as it was written.
type Report struct {
	Schema   int            `json:"schema"`
	Revision uint64         `json:"revision"`
	Day      string         `json:"day"`     // date of the current business day, empty in a new store
	Days     []string       `json:"days"`    // dates of all that are kept, rising
	Records  map[string]int `json:"records"` // sound ones by kind, such as tickets
	Damage   []Damage       `json:"damage"`  // by bucket: records that are damaged, missing or older than they should be
}

// Verify reads every page and every record of a file that no store is using, past days too, and changes nothing. A file
// of an older layout is verified as it is.
// Errors: queue.ErrLocked when another program holds the file for longer than a second; queue.ErrDamaged when pages cannot
// be read, so that nobody knows what is missing; queue.ErrNewer; those of the file system.
// A file that is cut off while it is read, or a disk that fails, may end the process.
func Verify(path string) (Report, error) {
	r := Report{Records: map[string]int{}}
	err := look(Options{Path: path, Timeout: time.Second}, func(v *sight) error {
		if !v.whole {
			r.miss(headerName, 1)
		}
		if err := v.pages.checkAllDays(); err != nil {
			return err
		}
		return guarded(func() error { return v.db.View(r.read) })
	})
	if err != nil {
		return Report{}, fmt.Errorf("verify %s: %w", path, err)
	}
	return r, nil
}

// miss adds damage, if there is any.
func (r *Report) miss(where string, records int) {
	if records > 0 {
		r.Damage = append(r.Damage, Damage{Where: where, Records: records})
	}
}

// read reads all that the file holds.
func (r *Report) read(tx *bbolt.Tx) (err error) {
	if r.Schema, r.Day, err = readLayout(tx); err != nil {
		return err
	}
	if r.Revision, err = getMeta[uint64](tx, keyRevision); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, k := range kinds {
		if k.since > r.Schema {
			continue
		}
		bucket := tx.Bucket([]byte(k.name))
		if bucket == nil {
			return fmt.Errorf("%w: no bucket %s", queue.ErrDamaged, k.name)
		}
		r.readTable(tx, bucket, k, "")
		seen[k.name] = true
		for _, date := range k.dates(tx) {
			r.readTable(tx, bucket.Bucket([]byte(date)), k, date)
			seen[tableName(k.name, date)] = true
		}
	}
	r.readMeta(tx, seen)
	r.Days = datesIn(tx, r.Schema)
	return checkTree(tx)
}

// readTable reads a table, and holds it against its tally. Where that cannot be read, all of its records are in doubt.
func (r *Report) readTable(tx *bbolt.Tx, bucket *bbolt.Bucket, k kind, date string) {
	if k.dated && date == "" {
		return
	}
	name := tableName(k.name, date)
	var found tally
	damaged := 0
	_ = bucket.ForEach(func(key, value []byte) error {
		found.Records++
		found.Sum += mark(value)
		if !k.sound(name, key, value) {
			damaged++
		}
		return nil
	})
	r.Records[k.name] += int(found.Records) - damaged
	want, err := getMeta[tally](tx, keyTally+name)
	switch {
	case err != nil:
		r.miss(name, max(1, int(found.Records)))
	case found.Records != want.Records:
		r.miss(name, damaged+max(1, int(want.Records)-int(found.Records)))
	case found.Sum != want.Sum:
		r.miss(name, max(1, damaged))
	default:
		r.miss(name, damaged)
	}
}

// readMeta reads what stands in meta, and finds the tallies of tables that are not there.
func (r *Report) readMeta(tx *bbolt.Tx, seen map[string]bool) {
	damaged := 0
	_ = tx.Bucket([]byte(meta)).ForEach(func(key, value []byte) error {
		if _, ok := unseal(meta, key, value); !ok {
			damaged++
		}
		if name, ok := strings.CutPrefix(string(key), keyTally); ok && !seen[name] {
			r.miss(name, 1)
		}
		return nil
	})
	r.miss(meta, damaged)
}

// datesIn lists the business days of a file.
func datesIn(tx *bbolt.Tx, schema int) []string {
	k := kindOf(dayRecords)
	if k.since > schema {
		list := kindOf(tickets).dates(tx)
		slices.Sort(list)
		return list
	}
	list := []string{}
	_ = tx.Bucket([]byte(k.name)).ForEach(func(date, _ []byte) error {
		list = append(list, string(date))
		return nil
	})
	return list
}

// checkTree lets bbolt check its own tree.
func checkTree(tx *bbolt.Tx) error {
	var first error
	for err := range tx.Check() { // to its end, since bbolt would wait for ever to tell the rest
		if first == nil {
			first = fmt.Errorf("%w: %w", queue.ErrDamaged, err)
		}
	}
	return first
}
