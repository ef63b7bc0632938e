package queue_test

import (
	"slices"

	"paihao/queue"
)

// ledger follows all that is written of notices, in every test.
type ledger struct {
	notices  map[string]queue.Notice
	bindings map[string]queue.Binding
}

// roadsOfNotices is how notices go; the empty state is before they were written.
var roadsOfNotices = map[queue.NoticeState][]queue.NoticeState{
	"":             {queue.Pending},
	queue.Pending:  {queue.Sending, queue.Refused, queue.Stale, queue.Void},
	queue.Sending:  {queue.Sending, queue.Pending, queue.Accepted, queue.Refused, queue.Stale, queue.Void},
	queue.Accepted: {queue.Delivered, queue.Refused},
}

// open begins with what a store holds.
func (l *ledger) open(saved *queue.Saved) {
	l.notices, l.bindings = map[string]queue.Notice{}, map[string]queue.Binding{}
	for _, n := range saved.Notices {
		l.notices[n.ID] = n
	}
	for _, b := range saved.Bindings {
		l.bindings[b.ID] = b
	}
}

// enter follows what was written: each notice goes along its roads, its attempts rise with each claim, it stays what it is,
// and nobody is told two at once.
func (l *ledger) enter(f failer, batch []queue.Change) {
	f.Helper()
	for _, c := range batch {
		for _, b := range c.Bindings {
			l.bindings[b.ID] = b
		}
		for _, id := range c.Unbound {
			delete(l.bindings, id)
		}
		for _, n := range c.Notices {
			l.follow(f, n)
		}
		if len(c.Notices) > 0 {
			l.checkOneEach(f)
		}
	}
}

// sending is the one notice that is being sent.
func (l *ledger) sending() (one queue.Notice) {
	for _, n := range l.notices {
		if n.State == queue.Sending {
			one = n
		}
	}
	return one
}

func (l *ledger) follow(f failer, n queue.Notice) {
	f.Helper()
	old := l.notices[n.ID]
	if !slices.Contains(roadsOfNotices[old.State], n.State) {
		f.Errorf("notice %s went from %q to %q", n.Kind, old.State, n.State)
	}
	claimed := n.State == queue.Sending && n.Overtaken == old.Overtaken
	if claimed != (n.Attempt == old.Attempt+1) || !claimed && n.Attempt != old.Attempt {
		f.Errorf("notice %s from %s to %s: attempt %d, was %d", n.Kind, old.State, n.State, n.Attempt, old.Attempt)
	}
	waits := n.State == queue.Pending || n.State == queue.Sending
	if n.SettledAt.IsZero() != waits || n.Overtaken && n.State == queue.Pending {
		f.Errorf("notice %s is %s since %v, overtaken %v", n.Kind, n.State, n.SettledAt, n.Overtaken)
	}
	if old.State != "" && (old.Kind != n.Kind || old.Ticket != n.Ticket || old.Binding != n.Binding || !old.CreatedAt.Equal(n.CreatedAt)) {
		f.Errorf("notice: got %+v, was %+v", n, old)
	}
	l.notices[n.ID] = n
}

// checkOneEach holds that nobody is told two things of one day at once. What was on its way when a day ended stays as it was.
func (l *ledger) checkOneEach(f failer) {
	f.Helper()
	type person struct {
		day string
		queue.Customer
	}
	told := map[person]queue.Notice{}
	for _, n := range l.notices {
		b, bound := l.bindings[n.Binding]
		if !bound || n.State != queue.Sending {
			continue
		}
		who := person{n.Day, b.Customer}
		if other, two := told[who]; two {
			f.Errorf("a customer is being told %s and %s at once", other.Kind, n.Kind)
		}
		told[who] = n
	}
}
