package queue_test

import (
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"paihao/queue"
)

// names are the customers that the machine plays: texts that stand nowhere by chance.
var names = []string{"o-Ann", "o-Bob", "o-Cat", "o-Dan"}

// operation names about half of the commands, now and then by a name that was used before. One that was forgotten since may
// have been found again in the store by a restart: those are left alone.
func (m *machine) operation(r *rapid.T) string {
	known := slices.Sorted(maps.Keys(m.clerk.done))
	switch rapid.IntRange(0, 7).Draw(r, "named") {
	case 0, 1, 2, 3:
		return ""
	case 4:
		if len(known) > 0 {
			return rapid.SampledFrom(known).Draw(r, "again")
		}
	}
	m.named++
	return fmt.Sprintf("op %03d", m.named)
}

func drawBy(r *rapid.T) string {
	return rapid.SampledFrom([]string{queue.ByDesk, queue.ByCustomer, queue.ByAPI}).Draw(r, "by")
}

func (m *machine) take(r *rapid.T) {
	c := queue.Command{
		Operation: m.operation(r), Verb: queue.Take, By: drawBy(r),
		Origin:   rapid.SampledFrom([]queue.Origin{queue.FromWeChat, queue.FromWeChat, queue.FromMini, queue.FromTouch}).Draw(r, "origin"),
		Service:  rapid.SampledFrom([]string{"general", "general", "general", "social", "company", "none", ""}).Draw(r, "service"),
		Class:    queue.Class(rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2}).Draw(r, "class")),
		Party:    rapid.SampledFrom([]int{0, 0, 1, 2, 5, 7, -1}).Draw(r, "party"),
		Customer: customer(rapid.SampledFrom(append(names, "", "")).Draw(r, "customer")),
		Meeting:  m.drawMeeting(r),
	}
	m.press(r, c)
}

// crowd lets many come at once, so that lines are long and numbers run out.
func (m *machine) crowd(r *rapid.T) {
	service := rapid.SampledFrom([]string{"general", "general", "social"}).Draw(r, "service")
	for _, class := range rapid.SliceOfN(rapid.SampledFrom([]queue.Class{queue.Ordinary, queue.Ordinary, queue.Priority}), 2, 6).Draw(r, "classes") {
		m.press(r, queue.Command{Verb: queue.Take, Origin: queue.FromDesk, By: queue.ByDesk, Service: service, Class: class})
	}
}

func (m *machine) next(r *rapid.T) {
	c := queue.Command{Operation: m.operation(r), Verb: queue.CallNext, Counter: drawCounter(r), By: queue.ByDesk}
	if rapid.IntRange(0, 3).Draw(r, "this one") == 0 {
		c.Verb, c.Ticket = queue.CallTicket, m.drawTicket(r)
	}
	switch rapid.IntRange(0, 5).Draw(r, "expects") {
	case 0:
		c.Expect = queue.Nobody
	case 1:
		c.Expect = m.drawTicket(r)
	}
	m.press(r, c)
}

// act does something that can be done to a ticket, and now and then something that cannot.
func (m *machine) act(r *rapid.T) {
	c := queue.Command{Operation: m.operation(r), Ticket: m.drawTicket(r), By: drawBy(r)}
	verbs := []queue.Verb{queue.Recall, queue.Start, queue.Finish, queue.Miss, queue.Return, queue.Release, queue.Hold, queue.Resume, queue.Transfer, queue.Later, queue.Cancel, "dance"}
	if rapid.IntRange(0, 5).Draw(r, "any") > 0 {
		c.Verb = rapid.SampledFrom(m.possible(c.Ticket)).Draw(r, "verb")
	} else {
		c.Verb = rapid.SampledFrom(verbs).Draw(r, "verb")
	}
	if c.Verb == queue.Transfer {
		c.Service = rapid.SampledFrom([]string{"general", "social", "company", "none"}).Draw(r, "service")
	}
	if rapid.IntRange(0, 3).Draw(r, "at a counter") == 0 {
		c.Counter = drawCounter(r)
	}
	m.press(r, c)
}

