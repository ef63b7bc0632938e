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
	// Days reads the records of the days that are kept from one date to another, both included, in rising order of dates:
	// those too of which Load gives no more than the dates. It may be called from any goroutine, also during a Commit, and
	// does not see a batch that is being written. Errors: ErrDamaged.
	Days(ctx context.Context, from, to string) ([]Day, error)
	// Commit writes a batch of changes, in order, as one: all or nothing. base is the revision the batch was decided on;
	// the store is at base+1 afterwards. It returns nil when the batch is on disk; ErrConflict when the store is not at
	// base and ErrNotWritten when the batch is certainly not on disk, both with nothing changed; any other error leaves
	// open whether it was written, and the store must be closed and opened anew. A ctx that has ended and a record without
	// an id or a day are ErrNotWritten; a batch may be empty.
	Commit(ctx context.Context, base uint64, batch []Change) error
	// Close releases the store. It may be called twice.
	Close() error
}

// Reserver is a Store that keeps the last room on a full disk for calls.
type Reserver interface {
	// Spare tells whether there is room for new tickets too. A commit that found the disk full makes it false, and sets the
	// reserved room free; it is true again once that room could be reserved anew.
	Spare() bool
}

// Compactor is a Store whose file keeps the bytes of deleted records until it is compacted.
type Compactor interface {
	// Compact writes the file anew without them. What was committed is safe whenever it is cut short. After an error the
	// store is as it was, or its next Commit leaves open whether it was written, so that it is opened anew.
	Compact(ctx context.Context) error
}

// Copier is a Store that can be copied while it is used. Copy may be called from any goroutine.
type Copier interface {
	// Copy writes a store of its own to a new file at path, as of one commit, without a byte of what was deleted. The
	// file is complete and on disk when it appears there.
	Copy(ctx context.Context, path string) error
}

// DaysGiven is how many days before the current one Load gives: as many as forecasts learn from, and two more, since a day may
// be opened again or dropped.
const DaysGiven = daysKept + 2

// Change is the records that one command writes, taken in the order of the fields. A record replaces the one of the same id.
type Change struct {
	At        time.Time // when it was decided, by the queue's time, in one of those written together; the store remembers the last
	Days      []Day     // the last one is the current day from now on; the tickets of others are left to the store
	Tickets   []Ticket
	Bindings  []Binding
	Unbound   []string // ids of bindings that are deleted
	Contacts  []Contact
	Forgotten []string // ids of contacts that are deleted
	Notices   []Notice
	Codes     []Code
	Revoked   []string // keys of codes that are deleted
	Counters  []CounterRecord
	Services  []ServiceRecord
	Operation *Operation // what was asked for and came of it
	Dropped   []string   // dates of days, not the current one, that are deleted with their tickets and notices
}

// Saved is what a store gives at the start.
type Saved struct {
	Revision   uint64          // 0 in a new store, then one more with each Commit
	At         time.Time       // of the last Change that had one
	Day        string          // date of the current day, empty in a new store
	Days       []Day           // Day, the one that was current before it, all of later dates than Day and the DaysGiven newest of earlier ones
	Past       []string        // dates of all others that are kept, rising; see Store.Days
	Secret     []byte          // 32 random bytes made with the store; keys for scenes and operation ids come from it
	Tickets    []Ticket        // of Day only
	Bindings   []Binding       // all
	Contacts   []Contact       // all
	Notices    []Notice        // of Day only
	Codes      []Code          // all
	Counters   []CounterRecord // all
	Services   []ServiceRecord // all
	Operations []Operation     // of Day and of the day that was current before it
	Untidy     bool            // deleted records may still be in the file: see Compactor
}

// Operation is a command that was carried out, kept for two business days so that a repeat gets the same outcome.
type Operation struct {
	ID      string    `json:"id"`   // UUIDv7, so that the records of one commit lie together on disk
	Name    string    `json:"name"` // the command's Operation
	Day     string    `json:"day"`
	Body    string    `json:"body"` // keyed hash of the command, so that the same id with another wish is noticed
	At      time.Time `json:"at"`
	Step    uint64    `json:"step,omitempty"` // highest Step.Seq given out by then: what was taken back is not given out again
	Outcome Outcome   `json:"outcome"`
	Before  []Former  `json:"before,omitempty"` // what Undo brings back
}

// Former is a ticket as it was before an operation.
type Former struct {
	Ticket Ticket `json:"ticket"` // without its steps, which are the first ones of those it has since
	Steps  int    `json:"steps"`
	After  uint64 `json:"after"` // Seq of the last step after the operation: any other means that something happened since
}

// empty tells whether a change writes nothing.
func (c *Change) empty() bool {
	return len(c.Days) == 0 && len(c.Tickets) == 0 && len(c.Bindings) == 0 && len(c.Unbound) == 0 &&
		len(c.Contacts) == 0 && len(c.Forgotten) == 0 && len(c.Notices) == 0 && len(c.Codes) == 0 && len(c.Revoked) == 0 &&
		len(c.Counters) == 0 && len(c.Services) == 0 && c.Operation == nil && len(c.Dropped) == 0
}
