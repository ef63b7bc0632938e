package replay

import (
	"context"
	"sync/atomic"
	"time"

	"paihao/queue"
)

// clock is the trace's: it stands still between two rows.
type clock struct{ at atomic.Pointer[time.Time] }

func (c *clock) set(at time.Time) { c.at.Store(&at) }

func (c *clock) now() time.Time { return *c.at.Load() }

// nothing is a store that keeps nothing, and says yes to all.
type nothing struct{}

func openNothing(context.Context) (queue.Store, error) { return nothing{}, nil }

// Load gives a store that was never used. Nobody learns its secret, so it may be the same each time.
func (nothing) Load(context.Context) (*queue.Saved, error) {
	return &queue.Saved{Secret: make([]byte, 32)}, nil
}

// Days has none.
func (nothing) Days(context.Context, string, string) ([]queue.Day, error) { return nil, nil }

// Commit forgets.
func (nothing) Commit(context.Context, uint64, []queue.Change) error { return nil }

// Close has nothing to release.
func (nothing) Close() error { return nil }
