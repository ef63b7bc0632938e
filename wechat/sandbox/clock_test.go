package sandbox_test

import (
	"sync"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

// clock is a time that the test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Unix(1_760_000_000, 0)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (c *clock) add(d time.Duration) { c.set(c.now().Add(d)) }

func mustClocked(t *testing.T) (*sandbox.Sandbox, *clock) {
	t.Helper()
	c := newClock()
	o := options(wire(success))
	o.Now = c.now
	return mustNew(t, o), c
}
