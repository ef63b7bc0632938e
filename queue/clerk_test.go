package queue_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"paihao/queue"
)

// clerk keeps the queue on paper: one pile of slips, one line in the order of calling. It is slow, knows nothing of places
// or books, and is what the queue is compared with.
type clerk struct {
	venue    queue.Venue
	last     time.Time // no step is earlier than the one before
	day      string
	slips    []slip // of the day, as issued
	line     []int  // all that wait, in the order they would be called
	missed   []int  // newest first
	calls    []string
	counters map[string]queue.CounterState
	serials  map[string]int
	bindings map[string]int // by customer, of all days
	stands   int            // given out
	notes    int            // notices of the day
	before   string         // the business day before
	done     map[string]deed
	codes    map[string]string // by service
}

// deed is an operation that was carried out.
type deed struct {
	day     string
	command queue.Command
	outcome string // in JSON
}

// answer is what a command came to, before its outcome is known by id.
type answer struct {
	err              error
	ticket, finished int // indexes of slips, −1 for none
	wrote, repeated  bool
}

func newClerk(v queue.Venue) *clerk {
	return &clerk{venue: v, counters: map[string]queue.CounterState{}, bindings: map[string]int{}, done: map[string]deed{}, codes: map[string]string{}}
}

// copy is for what may be undone.
func (k *clerk) copy() *clerk {
	c := *k
	c.slips = slices.Clone(k.slips)
	for i := range c.slips {
		c.slips[i].notes = slices.Clone(k.slips[i].notes)
	}
	c.line, c.missed, c.calls = slices.Clone(k.line), slices.Clone(k.missed), slices.Clone(k.calls)
	c.counters, c.serials = maps.Clone(k.counters), maps.Clone(k.serials)
	c.bindings, c.done = maps.Clone(k.bindings), maps.Clone(k.done)
	c.codes = maps.Clone(k.codes)
	return &c
}

// at sets the time, and tells whether a business day began with it.
func (k *clerk) at(now time.Time) bool {
	if now.After(k.last) {
		k.last = now
	}
	day := k.last.In(k.venue.Zone).Add(-k.venue.DayStarts).Format(time.DateOnly)
	if day <= k.day {
		return false
	}
	k.before, k.day = k.day, day
	k.slips, k.line, k.missed, k.calls, k.notes = nil, nil, nil, nil, 0
	k.counters, k.serials = map[string]queue.CounterState{}, map[string]int{}
	maps.DeleteFunc(k.done, func(_ string, d deed) bool { return d.day < k.before })
	return true
}

// do carries a command out. The ids of tickets are the queue's: see learn.
func (k *clerk) do(c queue.Command) answer {
	a := answer{ticket: -1, finished: -1}
	if d, known := k.done[c.Operation]; known && c.Operation != "" {
		a.repeated = true
		if c.Operation = d.command.Operation; c != d.command {
			a.err = queue.ErrKeyReused
		}
		return a
	}
	switch c.Verb {
	case queue.Take:
		k.take(c, &a)
	case queue.CallNext:
		k.callNext(c, &a)
	case queue.Open, queue.Pause, queue.Close:
		k.turn(c, &a)
	case queue.Recall, queue.Start, queue.Finish, queue.Miss, queue.Return, queue.Cancel:
		k.act(c, &a)
	default:
		a.err = queue.ErrInvalid
	}
	a.wrote = a.err == nil && (a.wrote || a.ticket >= 0 || a.finished >= 0 || c.Operation != "")
	return a
}

// learn notes what an operation came to.
func (k *clerk) learn(c queue.Command, outcome string) {
	if c.Operation != "" {
		k.done[c.Operation] = deed{k.day, c, outcome}
	}
}

func (k *clerk) take(c queue.Command, a *answer) {
	s, ok := k.venue.Service(c.Service)
	if !ok {
		a.err = queue.ErrNoService
		return
	}
	if k.venue.Rules.OneTicketEach && c.Customer.OpenID != "" && k.open(c.Customer.OpenID) >= 0 {
		a.err = queue.ErrAlreadyWaiting
		return
	}
	k.serials[s.Prefix]++
	t := slip{number: fmt.Sprintf("%s%0*d", s.Prefix, s.Digits, k.serials[s.Prefix]), service: s.ID, state: queue.Waiting, customer: c.Customer.OpenID, stand: k.newStand()}
	if t.customer != "" {
		k.bindings[t.customer]++
	}
	a.ticket = len(k.slips)
	k.slips, k.line = append(k.slips, t), append(k.line, a.ticket)
	k.slips[a.ticket].told = k.ahead(a.ticket) <= k.venue.Rules.Near
}

