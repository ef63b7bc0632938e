package queue

import (
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"
)

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
			// The fault itself may quote a customer; its type cannot.
			q.log.Error("a command failed on a fault of the program", "fault", fmt.Sprintf("%T", fault), "stack", string(debug.Stack()))
			c, res = Change{}, result{err: ErrInternal}
		}
	}()
	if res, known := q.draft.repeated(r); known {
		return Change{}, res
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

// repeated answers a request whose operation was carried out before.
func (b *Book) repeated(r *request) (res result, known bool) {
	done := b.operations[r.operation]
	switch {
	case done == nil || r.operation == "":
		return result{}, false
	case done.Body != r.body:
		return result{err: ErrKeyReused}, true
	}
	return result{outcome: done.Outcome}, true
}

// record adds the operation to its change. Housekeeping leaves none, since to repeat it does no harm; nor does a command
// without a name that changed nothing.
func (q *Queue) record(r *request, c *Change, o Outcome) {
	if r.body == "" || r.operation == "" && c.empty() {
		return
	}
	id := q.newID()
	r.operation = cmp.Or(r.operation, id)
	c.Operation = &Operation{ID: id, Name: r.operation, Day: q.draft.day, Body: r.body, At: q.last, Outcome: o}
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
