package queue_test

import (
	"slices"
	"time"

	"paihao/queue"
)

// slip is one ticket.
type slip struct {
	id, number, service, counter, customer, channel string

	state    queue.State
	class    queue.Class
	party    int
	origin   queue.Origin
	wanted   string   // service it was taken for
	services []string // all that it waited for
	came     int      // stand it has by its arrival
	stand    int      // and the one it has
	told     bool     // that the turn is near

	turn   int        // number of the last step on it
	verb   queue.Verb // and what that was, when, and who wanted it
	turned time.Time
	by     string

	issued, called, started time.Time
	calls                   int      // since it was called
	waited, served          measured // for the first call; from the call to the end
	lesson                  measured // from the beginning to the end, or from the call where nobody noted that
	unsure, guessed, hazy   bool     // taken, called, and begun, while nobody knew the time
	shouts                  []shout
	notes                   []note
}

// gaveWay tells whether it waits behind others that it let pass.
func (t slip) gaveWay() bool { return t.verb == queue.Return || t.verb == queue.Later }

// step writes a line on a slip. What its customer was to be told is overtaken.
func (k *clerk) step(i int, verb queue.Verb, to queue.State, by string) {
	p := k.page()
	t := &p.slips[i]
	p.steps++
	k.touched = append(k.touched, former{i, *t, p.steps})
	was := t.state
	if to == queue.Cancelled {
		p.add(t.channel, cancels, 1)
	}
	if slices.Contains([]queue.Verb{queue.Release, queue.Hold, queue.Transfer, queue.Return, queue.Cancel}, verb) {
		t.shouts = slices.Clone(t.shouts) // the former slip has its own
		for s := range t.shouts {
			t.shouts[s].void = true
		}
	}
	t.state, t.turn, t.verb, t.turned, t.by = to, p.steps, verb, k.watch.now, by
	k.overtake(i, by == queue.ByCustomer)
	switch {
	case to == queue.Missed:
		k.tell(i, queue.YouMiss)
	case to == queue.Waiting && was == queue.Missed && by != queue.ByCustomer:
		k.tell(i, queue.YouBack)
	case to == queue.Expired:
		k.tell(i, queue.Lapsed)
	case to == queue.Done:
		k.tell(i, queue.Feedback)
	}
}

// edges is from which states a verb leads where.
var edges = map[queue.Verb]struct {
	from []queue.State
	to   queue.State
}{
	queue.CallTicket: {[]queue.State{queue.Waiting, queue.Missed}, queue.Called},
	queue.Recall:     {[]queue.State{queue.Called}, queue.Called},
	queue.Start:      {[]queue.State{queue.Called}, queue.Serving},
	queue.Finish:     {[]queue.State{queue.Called, queue.Serving}, queue.Done},
	queue.Miss:       {[]queue.State{queue.Called}, queue.Missed},
	queue.Return:     {[]queue.State{queue.Missed}, queue.Waiting},
	queue.Release:    {[]queue.State{queue.Called}, queue.Waiting},
	queue.Hold:       {[]queue.State{queue.Waiting, queue.Called, queue.Serving}, queue.Held},
	queue.Resume:     {[]queue.State{queue.Held}, queue.Waiting},
	queue.Transfer:   {[]queue.State{queue.Waiting, queue.Called, queue.Serving, queue.Held, queue.Missed}, queue.Waiting},
	queue.Later:      {[]queue.State{queue.Waiting}, queue.Waiting},
	queue.Cancel:     {[]queue.State{queue.Waiting, queue.Called, queue.Held, queue.Missed}, queue.Cancelled},
}

// named is the slip that a command names, if its verb may be done to it; −1 when there is none.
func (k *clerk) named(c queue.Command, a *answer) int {
	i := slices.IndexFunc(k.page().slips, func(t slip) bool { return t.id == c.Ticket })
	if i < 0 {
		a.err = queue.ErrNoTicket
		return -1
	}
	t, state := k.page().slips[i], k.page().state(i)
	elsewhere := (state == queue.Called || state == queue.Serving) && c.Counter != "" && c.Counter != t.counter
	late := c.Verb == queue.Transfer && c.By == queue.ByCustomer && state != queue.Waiting
	if elsewhere || late || !slices.Contains(edges[c.Verb].from, state) {
		a.err, a.about = queue.InState(state), i
	}
	return i
}

// act takes one step of a slip's way.
func (k *clerk) act(c queue.Command, a *answer) {
	way, known := edges[c.Verb]
	if !known {
		a.err = queue.ErrInvalid
		return
	}
	i := k.named(c, a)
	if a.err != nil {
		return
	}
	_, there := k.venue.Service(c.Service)
	switch {
	case c.Verb == queue.Miss && !k.missable(i):
		a.err, a.about = queue.ErrTooEarly, i
	case c.Verb == queue.Transfer && !there:
		a.err = queue.ErrNoService
	case c.Verb == queue.Transfer && c.Service == k.page().slips[i].service:
		a.err = queue.ErrInvalid
	default:
		a.ticket = i
		k.move(i, c, way.to)
	}
}

// missable tells whether enough calls and time have passed; time that ran back keeps nobody waiting.
func (k *clerk) missable(i int) bool {
	t := k.page().slips[i]
	passed := k.watch.now.Sub(t.called)
	return t.calls >= k.venue.Rules.CallsBeforeMiss && (passed < 0 || passed >= k.venue.Rules.MissAfter)
}

// move lays a slip where slips of its new state lie.
func (k *clerk) move(i int, c queue.Command, to queue.State) {
	p := k.page()
	t := &p.slips[i]
	waited, service, stand := p.state(i) == queue.Waiting, t.service, t.stand
	if c.Verb == queue.Finish {
		k.finish(i, c.By)
		return
	}
	k.step(i, c.Verb, to, c.By)
	switch {
	case c.Verb == queue.Recall:
		k.shout(i)
	case c.Verb == queue.Start:
		t.started, t.hazy = k.watch.now, k.watch.doubt
	case to == queue.Held:
		t.counter = ""
	case to == queue.Waiting:
		k.giveStand(i, c)
	}
	if waited {
		k.tellNear(i, service, stand)
	}
}

// giveStand lets a slip wait: after a miss and for more time behind others, in another line by its arrival, else where it
// stood. A customer who asked for it was told where that is.
func (k *clerk) giveStand(i int, c queue.Command) {
	t := &k.page().slips[i]
	t.counter = ""
	switch c.Verb {
	case queue.Return:
		t.stand = k.letPass(i, k.venue.Rules.ReturnAfter, true)
	case queue.Later:
		t.stand = k.letPass(i, k.venue.Rules.Later, false)
	case queue.Transfer:
		t.service = c.Service
		t.stand = k.hurry(*t)
		t.services = append(slices.Clone(t.services), c.Service)
	}
	t.told = c.By == queue.ByCustomer && k.ahead(i) <= k.venue.Rules.Near
}
