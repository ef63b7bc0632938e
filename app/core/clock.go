package core

import (
	"sync"
	"time"
)

// hearEvery is the least time between two times that the queue is told.
const hearEvery = time.Minute

// witness tells the queue what WeChat's clock says: the first time it is heard, so that the day of a machine whose clock is
// wrong is in doubt from the start, and then now and again. The pulse asks WeChat when nobody else does.
type witness struct {
	hear func(time.Time) // queue.Queue.Hear: it waits for the disk

	mu   sync.Mutex
	last time.Time // when the queue was told last
	busy bool      // it is being told
}

// heard takes a time that was just told. It waits for nothing; what it starts ends with the queue at the latest.
func (w *witness) heard(t time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy || !w.last.IsZero() && time.Since(w.last) < hearEvery {
		return
	}
	w.last, w.busy = time.Now(), true
	go func() {
		w.hear(t)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.busy = false
	}()
}
