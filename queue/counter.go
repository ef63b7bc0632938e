package queue

import "time"

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
	ID    string       `json:"id"`
	Day   string       `json:"day"`
	State CounterState `json:"state"`
	Turns []Turn       `json:"turns,omitempty"` // of the day, in the order in which they happened
}

// Turn is when a counter came into a state.
type Turn struct {
	At    time.Time    `json:"at"`
	State CounterState `json:"state"`
	Doubt bool         `json:"doubt,omitempty"` // the clock was in doubt, so At is a guess
}

// ServiceRecord is whether staff have stopped a service's tickets, as the store keeps it. One of another day does not count.
type ServiceRecord struct {
	ID      string `json:"id"`
	Day     string `json:"day"`
	Stopped bool   `json:"stopped"`
}

// turnCounter opens, pauses or closes a counter. Whoever is there stays there.
func (b *Book) turnCounter(c Command) (verdict, error) {
	if _, ok := b.venue.Counter(c.Counter); !ok {
		return verdict{}, ErrNoCounter
	}
	state := map[Verb]CounterState{Open: CounterOpen, Pause: CounterPaused, Close: CounterClosed}[c.Verb]
	if b.counterState(c.Counter) == state {
		return verdict{}, nil
	}
	return verdict{change: Change{Counters: []CounterRecord{{ID: c.Counter, Day: b.day.Date, State: state}}}}, nil
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