// possible lists the verbs that a ticket's state allows.
func (m *machine) possible(id string) []queue.Verb {
	verbs := []queue.Verb{queue.Cancel}
	for i, t := range m.clerk.page().slips {
		for verb, way := range edges {
			for _, from := range way.from {
				if t.id == id && m.clerk.page().state(i) == from && verb != queue.CallTicket {
					verbs = append(verbs, verb)
				}
			}
		}
	}
	return sorted(verbs)
}

// miss lets a customer who was called not come. The chances of getting there by act alone are small.
func (m *machine) miss(r *rapid.T) {
	id := m.drawIn(r, queue.Called)
	m.press(r, queue.Command{Verb: queue.Recall, Ticket: id})
	m.clock.turn(m.options.Venue.Rules.MissAfter)
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Miss, Ticket: id})
}

func (m *machine) giveBack(r *rapid.T) {
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Return, Ticket: m.drawIn(r, queue.Missed), By: drawBy(r)})
}

// undo takes something back, most often what was done last.
func (m *machine) undo(r *rapid.T) {
	known := slices.Sorted(maps.Keys(m.clerk.done))
	last := known[max(0, len(known)-1):]
	names := slices.Concat([]string{"nothing", queue.DayClosing}, known, last, last, last, last, last, last)
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Undo, Undoes: rapid.SampledFrom(names).Draw(r, "undoes"), By: drawBy(r)})
}

func (m *machine) closeDay(r *rapid.T) {
	if rapid.IntRange(0, 2).Draw(r, "really") > 0 {
		r.Skip("later")
	}
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.CloseDay, By: drawBy(r)})
	if rapid.Bool().Draw(r, "by mistake") {
		m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Undo, Undoes: queue.DayClosing, By: drawBy(r)})
	}
}

// drawIn is a ticket in a state.
func (m *machine) drawIn(r *rapid.T, state queue.State) string {
	var numbers []string
	for _, i := range m.clerk.page().in(state) {
		numbers = append(numbers, m.clerk.page().slips[i].number)
	}
	if len(numbers) == 0 {
		r.Skip("no such ticket")
	}
	return m.id(rapid.SampledFrom(numbers).Draw(r, "ticket"))
}

// id is that of the ticket with a number. What is drawn are numbers, since stories are read by people.
func (m *machine) id(number string) string {
	for _, t := range m.clerk.page().slips {
		if t.number == number {
			return t.id
		}
	}
	return "none"
}

func (m *machine) turn(r *rapid.T) {
	verbs := []queue.Verb{queue.Open, queue.Open, queue.Open, queue.Open, queue.Pause, queue.Close, queue.Stop, queue.Issue, queue.Issue}
	c := queue.Command{Operation: m.operation(r), Verb: rapid.SampledFrom(verbs).Draw(r, "verb")}
	if c.Verb == queue.Stop || c.Verb == queue.Issue {
		c.Service = rapid.SampledFrom([]string{"general", "social", "none"}).Draw(r, "service")
	} else {
		c.Counter = drawCounter(r)
	}
	m.press(r, c)
}

// repeat sends a command again, now and then with another body.
func (m *machine) repeat(r *rapid.T) {
	known := slices.Sorted(maps.Keys(m.clerk.done))
	if len(known) == 0 {
		r.Skip("nothing to repeat")
	}
	c := m.clerk.done[rapid.SampledFrom(known).Draw(r, "operation")].command
	if rapid.IntRange(0, 5).Draw(r, "changed") == 0 {
		c.By += "!"
	}
	m.press(r, c)
}

func drawCounter(r *rapid.T) string {
	return rapid.SampledFrom([]string{"1", "1", "1", "2", "2", "2", "3", "none"}).Draw(r, "counter")
}

// drawTicket prefers tickets that something can happen to.
func (m *machine) drawTicket(r *rapid.T) string {
	numbers := []string{"none"}
	for i, t := range m.clerk.page().slips {
		numbers = append(numbers, t.number)
		if state := m.clerk.page().state(i); state != queue.Waiting && state.Open() {
			numbers = append(numbers, t.number, t.number, t.number)
		}
	}
	return m.id(rapid.SampledFrom(numbers).Draw(r, "ticket"))
}
