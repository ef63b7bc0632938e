package queue_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"paihao/queue"
)

// names are the customers that the machine plays.
var names = []string{"ann", "bob", "cat", "dan"}

// operation names about half of the commands.
func (m *machine) operation(r *rapid.T) string {
	if rapid.Bool().Draw(r, "named") {
		return fmt.Sprintf("op-%d", rapid.IntRange(0, 30).Draw(r, "operation"))
	}
	return ""
}

func (m *machine) take(r *rapid.T) {
	m.press(r, queue.Command{
		Operation: m.operation(r), Verb: queue.Take, Origin: queue.FromWeChat,
		Service:  rapid.SampledFrom([]string{"general", "general", "social", "company", "none"}).Draw(r, "service"),
		Customer: customer(rapid.SampledFrom(append(names, "", "")).Draw(r, "customer")),
	})
}

func (m *machine) next(r *rapid.T) {
	c := queue.Command{Operation: m.operation(r), Verb: queue.CallNext, Counter: drawCounter(r), By: "desk"}
	switch rapid.IntRange(0, 5).Draw(r, "expects") {
	case 0:
		c.Expect = queue.Nobody
	case 1:
		c.Expect = m.drawTicket(r)
	}
	m.press(r, c)
}

func (m *machine) act(r *rapid.T) {
	verbs := []queue.Verb{queue.Recall, queue.Start, queue.Finish, queue.Miss, queue.Miss, queue.Return, queue.Return, queue.Cancel, "dance"}
	c := queue.Command{Operation: m.operation(r), Verb: rapid.SampledFrom(verbs).Draw(r, "verb"), Ticket: m.drawTicket(r)}
	if rapid.IntRange(0, 3).Draw(r, "at a counter") == 0 {
		c.Counter = drawCounter(r)
	}
	m.press(r, c)
}

// miss lets a customer who was called not come. The chances of getting there by act alone are small.
func (m *machine) miss(r *rapid.T) {
	id := m.drawIn(r, queue.Called)
	m.press(r, queue.Command{Verb: queue.Recall, Ticket: id})
	m.clock.turn(m.options.Venue.Rules.MissAfter)
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Miss, Ticket: id})
}

func (m *machine) giveBack(r *rapid.T) {
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Return, Ticket: m.drawIn(r, queue.Missed)})
}

// drawIn is a ticket in a state.
func (m *machine) drawIn(r *rapid.T, state queue.State) string {
	var ids []string
	for _, s := range m.clerk.slips {
		if s.state == state {
			ids = append(ids, s.id)
		}
	}
	if len(ids) == 0 {
		r.Skip("no such ticket")
	}
	return rapid.SampledFrom(ids).Draw(r, "ticket")
}

func (m *machine) turn(r *rapid.T) {
	verbs := []queue.Verb{queue.Open, queue.Open, queue.Open, queue.Pause, queue.Close}
	m.press(r, queue.Command{Operation: m.operation(r), Verb: rapid.SampledFrom(verbs).Draw(r, "verb"), Counter: drawCounter(r)})
}

// repeat sends a command again, now and then with another body.
func (m *machine) repeat(r *rapid.T) {
	if len(m.past) == 0 {
		r.Skip("nothing to repeat")
	}
	c := rapid.SampledFrom(m.past).Draw(r, "command")
	if rapid.IntRange(0, 5).Draw(r, "changed") == 0 {
		c.By += "!"
	}
	m.press(r, c)
}

func drawCounter(r *rapid.T) string {
	return rapid.SampledFrom([]string{"1", "2", "2", "3", "none"}).Draw(r, "counter")
}

// drawTicket prefers tickets that something can happen to.
func (m *machine) drawTicket(r *rapid.T) string {
	live := []string{"none"}
	for _, s := range m.clerk.slips {
		if s.state != queue.Waiting && s.state.Open() {
			live = append(live, s.id, s.id, s.id)
		} else {
			live = append(live, s.id)
		}
	}
	return rapid.SampledFrom(live).Draw(r, "ticket")
}

// keep does housekeeping on both sides; change tells whether it writes anything.
func (m *machine) keep(r *rapid.T, change func(*clerk) bool, do func() error) {
	next := m.clerk.copy()
	turned := next.at(m.clock.Now())
	wrote := change(next)
	err := do()
	if m.fails(turned || wrote) {
		m.clerk.last = next.last
		if !errors.Is(err, queue.ErrNotWritten) {
			r.Fatalf("housekeeping on a store that did not write it: got %v, want %v", err, queue.ErrNotWritten)
		}
		return
	}
	m.clerk = next
	if err != nil {
		r.Fatalf("housekeeping: got %v, want no error", err)
	}
}

