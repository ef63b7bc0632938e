package queue

import "time"

// hungAfter is how long a change may be under way before windows say that none goes through: a disk that hangs tells nothing
// by itself, and what is asked of it waits for ever.
const hungAfter = 10 * time.Second

// begin notes that the writer is at something.
func (q *Queue) begin() {
	q.Tell(func(*Health) { q.since = time.Now() })
}

// end notes that it is done, and that changes go through again if the last one did.
func (q *Queue) end() {
	q.Tell(func(h *Health) { q.since, h.Writable = time.Time{}, q.writable })
}

// checkHung tells the windows when the writer hangs. By time.Now, which runs on when somebody sets the machine's clock.
func (q *Queue) checkHung() {
	hangs := false
	q.Tell(func(h *Health) {
		if h.Writable && !q.since.IsZero() && time.Since(q.since) > hungAfter {
			h.Writable, hangs = false, true
		}
	})
	if hangs {
		q.log.Error("a change has been under way for long and nothing can be changed until it is done: does the disk hang?", "for", hungAfter)
	}
}
