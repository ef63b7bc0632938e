package queue

import (
	"context"
	"time"
)

// Store keeps the queue over restarts. One Queue uses it from one goroutine.
type Store interface {
	// Load reads all that a Book needs, each list in rising order of ids, operations by day and then id. A store never
	// used before gives a Saved with a fresh Secret and nothing else. Errors: ErrDamaged, ErrNewer.
	Load(ctx context.Context) (*Saved, error)
	// Commit writes a batch of changes, in order, as one: all or nothing. base is the revision the batch was decided on;
	// the store is at base+1 afterwards. It returns nil when the batch is on disk; ErrConflict when the store is not at
	// base and ErrNotWritten when the batch is certainly not on disk, both with nothing changed; any other error leaves
	// open whether it was written, and the store must be closed and opened anew. A ctx that has ended and a record without
	// an id or a day are ErrNotWritten; a batch may be empty.
	Commit(ctx context.Context, base uint64, batch []Change) error
	// Close releases the store. It may be called twice.
	Close() error
}

// Change is the records that one command writes, taken in the order of the fields. A record replaces the one of the same id.
type Change struct {
	Day       string // not empty: a new business day begins with this change
	Tickets   []Ticket
	Bindings  []Binding
	Unbound   []string // ids of bindings that are deleted
	Notices   []Notice
	Codes     []Code
	Counters  []CounterRecord
	Operation *Operation // what was asked for and came of it
}

// Saved is what a store gives at the start.
type Saved struct {
	Revision   uint64          // 0 in a new store, then one more with each Commit
	Day        string          // the open business day, empty in a new store
	Secret     []byte          // 32 random bytes made with the store; keys for scenes and operation ids come from it
	Tickets    []Ticket        // of Day only
	Bindings   []Binding       // all
	Notices    []Notice        // of Day only
	Codes      []Code          // all
	Counters   []CounterRecord // all
	Operations []Operation     // of Day and of the business day before it
}

// Operation is a command that was carried out, kept for two business days so that a repeat gets the same outcome.
type Operation struct {
	ID      string    `json:"id"`   // UUIDv7, so that the records of one commit lie together on disk
	Name    string    `json:"name"` // the command's Operation
	Day     string    `json:"day"`
	Body    string    `json:"body"` // keyed hash of the command, so that the same id with another wish is noticed
	At      time.Time `json:"at"`
	Outcome Outcome   `json:"outcome"`
}

// empty tells whether a change writes nothing.
func (c *Change) empty() bool {
	return c.Day == "" && len(c.Tickets) == 0 && len(c.Bindings) == 0 && len(c.Unbound) == 0 &&
		len(c.Notices) == 0 && len(c.Codes) == 0 && len(c.Counters) == 0 && c.Operation == nil
}