// open is the newest open ticket of a customer, −1 without one.
func (k *clerk) open(customer string) int {
	for i, t := range slices.Backward(k.slips) {
		if t.customer == customer && t.state != queue.Done && t.state != queue.Cancelled {
			return i
		}
	}
	return -1
}

func (k *clerk) callNext(c queue.Command, a *answer) {
	counter, ok := k.venue.Counter(c.Counter)
	here := k.here(c.Counter)
	switch {
	case !ok:
		a.err = queue.ErrNoCounter
	case k.counters[c.Counter] != queue.CounterOpen:
		a.err = queue.ErrCounterClosed
	case c.Expect == queue.Nobody && here >= 0, c.Expect != "" && c.Expect != queue.Nobody && (here < 0 || k.slips[here].id != c.Expect):
		a.err = queue.ErrCounterBusy
	default:
		if a.finished = here; here >= 0 {
			k.step(here, queue.Done)
		}
		if i := slices.IndexFunc(k.line, func(t int) bool { return slices.Contains(counter.Services, k.slips[t].service) }); i >= 0 {
			a.ticket = k.line[i]
			k.slips[a.ticket].counter = c.Counter
			before := k.positions()
			k.call(a.ticket)
			k.tellNear(before)
		}
	}
}

// here is the ticket at a counter, −1 when it is free.
func (k *clerk) here(counter string) int {
	return slices.IndexFunc(k.slips, func(t slip) bool {
		return t.counter == counter && (t.state == queue.Called || t.state == queue.Serving)
	})
}

func (k *clerk) call(t int) {
	k.step(t, queue.Called)
	if k.slips[t].calls++; k.slips[t].calls == 1 {
		k.slips[t].first = k.last
	}
	k.calls = append([]string{k.slips[t].number + ">" + k.slips[t].counter}, k.calls...)
	k.tell(t, queue.YourTurn)
}

func (k *clerk) turn(c queue.Command, a *answer) {
	if _, ok := k.venue.Counter(c.Counter); !ok {
		a.err = queue.ErrNoCounter
		return
	}
	state := map[queue.Verb]queue.CounterState{queue.Open: queue.CounterOpen, queue.Pause: queue.CounterPaused, queue.Close: queue.CounterClosed}[c.Verb]
	a.wrote = cmp.Or(k.counters[c.Counter], queue.CounterClosed) != state
	k.counters[c.Counter] = state
}

// ways is from which states a verb leads where.
var ways = map[queue.Verb]struct {
	from []queue.State
	to   queue.State
}{
	queue.Recall: {[]queue.State{queue.Called}, queue.Called},
	queue.Start:  {[]queue.State{queue.Called}, queue.Serving},
	queue.Finish: {[]queue.State{queue.Called, queue.Serving}, queue.Done},
	queue.Miss:   {[]queue.State{queue.Called}, queue.Missed},
	queue.Return: {[]queue.State{queue.Missed}, queue.Waiting},
	queue.Cancel: {[]queue.State{queue.Waiting, queue.Called, queue.Missed}, queue.Cancelled},
}

func (k *clerk) act(c queue.Command, a *answer) {
	i := slices.IndexFunc(k.slips, func(t slip) bool { return t.id == c.Ticket })
	if i < 0 {
		a.err = queue.ErrNoTicket
		return
	}
	t, way := &k.slips[i], ways[c.Verb]
	atCounter := t.state == queue.Called || t.state == queue.Serving
	switch {
	case !slices.Contains(way.from, t.state), atCounter && c.Counter != "" && c.Counter != t.counter:
		a.err = queue.ErrWrongState
	case c.Verb == queue.Miss && (t.calls < k.venue.Rules.CallsBeforeMiss || k.last.Sub(t.first) < k.venue.Rules.MissAfter):
		a.err = queue.ErrTooEarly
	case c.Verb == queue.Recall:
		a.ticket = i
		k.call(i)
	default:
		a.ticket = i
		before := k.positions()
		k.step(i, way.to)
		k.tellNear(before)
	}
}
