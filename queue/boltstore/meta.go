package boltstore

import (
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// The buckets; see kinds.
const (
	meta       = "meta"
	tickets    = "tickets"
	bindings   = "bindings"
	notices    = "notices"
	codes      = "codes"
	contacts   = "contacts"
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
	keyUntidy   = "untidy"
	keyTally    = "tally/"
)

// schema is the number of this layout. It rises when an older program would misread the file.
// It does not for a field that an older program leaves out when it writes a record anew, if only forecasts learn from it.
// 1: the first. 2: days, services, at and untidy are new. 3: contacts are new, and codes have ids.
const schema = 3

// days are the dates of the current business day and of the one that was current before it; empty when there is none.
type days struct {
	Open   string `json:"open"`
	Before string `json:"before"`
}

// untidy tells whether bytes of deleted records may still lie in the file.
type untidy int

const (
	tidy    untidy = iota
	deleted        // something was deleted since the file was written anew
	due            // and a business day has begun since: it is time to write it anew
)

// readLayout tells the schema and the current day. It refuses a file that is not a store, or one whose layout this
// program does not know.
func readLayout(tx *bbolt.Tx) (found int, day string, err error) {
	found, err = getMeta[int](tx, keySchema)
	switch {
	case err != nil:
		return 0, "", fmt.Errorf("not a store of this program, or damaged: %w", err)
	case found > schema:
		return 0, "", fmt.Errorf("%w: it has layout %d, this program knows up to %d", queue.ErrNewer, found, schema)
	case found < 1:
		return 0, "", fmt.Errorf("%w: it has layout %d", queue.ErrDamaged, found)
	}
	d, err := getMeta[days](tx, keyDays)
	return found, d.Open, err
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
