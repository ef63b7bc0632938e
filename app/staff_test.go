package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"paihao/queue"
)

// claim is what a program was told of a ticket.
type claim struct {
	ID, Number, Service, Counter string
	State                        queue.State
}

// same tells whether two claims say the same. Where a ticket was called last counts while it is there.
func (c claim) same(d claim) bool {
	if c.State != queue.Called && c.State != queue.Serving {
		c.Counter, d.Counter = "", ""
	}
	return c == d
}

// clerk presses the buttons of one counter, through the API, and notes what was acknowledged. Nobody else touches the
// clerk's tickets, so it is known how each of them must be; only of the press that was not answered it is not.
type clerk struct {
	v       *venue
	counter string
	serves  []string // what the counter calls; the first is what the clerk takes tickets of
	inOrder bool     // calls whoever is next, and nothing else

	tickets map[string]claim
	line    []string // with inOrder: ids that wait
	open    []string // without: ids of tickets that are worked on
	here    string   // id of the ticket at the counter
	last    *press
	doubt   *press
	pressed map[string]int // presses that were acknowledged, by the last word of their route
	keys    int
}

func (v *venue) clerks() []*clerk {
	return []*clerk{
		{v: v, counter: "2", serves: []string{"general", "social"}, tickets: map[string]claim{}, pressed: map[string]int{}},
		{v: v, counter: "3", serves: []string{"social"}, tickets: map[string]claim{}, pressed: map[string]int{}},
		{v: v, counter: "4", serves: []string{"quick"}, tickets: map[string]claim{}, pressed: map[string]int{}, inOrder: true},
	}
}

// work presses once. It tells whether that was answered.
func (c *clerk) work() bool {
	switch {
	case c.inOrder && rand.IntN(2) == 0 && len(c.line) < 20, !c.inOrder && len(c.open) < 3:
		return c.take()
	case c.inOrder:
		return c.next()
	case c.last != nil && rand.IntN(6) == 0:
		return c.undo()
	}
	return c.act(c.tickets[c.open[rand.IntN(len(c.open))]])
}

// take takes a ticket.
func (c *clerk) take() bool {
	p := c.press("tickets", fmt.Sprintf(`{"service":%q}`, c.serves[0]))
	return c.send(p) && c.taken(p)
}

// taken notes the ticket that was given.
func (c *clerk) taken(p *press) bool {
	var got claim
	if err := json.Unmarshal(p.answer, &got); err != nil || got.State != queue.Waiting || got.Number == "" {
		c.v.t.Errorf("taken: %s (%v), want a ticket that waits", p.answer, err)
		return false
	}
	c.tickets[got.ID] = got
	if c.inOrder {
		c.line = append(c.line, got.ID)
	} else {
		c.open = append(c.open, got.ID)
	}
	c.last = nil // a ticket that was taken is not taken back
	return true
}

// next calls whoever is next, who must be the one that has waited longest.
func (c *clerk) next() bool {
	p := c.press("counters/"+c.counter+"/next", "")
	called := ""
	c.finishHere(p)
	if len(c.line) > 0 {
		called = c.line[0]
		p.set(c, c.tickets[called].at(queue.Called, c.counter))
	}
	if !c.send(p) {
		return false
	}
	var got struct{ Finished, Called claim } // null leaves an id empty
	if err := json.Unmarshal(p.answer, &got); err != nil || got.Called.ID != called || got.Finished.ID != c.here {
		c.v.t.Errorf("counter %s: %s (%v), want that it calls %s and finishes %s", c.counter, p.answer, err, called, c.here)
	}
	c.done(p)
	return true
}

// at is the claim in another state, at a counter.
func (c claim) at(s queue.State, counter string) claim {
	c.State, c.Counter = s, counter
	return c
}

// finishHere notes that a press finishes whoever is at the counter.
func (c *clerk) finishHere(p *press) {
	if c.here != "" {
		p.set(c, c.tickets[c.here].at(queue.Done, c.counter))
	}
}

