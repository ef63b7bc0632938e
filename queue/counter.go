package queue

import (
	"slices"
	"time"
)

// CounterState says whether a counter calls.
type CounterState string

// The states of a counter. A day begins with all counters closed.
const (
	CounterClosed CounterState = "closed"
	CounterOpen   CounterState = "open"
	CounterPaused CounterState = "paused"
)

// CounterRecord is a counter's state as the store keeps it. One of another day reads as closed.
type CounterRecord struct {
	ID     string       `json:"id"`
	Day    string       `json:"day"`
	State  CounterState `json:"state"`
	Turns  []Turn       `json:"turns,omitempty"`  // of the day, in the order in which they happened; at most mostTurns
	Before []Turn       `json:"before,omitempty"` // of the day before, as long as that may be opened again
}

// mostTurns is how many turns of a day are kept of each counter. When it is turned more often, which only a machine does,
// the two oldest but the first make room: it reads then as if it had stayed as it was first.
const mostTurns = 200

// Turn is when a counter came into a state.
type Turn struct {
	At    time.Time    `json:"at"`
	State CounterState `json:"state"`
	Doubt bool         `json:"doubt,omitempty"` // the clock was in doubt, so At is a guess
	Empty bool         `json:"empty,omitempty"` // it is not open any more, and nobody waited for it
}

// turned is a counter's turns with more of them.
func turned(list []Turn, more ...Turn) []Turn {
	all := slices.Concat(list, more)
	if over := len(all) - mostTurns; over > 0 {
		all = slices.Delete(all, 1, 1+over+over%2)
	}
	return all
}

// sound is the record without turns that make no sense: it comes from a file, and a counter is not to be lost for them.
func (r CounterRecord) sound() CounterRecord {
	sense := func(list []Turn) []Turn {
		states := []CounterState{CounterClosed, CounterOpen, CounterPaused}
		return turned(slices.DeleteFunc(slices.Clone(list), func(t Turn) bool { return !slices.Contains(states, t.State) }))
	}
	r.Turns, r.Before = sense(r.Turns), sense(r.Before)
	return r
}

// ServiceRecord is whether staff have stopped a service's tickets, as the store keeps it. One of another day does not count.
type ServiceRecord struct {
	ID      string `json:"id"`
	Day     string `json:"day"`
	Stopped bool   `json:"stopped"`
}

// turnCounter opens, pauses or closes a counter. Whoever is there stays there.
func (b *Book) turnCounter(c Command, m moment) (verdict, error) {
	counter, ok := b.venue.Counter(c.Counter)
	if !ok {
		return verdict{}, ErrNoCounter
	}
	state := map[Verb]CounterState{Open: CounterOpen, Pause: CounterPaused, Close: CounterClosed}[c.Verb]
	if b.counterState(c.Counter) == state {
		return verdict{}, nil
	}
	r := CounterRecord{ID: c.Counter, Day: b.day.Date, State: state, Before: b.turnsBefore(c.Counter)}
	r.Turns = turned(b.turns(c.Counter), Turn{
		At: m.now, State: state, Doubt: m.doubt, Empty: state != CounterOpen && b.nobodyFor(counter),
	})
	return verdict{change: Change{Counters: []CounterRecord{r}}}, nil
}

// turns is when a counter was turned on this day, in the order in which that happened.
func (b *Book) turns(counter string) []Turn {
	if r := b.posts[counter]; r.Day == b.day.Date {
		return r.Turns
	}
	return nil
}

// turnsBefore is when it was turned on the day before, as long as that may be opened again: until the next ticket.
func (b *Book) turnsBefore(counter string) []Turn {
	before, ok := b.dayBefore()
	switch r := b.posts[counter]; {
	case !ok || len(b.tickets) > 0:
	case r.Day == b.day.Date:
		return r.Before
	case r.Day == before.Date:
		return r.Turns
	}
	return nil
}

// givenUp is the counter's record when its day turns out to be an earlier one, which goes on: closed, so that nobody finds
// it open who has not opened it on that day, and with the turns of both.
func (r CounterRecord) givenUp(earlier Day, m moment) CounterRecord {
	turns := turned(r.Before, r.Turns...)
	if r.State != CounterClosed {
		turns = turned(turns, Turn{At: m.now, State: CounterClosed, Doubt: m.doubt})
	}
	return CounterRecord{ID: r.ID, Day: earlier.Date, State: CounterClosed, Turns: turns}
}

// turnService stops and resumes the tickets of a service. Its line is called on.
func (b *Book) turnService(c Command) (verdict, error) {
	if _, ok := b.venue.Service(c.Service); !ok {
		return verdict{}, ErrNoService
	}
	if stopped := c.Verb == Stop; stopped != b.stopped[c.Service] {
		return verdict{change: Change{Services: []ServiceRecord{{ID: c.Service, Day: b.day.Date, Stopped: stopped}}}}, nil
	}
	return verdict{}, nil
}
