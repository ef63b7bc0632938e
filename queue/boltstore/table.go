package boltstore

import (
	"fmt"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// tally says what a bucket must hold: how many records, and the sum of their checksums. A record that is sound by itself
// but missing, or older than the newest, shows in it.
type tally struct {
	Records uint64 `json:"n"`
	Sum     uint64 `json:"sum"`
}

// table is a bucket of records with its tally, in one transaction.
type table struct {
	name   string // bucket, or bucket/day
	bucket *bbolt.Bucket
	tally
	recount bool    // a damaged record was replaced: what its checksum was, nobody knows
	last    string  // no record has a higher id
	sealer  *sealer // of the commit
}

// tableKey is what a table is found by; day is empty for one without days.
type tableKey struct{ kind, day string }

// tableName is how a bucket is called in checksums, tallies and reports; day is empty for one without days.
func tableName(kind, day string) string {
	if day == "" {
		return kind
	}
	return kind + "/" + day
}

// findTable finds a table; its bucket is nil when it was never written.
func findTable(tx *bbolt.Tx, kind, day string) (*table, error) {
	t := &table{name: tableName(kind, day), bucket: tx.Bucket([]byte(kind))}
	if t.bucket == nil {
		return nil, fmt.Errorf("%w: no bucket %s", queue.ErrDamaged, kind)
	}
	if day != "" {
		t.bucket = t.bucket.Bucket([]byte(day))
	}
	key := keyTally + t.name
	if t.bucket == nil && tx.Bucket([]byte(meta)).Get([]byte(key)) == nil {
		return t, nil
	}
	if t.bucket == nil {
		return nil, fmt.Errorf("%w: no bucket %s", queue.ErrDamaged, t.name)
	}
	var err error
	t.tally, err = getMeta[tally](tx, key)
	return t, err
}

// open makes the table one that can be written to. Ids rise with time, so whether a new one is there already need not be
// looked up where the highest is known.
func (t *table) open(s *sealer) {
	t.sealer = s
	last, _ := t.bucket.Cursor().Last()
	t.last = string(last)
}

// put writes a record in the place of the one of the same id.
func (t *table) put(id string, record any) error {
	key, value, err := t.sealer.seal(t.name, id, record)
	if err != nil {
		return err
	}
	if id <= t.last {
		t.forget(key)
	}
	t.last = max(t.last, id)
	t.Records++
	t.Sum += mark(value)
	return t.bucket.Put(key, value)
}

// remove deletes a record, if it is there.
func (t *table) remove(id string) error {
	t.forget([]byte(id))
	return t.bucket.Delete([]byte(id))
}

// forget takes a record out of the tally.
func (t *table) forget(key []byte) {
	old := t.bucket.Get(key)
	if old == nil {
		return
	}
	_, sound := unseal(t.name, key, old)
	t.recount = t.recount || !sound
	t.Records--
	t.Sum -= mark(old)
}

// settle makes the tally right, by counting anew where it is not known.
func (t *table) settle() error {
	if !t.recount {
		return nil
	}
	t.tally = tally{}
	return t.bucket.ForEach(func(_, value []byte) error {
		t.Records++
		t.Sum += mark(value)
		return nil
	})
}
