package queue

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
)

// maxBatch is how many requests one commit takes at the most.
const maxBatch = 256

// write is the writer. It ends when the queue is closed, after the batch it is at; submit tells those who came too late.
//
// There is no timer: a lone request is committed at once, and those that come while the disk works wait for the next
// commit together. So the disk is asked once for many when there are many.
func (q *Queue) write() {
	defer close(q.written)
	for {
		if r := q.held; r != nil {
			q.held = nil
			q.attend(r)
		}
		select {
		case r := <-q.requests:
			q.attend(r)
		case <-q.stop:
			return
		}
	}
}

// gather adds to a batch the requests that are waiting when all of it is decided, so that who comes while others are decided
// does not wait for the commit behind. When none are there it lets all others who can run do so once, and goes on when that has
// brought more: whoever was answered just now comes back in this batch. Who is alone does not notice. A request that must be
// decided by itself ends a batch, and is kept for the next.
func (q *Queue) gather(batch []*request) []*request {
	for patient := true; len(batch) < maxBatch && q.held == nil && !batch[0].alone; {
		select {
		case r := <-q.requests:
			if r.alone {
				q.held = r
				return batch
			}
			batch, patient = append(batch, r), true
		default:
			if !patient {
				return batch
			}
			runtime.Gosched()
			patient = false
		}
	}
	return batch
}

// attend commits a request with those that come meanwhile, and lets others see how long it takes.
func (q *Queue) attend(first *request) {
	q.begin()
	defer q.end()
	q.commit([]*request{first})
	clear(q.changes) // what they name may be gone before the next batch is as long
	clear(q.results)
}

// commit decides a batch, writes it, and answers.
func (q *Queue) commit(batch []*request) {
	if q.failed {
		q.unwritten(batch, ErrReadOnly)
		return
	}
	batch, changes, results := q.decideAll(batch)
	if len(changes) == 0 && (q.writable || !slices.ContainsFunc(batch, func(r *request) bool { return r.probe })) {
		q.answer(batch, results)
		return
	}
	full := q.draft.full
	err := q.store.Commit(context.Background(), q.revision, changes)
	switch {
	case err == nil:
		q.accept(batch, changes, results)
	case errors.Is(err, ErrNotWritten), errors.Is(err, ErrConflict):
		if q.writable {
			q.log.Error("nothing was written; trying again until it works", "err", err, "commands", len(batch))
		}
		q.retract(changes)
		if r, ok := q.store.(Reserver); ok && !full && !r.Spare() {
			q.commit(batch) // the room that was kept for calls is free now
			return
		}
		q.setWritable(false)
		q.unwritten(batch, fmt.Errorf("commit: %w", err))
	default:
		q.log.Error("unknown whether it was written: opening the store anew", "err", err, "commands", len(batch))
		q.reopen(batch, changes, results)
	}
}

// accept makes a written batch known. One that opened an earlier day again needs that day's records from the store.
func (q *Queue) accept(batch []*request, changes []Change, results []result) {
	day := q.book.day
	if q.reopened(changes) {
		q.reopen(batch, changes, results)
		return
	}
	q.trade()
	q.succeed(batch, results)
	q.herald(changes)
	for _, c := range changes {
		q.draft.apply(c)
	}
	if q.book.day.Date != day.Date {
		q.untidy = true
		q.tidy()
	}
}

// succeed answers a batch that was written, and believes the clock if staff said so in it.
func (q *Queue) succeed(batch []*request, results []result) {
	if q.trusted {
		q.keeper.trust()
		q.readClock()
	}
	q.setWritable(true)
	q.answer(batch, results)
}

// tidy lets the store write its file anew once a day, so that what was deleted is gone from the disk as well.
func (q *Queue) tidy() {
	c, ok := q.store.(Compactor)
	if !q.untidy || !ok {
		return
	}
	q.untidy = false
	if err := c.Compact(context.Background()); err != nil {
		q.log.Error("the store could not be compacted: deleted records stay in the file until the next day begins", "err", err)
	}
}

// trade lets readers have what was committed: the books change places. The writer's own is then behind, and is brought up to
// the other once the callers have their answers, who need not wait for that, and neither do readers.
func (q *Queue) trade() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.book, q.draft = q.draft, q.book
	q.draft.full, q.draft.spare, q.book.spare = q.book.full, q.book.spare, nil
	q.revision++
}

// answer tells the callers what came of a batch; whoever looks at a view then finds the health of that moment.
func (q *Queue) answer(batch []*request, results []result) {
	q.observe()
	for i, r := range batch {
		r.answer <- results[i]
	}
}
