package queue

import "context"

// reopened tells whether changes make an earlier day than the one before them the current one.
func (q *Queue) reopened(changes []Change) bool {
	current := q.book.day.Seq
	for _, c := range changes {
		if n := len(c.Days); n > 0 {
			if c.Days[n-1].Seq < current {
				return true
			}
			current = c.Days[n-1].Seq
		}
	}
	return false
}

// reopen finds out what became of a batch whose commit ended in doubt: it opens the store anew and looks. When that fails
// too, nothing can be changed any more and the windows say so.
func (q *Queue) reopen(batch []*request, changes []Change, results []result) {
	base, before, after := q.revision, q.book, q.draft
	q.store.Close()
	if err := q.load(context.Background()); err != nil {
		q.fail(err)
		q.unwritten(batch, ErrReadOnly)
		return
	}
	if q.wrote(changes, base) {
		q.resume(after)
		q.succeed(batch, results)
	} else {
		q.resume(before)
		q.setWritable(true)
		q.unwritten(batch, ErrNotWritten)
	}
	q.wake()
}

// resume goes on with what was on its way in the book that those of the queue take the place of.
func (q *Queue) resume(b *Book) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.book.resume(b)
	q.draft.resume(b)
}

// wrote tells whether the store that was opened anew holds a batch that was decided at base. A batch is written as one,
// so any operation in it speaks for all; housekeeping alone is known by the revision.
func (q *Queue) wrote(changes []Change, base uint64) bool {
	for _, c := range changes {
		if c.Operation != nil {
			done := q.book.operations[c.Operation.Name] // an older one of that name may have been two days old
			return done != nil && done.ID == c.Operation.ID
		}
	}
	return q.revision > base
}

// unwritten answers a batch that was not written. Whoever repeated what had been written before gets its outcome all the
// same; all others get err, refusals too, since they may rest on what is lost.
func (q *Queue) unwritten(batch []*request, err error) {
	q.observe()
	for _, r := range batch {
		res, known := q.book.repeated(r)
		if !known {
			res = result{err: err}
		}
		r.answer <- res
	}
}

// fail makes the queue read only.
func (q *Queue) fail(err error) {
	q.log.Error("store failed twice: read only until a restart", "err", err)
	q.failed = true
	q.setWritable(false)
}
