package queue_test

import (
	"fmt"
	"slices"
	"time"

	"paihao/queue"
)

// shout is one call of a slip.
type shout struct {
	turn int
	text string
	void bool // nobody is to come on it any more
}

// call finishes what is at the counter and calls a slip there: the one that is named, or the first of those it serves.
func (k *clerk) call(c queue.Command, a *answer) {
	counter, ok := k.venue.Counter(c.Counter)
	if !ok {
		a.err = queue.ErrNoCounter
		return
	}
	here := k.here(c.Counter)
	if k.uncallable(c, here, a); a.err != nil {
		return
	}
	next := k.next(counter)
	if c.Verb == queue.CallTicket {
		next = k.named(queue.Command{Verb: c.Verb, Ticket: c.Ticket}, a)
		if a.err == nil && !slices.Contains(counter.Services, k.page().slips[next].service) {
			a.err, a.about = queue.ErrNotServed, next
		}
		if a.err != nil {
			return
		}
	}
	if a.finished = here; here >= 0 {
		k.finish(here, c.By)
	}
	if a.ticket = next; next >= 0 {
		k.summon(next, c)
	}
}

// next is the first that waits for what a counter serves, −1 when nobody does.
func (k *clerk) next(counter queue.Counter) int {
	for _, i := range k.page().line() {
		if slices.Contains(counter.Services, k.page().slips[i].service) {
			return i
		}
	}
	return -1
}

// uncallable notes why a counter may not call.
func (k *clerk) uncallable(c queue.Command, here int, a *answer) {
	switch state := k.counter(c.Counter); {
	case k.page().closed:
		a.err = queue.ErrDayClosed
	case state == queue.CounterPaused:
		a.err = queue.ErrCounterPaused
	case state != queue.CounterOpen:
		a.err = queue.ErrCounterClosed
	case c.Expect == queue.Nobody && here >= 0, c.Expect != "" && c.Expect != queue.Nobody && (here < 0 || k.page().slips[here].id != c.Expect):
		a.err, a.about = queue.ErrCounterBusy, here
	}
}

// here is the slip at a counter, −1 when it is free.
func (k *clerk) here(counter string) int {
	for i, t := range k.page().slips {
		if s := k.page().state(i); t.counter == counter && (s == queue.Called || s == queue.Serving) {
			return i
		}
	}
	return -1
}

func (k *clerk) finish(i int, by string) {
	k.step(i, queue.Finish, queue.Done, by)
	t := &k.page().slips[i]
	took := k.watch.now.Sub(t.called)
	t.served = k.measure(took, t.guessed)
	if t.lesson = t.served; !t.started.IsZero() {
		t.lesson = k.measure(k.watch.now.Sub(t.started), t.hazy)
	}
}

// summon calls a slip to a counter that it is not at.
func (k *clerk) summon(i int, c queue.Command) {
	t := &k.page().slips[i]
	waited, stand := k.page().state(i) == queue.Waiting, t.stand
	k.step(i, c.Verb, queue.Called, c.By)
	if len(t.shouts) == 0 {
		t.waited = k.measure(k.watch.now.Sub(t.issued), t.unsure)
	}
	t.guessed = k.watch.doubt
	t.counter, t.calls, t.called, t.started = c.Counter, 0, k.watch.now, time.Time{}
	k.shout(i)
	if waited {
		k.tellNear(i, t.service, stand)
	}
}

func (k *clerk) shout(i int) {
	t := &k.page().slips[i]
	t.calls++
	t.shouts = append(t.shouts[:len(t.shouts):len(t.shouts)], shout{t.turn, t.number + ">" + t.counter, false})
	k.tell(i, queue.YourTurn)
}

// shouts is the newest calls of the page, newest first.
func (k *clerk) shouts() (texts []string) {
	var all []shout
	for _, t := range k.page().slips {
		all = append(all, t.shouts...)
	}
	slices.SortFunc(all, func(a, b shout) int { return b.turn - a.turn })
	for _, s := range all[:min(len(all), queue.MaxCalls)] {
		texts = append(texts, fmt.Sprintf("%s void %v", s.text, s.void))
	}
	return texts
}
