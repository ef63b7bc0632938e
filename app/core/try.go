package core

import (
	"errors"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

const (
	// idle is how long the notifier sleeps when nothing is put off.
	idle = time.Minute
	// tryLeast and tryMost are the first and the longest pause of a message that was not taken.
	tryLeast = 2 * time.Second
	tryMost  = time.Minute
	// repeatWithin is how long after the first call a repeat with the same id is safe: WeChat drops it within 10 minutes.
	repeatWithin = 9 * time.Minute
)

// unsure is the reason of a message that may have reached its customer, and may not.
const unsure = "unknown"

// try is what is known of a notice that was tried and is not settled.
type try struct {
	at       time.Time // when it is tried again
	pause    time.Duration
	doubt    time.Time // of the first call that WeChat may have taken without our knowledge; zero: none
	way      queue.Way // of that call, if it is known
	repeated bool      // it was sent again although that is in doubt
}

// recall takes up a notice that a run before this one has claimed and not settled: it may have been sent at any time since
// it was made, which was then on this machine's clock as it goes now.
func (n *notifier) recall(notice queue.Notice, made time.Time) {
	if _, known := n.tries[notice.ID]; !known && notice.State == queue.Sending {
		n.tries[notice.ID] = try{doubt: made, repeated: notice.Attempt > 1}
	}
}

// mayRepeat tells whether a notice may be sent by a way although it may have been sent before.
//
// The rule: a template message, while WeChat drops a repeat by its id. Of the others a call, once: to hear it twice does no
// harm, and who does not hear it loses their turn. The caller holds mu.
func (n *notifier) mayRepeat(d queue.Dispatch, way queue.Way, now time.Time) bool {
	t := n.tries[d.Notice.ID]
	switch {
	case t.doubt.IsZero():
		return true
	case way == queue.ByTemplate:
		return now.Before(t.doubt.Add(repeatWithin))
	case d.Notice.Kind != queue.YourTurn || t.repeated:
		return false
	}
	t.repeated = true
	n.tries[d.Notice.ID] = t
	return true
}

// doubt notes that a call made at began may have been taken, and tells whether the notice may be sent again.
func (n *notifier) doubt(d queue.Dispatch, way queue.Way, began time.Time) bool {
	n.mu.Lock()
	t := n.tries[d.Notice.ID]
	if t.doubt.IsZero() {
		t.doubt, t.way = began, way
		n.tries[d.Notice.ID] = t
	}
	n.mu.Unlock()
	return way == queue.ByTemplate || d.Notice.Kind == queue.YourTurn && !t.repeated
}

// clear notes that a way has refused a notice, so that it did not take it before either.
func (n *notifier) clear(d queue.Dispatch, way queue.Way) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if t := n.tries[d.Notice.ID]; t.way == way {
		t.doubt, t.way, t.repeated = time.Time{}, "", false
		n.tries[d.Notice.ID] = t
	}
}

// heard notes what the outcome of a call tells about its way. The first answer after a rest lets all go on that waited.
func (n *notifier) heard(way queue.Way, err error, began time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch r := n.rests[way]; {
	case resting(err):
		r.failed(err, began, n.now())
	case err != nil && !errors.As(err, new(*wechat.Error)): // it never came to a call
	case r.answered(began):
		n.hurry()
	}
}

// recovered is told that WeChat is there again: who waited for it asks at once, but for what a quota holds back.
func (n *notifier) recovered() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, r := range n.rests {
		r.wake(n.now())
	}
	n.hurry()
}

// hurry lets all that were put off be tried now.
func (n *notifier) hurry() {
	for id, t := range n.tries {
		t.at, t.pause = time.Time{}, 0
		n.tries[id] = t
	}
	n.ring()
}

// later puts a notice off: 2 s, then twice as long each time, up to a minute. One that asked for all in vain stands back
// for the next: it may be the one that is never taken.
func (n *notifier) later(id string) {
	t := n.tries[id]
	t.pause = max(tryLeast, min(2*t.pause, tryMost))
	t.at = n.now().Add(t.pause)
	for _, r := range n.rests {
		if r.pause > 0 && r.last == id {
			t.at = r.until.Add(tryLeast)
		}
	}
	n.tries[id] = t
}

// pause is how long nothing that was put off is due.
func (n *notifier) pause() time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	now, next := n.now(), idle
	soonest := func(at time.Time) {
		if d := at.Sub(now); d > 0 && d < next {
			next = d
		}
	}
	for _, t := range n.tries {
		soonest(t.at)
	}
	for _, r := range n.rests {
		soonest(r.until)
	}
	return next
}