// ways are what a clerk does with a ticket in each state, the likely ones several times.
var ways = map[queue.State][]queue.Verb{
	queue.Waiting: {"call", "call", "call", "call", "call", queue.Hold, queue.Transfer, queue.Cancel},
	queue.Called: {
		queue.Start, queue.Start, queue.Miss, queue.Miss, queue.Miss, queue.Recall, queue.Recall, queue.Release, queue.Release,
		queue.Finish, queue.Hold, queue.Transfer, queue.Cancel,
	},
	queue.Serving: {queue.Finish, queue.Finish, queue.Hold, queue.Transfer},
	queue.Held:    {queue.Resume, queue.Resume, queue.Transfer, queue.Cancel},
	queue.Missed:  {queue.Return, queue.Return, queue.Return, queue.Return, "call", queue.Transfer, queue.Cancel},
}

// leads is where each verb leads.
var leads = map[queue.Verb]queue.State{
	"call": queue.Called, queue.Recall: queue.Called, queue.Start: queue.Serving, queue.Finish: queue.Done, queue.Miss: queue.Missed,
	queue.Return: queue.Waiting, queue.Release: queue.Waiting, queue.Hold: queue.Held, queue.Resume: queue.Waiting,
	queue.Transfer: queue.Waiting, queue.Cancel: queue.Cancelled,
}

// act does with a ticket one of the things that its state allows.
func (c *clerk) act(t claim) bool {
	verb := ways[t.State][rand.IntN(len(ways[t.State]))]
	if verb == "call" && !slices.Contains(c.serves, t.Service) {
		verb = queue.Transfer
	}
	p := c.press("tickets/"+t.ID+"/"+string(verb), "")
	next := t.at(leads[verb], c.counter)
	switch verb {
	case "call":
		c.finishHere(p)
		p.body = fmt.Sprintf(`{"counter":%q}`, c.counter)
	case queue.Transfer:
		next.Service = map[string]string{"general": "social", "social": "general"}[t.Service]
		p.body = fmt.Sprintf(`{"service":%q}`, next.Service)
	}
	p.set(c, next)
	if !c.send(p) {
		return false
	}
	c.done(p)
	return true
}

// undo takes the last press back. It may be refused, since others may be where the ticket would be again.
func (c *clerk) undo() bool {
	p := c.press("undo", fmt.Sprintf(`{"operation":%q}`, c.last.key))
	for _, was := range c.last.before {
		p.set(c, was)
	}
	c.last = nil
	if !c.send(p) {
		return false
	}
	c.done(p)
	c.last = nil // what was taken back is not taken back again
	return true
}

// check asks how the tickets are: those that are worked on, or all of them.
func (c *clerk) check(all bool) {
	c.v.t.Helper()
	c.settle()
	asked := c.tickets
	if !all {
		asked = map[string]claim{}
		for _, id := range append(slices.Clone(c.line), c.open...) {
			asked[id] = c.tickets[id]
		}
	}
	for _, wrong := range c.differ(asked) {
		c.v.t.Error("after the power cut ", wrong)
	}
}

// settle repeats a press that was not answered, under the same name. It was carried out as a whole or not at all, and is
// carried out once.
func (c *clerk) settle() {
	c.v.t.Helper()
	p := c.doubt
	if p == nil {
		return
	}
	if not, done := c.differ(p.before), c.differ(p.after); len(not) > 0 && len(done) > 0 {
		c.v.t.Errorf("a press that was not answered was carried out in part: %v, %v", not, done)
	}
	switch {
	case !c.send(p):
		c.v.t.Errorf("POST %s was not answered after the power cut", p.route)
	case p.route == "tickets":
		c.taken(p)
	default:
		c.done(p)
		c.last = nil
	}
}

// differ lists what the kiosk says otherwise.
func (c *clerk) differ(claims map[string]claim) (wrong []string) {
	for id, want := range claims {
		var got claim
		if err := c.v.get("tickets/"+id, &got); err != nil || !got.same(want) {
			wrong = append(wrong, fmt.Sprintf("ticket %s is %+v (%v), want %+v", want.Number, got, err, want))
		}
	}
	return wrong
}
