package queue

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// decideAll decides a batch on the draft, with all those who come before that is done: each request sees those before it. All
// share one time, that of the beginning.
func (q *Queue) decideAll(first []*request) (batch []*request, changes []Change, results []result) {
	q.readClock()
	q.trusted = false
	changes, results = q.changes[:0], q.results[:0]
	defer func() { q.changes, q.results = changes, results }()
	if r, ok := q.store.(Reserver); ok {
		q.draft.full = !r.Spare()
	}
	for _, happened := range []func(moment) Change{q.draft.turnDay, q.draft.lapse, q.draft.mend, q.draft.fade} {
		c := happened(q.moment)
		if c = q.follow(c, q.draft.previous(c)); !c.empty() {
			changes = append(changes, c)
		}
	}
	for batch = first; len(results) < len(batch); {
		change, res := q.decideOne(batch[len(results)])
		if results = append(results, res); errors.Is(res.err, ErrInternal) {
			q.redraft(changes)
		} else if !change.empty() {
			changes = append(changes, change)
		}
		if len(results) == len(batch) {
			batch = q.gather(batch)
		}
	}
	q.promise(results)
	if n := len(changes); n > 0 && changes[n-1].At.IsZero() {
		changes[n-1].At = q.keeper.last // once is enough for all that are written together
	}
	return batch, changes, results
}

// readClock begins a moment.
func (q *Queue) readClock() {
	raw := q.now().In(q.venue.Zone)
	q.moment = moment{wall: raw.Round(0), id: q.newID}
	q.moment.now, q.moment.doubt = q.keeper.read(raw)
	q.draft.dated(q.moment.now)
}

// follow brings the draft up to a change, and adds what it means for customers. old is its tickets as they were before.
func (q *Queue) follow(c Change, old []*Ticket) Change {
	day := q.draft.day
	q.draft.countTickets(old, &c)
	q.advance(c)
	more := q.draft.consequences(old, day, c, q.moment)
	q.advance(more)
	c.Tickets = append(c.Tickets, more.Tickets...)
	c.Notices = append(c.Notices, more.Notices...)
	return c
}

// advance brings the draft up to a change, or a part of one.
func (q *Queue) advance(c Change) {
	q.applied, q.midway = append(q.applied, c), true
	q.draft.apply(c)
	q.midway = false
}

// redraft makes the draft anew after a fault left it half changed: what is committed, and what this batch decided so far.
// Most faults strike before anything was changed.
func (q *Queue) redraft(changes []Change) {
	q.draft.spare = &schedule{} // it may be half changed as well
	if len(q.applied) == 0 {
		return
	}
	q.retract(slices.Concat(changes, q.applied))
	for _, c := range changes {
		q.draft.apply(c)
	}
}

// retract makes the draft what is committed. changes is what was applied to it since. Only when that cannot be taken back,
// or a fault struck while it was applied, the draft is made anew as a whole, which in a long line takes its time.
func (q *Queue) retract(changes []Change) {
	if q.midway || !q.draft.restore(q.book, changes) {
		q.draft = q.book.copy()
		q.draft.dated(q.moment.now)
	}
	q.midway = false
}

// decideOne decides a request and brings the draft up to it. A panic is this caller's error alone.
func (q *Queue) decideOne(r *request) (c Change, res result) {
	defer func() {
		if fault := recover(); fault != nil {
			q.faulted("a command failed", fault)
			c, res = Change{}, result{err: ErrInternal}
		}
	}()
	q.applied = q.applied[:0]
	if res, known := q.draft.repeated(r); known {
		return Change{}, res
	}
	v, err := r.verdict(q.draft, q.moment)
	if err != nil {
		return Change{}, result{err: err}
	}
	old := q.draft.previous(v.change)
	c = q.follow(v.change, old)
	q.trusted = v.trusted
	res.outcome, res.told = q.draft.outcome(v), v.told
	var before []Former
	if !v.final {
		before = formers(old, v.change)
	}
	q.record(r, &c, res.outcome, before)
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

// record adds the operation to its change. Housekeeping leaves none, since to repeat it does no harm; nor does a command that
// changed nothing, if it has no name or is a meeting, of which there is one for each word of a customer.
func (q *Queue) record(r *request, c *Change, o Outcome, before []Former) {
	if r.body == "" || (r.operation == "" || r.fleeting) && c.empty() {
		return
	}
	id := q.newID()
	r.operation = cmp.Or(r.operation, id)
	c.Operation = &Operation{
		ID: id, Name: r.operation, Day: q.draft.day.Date, Body: r.body, At: q.keeper.last,
		Step: q.draft.steps, Outcome: o, Before: before,
	}
	q.advance(Change{Operation: c.Operation})
}

// outcome is what a verdict came to, once it was applied.
func (b *Book) outcome(v verdict) (o Outcome) {
	if t := b.tickets[v.ticket]; t != nil {
		s := b.standingFor(t, v.told)
		o.Ticket = &s
	}
	if t := b.tickets[v.finished]; t != nil {
		s := b.standing(t)
		o.Finished = &s
	}
	for _, id := range v.restored {
		o.Restored = append(o.Restored, b.standing(b.tickets[id]))
	}
	if o.Code = v.code; v.day != nil {
		day := *v.day
		day.Summary = nil // it stands in the day's record, and is too much for an answer
		o.Day = &day
	}
	return o
}

// newID panics when the machine has no randomness; decideOne makes that the caller's error.
func (q *Queue) newID() string {
	id, err := q.ids.next(q.keeper.last)
	if err != nil {
		panic(fmt.Sprintf("no randomness: %v", err))
	}
	return id
}
