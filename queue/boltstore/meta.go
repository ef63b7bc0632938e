package boltstore

import (
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// The buckets. Those of tickets, notices and operations have one more in them for each business day.
const (
	meta       = "meta"
	tickets    = "tickets"
	bindings   = "bindings"
	notices    = "notices"
	codes      = "codes"
	counters   = "counters"
	services   = "services"
	dayRecords = "days"
	operations = "operations"
)

// The keys in meta. Behind keyTally stands the name of a bucket.
const (
	keySchema   = "schema"
	keySecret   = "secret"
	keyRevision = "revision"
	keyDays     = "days"
	keyAt       = "at"
	keyTally    = "tally/"
)

// schema is the number of this layout. It rises when an older program would misread the file.
const schema = 1

// days are the open business day and the one before it; empty when there is none.
type days struct {
	Open   string `json:"open"`
	Before string `json:"before"`
}

// checkSchema refuses a file that is not a store, or one whose layout this program does not know.
func checkSchema(tx *bbolt.Tx) error {
	got, err := getMeta[int](tx, keySchema)
	switch {
	case err != nil:
		return fmt.Errorf("not a store of this program, or damaged: %w", err)
	case got > schema:
		return fmt.Errorf("%w: it has layout %d, this program knows up to %d", queue.ErrNewer, got, schema)
	}
	return nil
}

// getMeta reads a value that no store can be without.
func getMeta[V any](tx *bbolt.Tx, key string) (v V, err error) {
	bucket := tx.Bucket([]byte(meta))
	if bucket == nil {
		return v, fmt.Errorf("%w: no bucket %s", queue.ErrDamaged, meta)
	}
	text, ok := unseal(meta, []byte(key), bucket.Get([]byte(key)))
	if !ok || json.Unmarshal(text, &v) != nil {
		return v, fmt.Errorf("%w: %s in bucket %s", queue.ErrDamaged, key, meta)
	}
	return v, nil
}

func putMeta(tx *bbolt.Tx, key string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(meta)).Put([]byte(key), seal(meta, []byte(key), text))
}