func (m *machine) settle(r *rapid.T) {
	list := m.dispatches()
	if len(list) == 0 {
		r.Skip("nothing is pending")
	}
	d := rapid.SampledFrom(list).Draw(r, "notice")
	state := rapid.SampledFrom([]queue.NoticeState{queue.Accepted, queue.Refused, queue.Stale}).Draw(r, "as")
	m.keep(r, func(k *clerk) bool { return k.settle(d.Ticket.ID, d.Notice.Kind, state) }, func() error {
		return m.Settle(context.Background(), queue.Settlement{Notice: d.Notice.ID, State: state})
	})
}

func (m *machine) forget(r *rapid.T) {
	name := rapid.SampledFrom(names).Draw(r, "customer")
	m.keep(r, func(k *clerk) bool { return k.forget(name) }, func() error {
		return m.Forget(context.Background(), "", customer(name))
	})
}

func (m *machine) keepCodes(r *rapid.T) {
	code := queue.Code{
		Purpose: queue.Join, Service: rapid.SampledFrom(m.options.Venue.Services).Draw(r, "service").ID,
		URL: fmt.Sprint(rapid.IntRange(0, 99).Draw(r, "url")), CreatedAt: noon, ExpiresAt: noon,
	}
	m.keep(r, func(k *clerk) bool { k.codes[code.Service] = code.URL; return true }, func() error {
		return m.KeepCodes(context.Background(), code)
	})
}

// settle files the pending notice of a kind; one that is none any more, because the day is over, stays as it is.
func (k *clerk) settle(ticket string, kind queue.NoticeKind, state queue.NoticeState) bool {
	for i := range k.slips {
		for j, n := range k.slips[i].notes {
			if k.slips[i].id == ticket && n.kind == kind && n.state == queue.Pending {
				k.slips[i].notes[j].state = state
				return true
			}
		}
	}
	return false
}

// lineOf is what standingLine makes of the ticket; −1 is none.
func (k *clerk) lineOf(i int) string {
	if i < 0 {
		return "none"
	}
	t := k.slips[i]
	s := queue.Standing{Number: t.number, Service: t.service, State: t.state, Counter: t.counter, Bound: t.customer != ""}
	switch t.state {
	case queue.Waiting:
		s.Ahead = k.ahead(i)
	case queue.Called, queue.Serving:
		s.Calls = t.calls
	}
	for _, n := range t.notes {
		s.Notices = append(s.Notices, queue.NoticeView{Kind: n.kind, State: n.state})
	}
	return standingLine(s)
}

// picture is what viewPicture makes of the view.
func (k *clerk) picture(writable bool) string {
	lines, totals := []string{"day " + k.day}, map[queue.State]int{}
	for _, t := range k.slips {
		totals[t.state]++
	}
	for _, s := range k.venue.Services {
		waiting, staffed := 0, false
		for _, t := range k.line {
			if k.slips[t].service == s.ID {
				waiting++
			}
		}
		for _, c := range k.venue.Counters {
			staffed = staffed || k.counters[c.ID] == queue.CounterOpen && slices.Contains(c.Services, s.ID)
		}
		lines = append(lines, fmt.Sprintf("service %s waiting %d estimate %v", s.ID, waiting, staffed))
	}
	for _, c := range k.venue.Counters {
		lines = append(lines, fmt.Sprintf("counter %s %s", c.ID, cmp.Or(k.counters[c.ID], queue.CounterClosed)))
		if i := k.here(c.ID); i >= 0 {
			lines = append(lines, " "+k.lineOf(i))
		}
	}
	for _, c := range k.calls[:min(len(k.calls), queue.MaxCalls)] {
		lines = append(lines, "call "+c)
	}
	for _, t := range k.missed {
		lines = append(lines, "missed "+k.lineOf(t))
	}
	for _, t := range k.line {
		lines = append(lines, "line "+k.lineOf(t))
	}
	lines = append(lines, fmt.Sprint(totals), fmt.Sprint(writable))
	for _, s := range k.venue.Services {
		if url := k.codes[s.ID]; url != "" {
			lines = append(lines, "code "+queue.Code{Purpose: queue.Join, Service: s.ID}.Key()+" "+url)
		}
	}
	return strings.Join(lines, "\n")
}

// dispatches is what dispatchLines makes of the pending notices.
func (k *clerk) dispatches() (lines []string) {
	for _, kind := range []queue.NoticeKind{queue.YourTurn, queue.Near} {
		serials := map[int]string{}
		for _, t := range k.slips {
			for _, n := range t.notes {
				if n.kind == kind && n.state == queue.Pending {
					serials[n.serial] = fmt.Sprintf("%s %s %s", kind, t.number, t.customer)
				}
			}
		}
		for serial := range k.notes + 1 {
			if line := serials[serial]; line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}
