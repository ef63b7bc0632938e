package queue

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
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
		select {
		case r := <-q.requests:
			q.commit(q.gather(r))
		case <-q.stop:
			return
		}
	}
}

// gather takes the requests that are waiting behind the first.
func (q *Queue) gather(first *request) []*request {
	batch := []*request{first}
	for len(batch) < maxBatch {
		select {
		case r := <-q.requests:
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

// commit decides a batch, writes it, and answers.
func (q *Queue) commit(batch []*request) {
	if q.failed {
		answerAll(batch, ErrReadOnly)
		return
	}
	changes, results := q.decideAll(batch)
	if len(changes) == 0 {
		answer(batch, results)
		return
	}
	err := q.store.Commit(context.Background(), q.revision, changes)
	switch {
	case err == nil:
		q.take(changes)
		answer(batch, results)
		q.wake()
	case errors.Is(err, ErrNotWritten), errors.Is(err, ErrConflict):
		q.log.Error("nothing was written", "err", err, "commands", len(batch))
		q.draft = q.book.copy()
		answerAll(batch, fmt.Errorf("commit: %w", err))
	default:
		q.log.Error("unknown whether it was written: opening the store anew", "err", err, "commands", len(batch))
		q.reopen(batch)
	}
}

// take makes committed changes part of what readers see.
func (q *Queue) take(changes []Change) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, c := range changes {
		q.book.apply(c)
	}
	q.revision++
}

// decideAll decides a batch on the draft: each request sees those before it. All share one time, never before the last.
func (q *Queue) decideAll(batch []*request) (changes []Change, results []result) {
	if now := q.clock(); now.After(q.last) {
		q.last = now
	}
	if day := q.venue.BusinessDay(q.last); day > q.draft.day {
		changes = append(changes, Change{Day: day})
		q.draft.apply(changes[0])
	}
	results = make([]result, len(batch))
	for i, r := range batch {
		var change Change
		change, results[i] = q.decideOne(r)
		if errors.Is(results[i].err, ErrInternal) {
			q.redraft(changes)
		} else if !change.empty() {
			changes = append(changes, change)
		}
	}
	return changes, results
}

// redraft makes the draft anew after a fault left it half changed: what is committed, and what this batch decided so far.
func (q *Queue) redraft(changes []Change) {
	q.draft = q.book.copy()
	for _, c := range changes {
		q.draft.apply(c)
	}
}

// decideOne decides a request and brings the draft up to it. A panic is this caller's error alone.
func (q *Queue) decideOne(r *request) (c Change, res result) {
	defer func() {
		if fault := recover(); fault != nil {
			q.log.Error("a command failed on a fault of the program", "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
			c, res = Change{}, result{err: ErrInternal}
		}
	}()
	if done := q.draft.operations[r.operation]; done != nil && r.operation != "" {
		if done.Body != r.body {
			return Change{}, result{err: ErrKeyReused}
		}
		return Change{}, result{outcome: done.Outcome}
	}
	m := moment{now: q.last, id: q.newID}
	v, err := r.decide(q.draft, m)
	if err != nil {
		return Change{}, result{err: err}
	}
	q.draft.apply(v.change)
	more := q.draft.consequences(v.change, m)
	q.draft.apply(more)
	c = v.change
	c.Tickets = append(c.Tickets, more.Tickets...)
	c.Notices = append(c.Notices, more.Notices...)
	res.outcome = q.draft.outcome(v)
	q.record(r, &c, res.outcome)
	return c, res
}

// record adds the operation to its change. Housekeeping leaves none, since to repeat it does no harm; nor does a command
// without a name that changed nothing.
func (q *Queue) record(r *request, c *Change, o Outcome) {
	switch {
	case r.body == "", r.operation == "" && c.empty():
		return
	case r.operation == "":
		r.operation = q.newID()
	}
	c.Operation = &Operation{ID: r.operation, Day: q.draft.day, Body: r.body, At: q.last, Outcome: o}
	q.draft.apply(Change{Operation: c.Operation})
}

// outcome is what a verdict came to, once it was applied.
func (b *Book) outcome(v verdict) (o Outcome) {
	if t := b.tickets[v.ticket]; t != nil {
		s := b.standing(t)
		o.Ticket = &s
	}
	if t := b.tickets[v.finished]; t != nil {
		s := b.standing(t)
		o.Finished = &s
	}
	return o
}

// newID panics when the machine has no randomness; decideOne makes that the caller's error.
func (q *Queue) newID() string {
	id, err := q.ids.next(q.last)
	if err != nil {
		panic(fmt.Sprintf("no randomness: %v", err))
	}
	return id
}

// reopen finds out what became of a batch whose commit ended in doubt: it opens the store anew and looks each operation
// up. When that fails too, nothing can be changed any more and the windows say so.
func (q *Queue) reopen(batch []*request) {
	q.store.Close()
	if err := q.load(context.Background()); err != nil {
		q.fail(err)
		answerAll(batch, ErrReadOnly)
		return
	}
	results := make([]result, len(batch))
	for i, r := range batch {
		if done := q.book.operations[r.operation]; done != nil && r.operation != "" {
			results[i] = result{outcome: done.Outcome}
		} else {
			results[i] = result{err: ErrNotWritten}
		}
	}
	answer(batch, results)
	q.wake()
}

// fail makes the queue read only.
func (q *Queue) fail(err error) {
	q.log.Error("store failed twice: read only until a restart", "err", err)
	q.failed = true
	q.mu.Lock()
	q.health.Writable, q.health.Since = false, q.last
	q.mu.Unlock()
	q.wake()
}

func answer(batch []*request, results []result) {
	for i, r := range batch {
		r.answer <- results[i]
	}
}

func answerAll(batch []*request, err error) {
	for _, r := range batch {
		r.answer <- result{err: err}
	}
}
