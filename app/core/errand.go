package core

import (
	"context"
	"sync"
	"time"
)

// mostErrands is how many may be under way: a disk that hangs must not gather them without end.
const mostErrands = 1000

// errands are what is left to do when the answer has gone out. The zero value is ready.
type errands struct {
	mu      sync.Mutex
	running sync.WaitGroup
	cancels map[int]context.CancelFunc
	last    int
	closed  bool
}

// run does f in the background, with a context that ends after a time or when the errands are closed. false when there are
// too many already, or no more are taken.
func (e *errands) run(within time.Duration, f func(ctx context.Context)) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed || len(e.cancels) >= mostErrands {
		return false
	}
	if e.cancels == nil {
		e.cancels = map[int]context.CancelFunc{}
	}
	ctx, cancel := context.WithTimeout(context.Background(), within)
	e.last++
	id := e.last
	e.cancels[id] = cancel
	e.running.Go(func() {
		defer e.end(id)
		f(ctx)
	})
	return true
}

func (e *errands) end(id int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cancels[id]()
	delete(e.cancels, id)
}

// close takes no more, waits for those under way, and ends them when ctx does.
func (e *errands) close(ctx context.Context) error {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	stop := context.AfterFunc(ctx, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		for _, cancel := range e.cancels {
			cancel()
		}
	})
	defer stop()
	e.running.Wait()
	return nil
}
