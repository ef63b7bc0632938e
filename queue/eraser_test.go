package queue_test

import "paihao/queue"

// undo brings slips back as they were before an operation, or the last page.
func (k *clerk) undo(c queue.Command, a *answer) {
	d, known := k.done[c.Undoes]
	passed := k.watch.now.Sub(d.at)
	switch {
	case c.Undoes == queue.DayClosing:
		k.reopen(a)
	case known && d.closed.page > 0:
		if k.lastClosing() != d.closed {
			a.err = queue.ErrTooLate
			return
		}
		k.reopen(a)
	case !known || len(d.before) == 0:
		a.err = queue.ErrNoUndo
	case passed < 0, passed > k.venue.Rules.UndoWithin, d.page != k.page().number, k.page().closed:
		a.err = queue.ErrTooLate
	default:
		k.bringBack(d.before, a)
	}
}

// bringBack undoes steps, if they are the last ones on their slips, and nobody has come to the counters since.
func (k *clerk) bringBack(before []former, a *answer) {
	p := k.page()
	for _, f := range before {
		if p.slips[f.slip].turn != f.after || k.isTaken(f.was, before) {
			a.err, a.about = queue.ErrTooLate, f.slip
			return
		}
	}
	left := -1
	var was slip
	for _, f := range before {
		t := &p.slips[f.slip]
		stays := f.was.state == queue.Waiting && f.was.service == t.service && f.was.stand == t.stand
		if left < 0 && t.state == queue.Waiting && !stays {
			left, was = f.slip, *t
		}
		if t.state == queue.Cancelled {
			p.add(t.channel, cancels, -1)
		}
		notes, customer := t.notes, t.customer
		*t = f.was
		t.notes, t.customer = notes, customer
		k.overtake(f.slip, false)
		a.restored = append(a.restored, f.slip)
	}
	a.wrote = true
	if left >= 0 {
		k.tellNear(left, was.service, was.stand)
	}
}

// isTaken tells whether another is at the counter where a slip was, that will not leave it.
func (k *clerk) isTaken(was slip, leave []former) bool {
	here := k.here(was.counter)
	if here < 0 || was.state != queue.Called && was.state != queue.Serving {
		return false
	}
	for _, f := range leave {
		if f.slip == here {
			return false
		}
	}
	return true
}

// lapse is what time alone does: missed slips that nobody brings back expire, and who does not come is missed.
func (k *clerk) lapse() bool {
	p, rules := k.page(), k.venue.Rules
	if p.closed {
		return false
	}
	k.touched = nil
	for _, i := range p.in(queue.Missed) {
		if rules.ExpireMissed > 0 && k.watch.now.Sub(p.slips[i].turned) >= rules.ExpireMissed {
			k.step(i, queue.Expire, queue.Expired, queue.ByItself)
		}
	}
	for _, c := range k.venue.Counters {
		if i := k.here(c.ID); rules.AutoMiss && i >= 0 && p.slips[i].state == queue.Called && k.missable(i) {
			k.step(i, queue.Miss, queue.Missed, queue.ByItself)
		}
	}
	return len(k.touched) > 0
}
