package queue_test

import (
	"context"
	"errors"
	"slices"

	"pgregory.net/rapid"

	"paihao/queue"
)

// inserts are the verbs that may bring one ticket in front of others.
var inserts = []queue.Verb{queue.Return, queue.Release, queue.Resume, queue.Transfer, queue.Undo}

// checkPositions finds that nobody has more ahead than before, but for one ticket that was brought in front by a rule that
// says so, and for the tickets themselves that were moved.
func (m *machine) checkPositions(r *rapid.T, c queue.Command, moved []string) {
	insert := slices.Contains(inserts, c.Verb) || c.Verb == queue.Take && c.Class == queue.Priority
	before := m.ahead
	m.ahead = map[string]int{}
	for _, t := range m.inLine() {
		m.ahead[t.ID] = t.Ahead
		was, waited := before[t.ID]
		if waited && !slices.Contains(moved, t.ID) && (t.Ahead > was+1 || t.Ahead > was && !insert) {
			r.Fatalf("%+v: %s had %d ahead and has %d now", c, t.Number, was, t.Ahead)
		}
	}
}

// empty lets one counter call until nobody waits for it: of those that share all its service's counters, exactly as many
// are called before each ticket of the service as its position said.
func (m *machine) empty(r *rapid.T) {
	m.store.FreeDisk()
	m.disk = plenty
	for _, c := range m.options.Venue.Counters { // the last fault strikes here, if it has not yet
		m.turnTo(r, queue.Close, c.ID)
		m.turnTo(r, queue.Open, c.ID)
	}
	counter := rapid.SampledFrom(m.options.Venue.Counters).Draw(r, "emptied by")
	service := rapid.SampledFrom(counter.Services).Draw(r, "of")
	want := map[string]int{}
	for _, t := range m.inLine() {
		if t.Service == service {
			want[t.ID] = t.Ahead
		}
	}
	called := 0
	for {
		o, err := m.Do(context.Background(), queue.Command{Verb: queue.CallNext, Counter: counter.ID})
		if err != nil && !(m.View().Closed && errors.Is(err, queue.ErrDayClosed)) {
			r.Fatalf("next: %v", err)
		}
		if o.Ticket == nil {
			break
		}
		if ahead, asked := want[o.Ticket.ID]; asked && ahead != called {
			r.Fatalf("%s was called after %d others, its position said %d", o.Ticket.Number, called, ahead)
		}
		delete(want, o.Ticket.ID)
		if m.clerk.surely(service, o.Ticket.Service) {
			called++
		}
	}
	if len(want) > 0 {
		r.Fatalf("%d were not called", len(want))
	}
}

// turnTo turns a counter, on the second try if need be.
func (m *machine) turnTo(r *rapid.T, verb queue.Verb, counter string) {
	for range 2 {
		m.press(r, queue.Command{Verb: verb, Counter: counter})
	}
}
