package queue_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// The rules show only in stories longer than rapid's usual ones. Flags of the command line still win.
func init() {
	flag.Set("rapid.checks", "150")
	flag.Set("rapid.steps", "90")
}

// machine presses the queue and the clerk alike.
type machine struct {
	*hall
	clerk *clerk
	fault fault           // waits for the next commit
	full  bool            // the last commit was refused
	past  []queue.Command // those with an operation id, to be repeated
	given map[string]bool // days and numbers
}

// fault is what the store was told to do to its next commit.
type fault string

const (
	refuse fault = "refuse"
	lose   fault = "lose"
	doubt  fault = "doubt"
)

// TestModel lets customers, staff, restarts, clocks and a failing store act at random. After every step the queue must
// show what the clerk has, and after a restart what it showed before.
func TestModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := drawVenue(r)
		m := &machine{hall: mustHall(r, v), clerk: newClerk(v), given: map[string]bool{}}
		defer func() { m.mustClose() }()
		m.clerk.at(m.clock.Now())
		r.Repeat(map[string]func(*rapid.T){
			"take":    m.take,
			"take2":   m.take,
			"next":    m.next,
			"next2":   m.next,
			"act":     m.act,
			"act2":    m.act,
			"miss":    m.miss,
			"return":  m.giveBack,
			"return2": m.giveBack,
			"turn":    m.turn,
			"repeat":  m.repeat,
			"settle":  m.settle,
			"forget":  m.forget,
			"codes":   m.keepCodes,
			"clock":   m.turnClock,
			"restart": m.restart,
			"fault":   m.arm,
			"":        m.check,
		})
	})
}

func drawVenue(r *rapid.T) queue.Venue {
	v := venue()
	v.Rules.Near = rapid.IntRange(0, 3).Draw(r, "near")
	v.Rules.ReturnAfter = rapid.IntRange(0, 3).Draw(r, "return after")
	v.Rules.CallsBeforeMiss = rapid.IntRange(1, 2).Draw(r, "calls before miss")
	v.Rules.OneTicketEach = rapid.Bool().Draw(r, "one ticket each")
	if v.Rules.ReturnAfter == 0 { // who comes back at once stands before its line; nothing is said about other lines
		v.Services, v.Counters = v.Services[:1], v.Counters[:1]
		v.Counters = append(v.Counters, queue.Counter{ID: "2", Services: []string{"general"}})
	} else if rapid.Bool().Draw(r, "twins") {
		v.Counters[0].Services = v.Counters[1].Services
	}
	return v
}

// press carries a command out on both sides and compares what comes of it.
func (m *machine) press(r *rapid.T, c queue.Command) {
	if c.Operation != "" {
		m.past = append(m.past, c)
	}
	next := m.clerk.copy()
	turned := next.at(m.clock.Now())
	want := next.do(c)
	got, err := m.Do(context.Background(), c)
	if m.fails(turned || want.wrote) {
		m.clerk.last = next.last
		if d, known := m.clerk.done[c.Operation]; known && c.Operation != "" {
			checkRepeat(r, c, d, got, err)
		} else if !errors.Is(err, queue.ErrNotWritten) {
			r.Fatalf("%v on a store that did not write it: got %v, want %v", c, err, queue.ErrNotWritten)
		}
		return
	}
	m.clerk = next
	switch {
	case want.repeated:
		checkRepeat(r, c, next.done[c.Operation], got, err)
	case !errors.Is(err, want.err):
		r.Fatalf("%+v: got %v, want %v", c, err, want.err)
	case err == nil:
		m.compare(r, c, got, want)
		next.learn(c, mustText(r, got))
	}
}

// fails tells whether the store fails the command that was just done, which wrote something or did not.
func (m *machine) fails(wrote bool) bool {
	fault := m.fault
	if wrote {
		m.fault, m.full = "", fault == refuse
	}
	return wrote && (fault == refuse || fault == lose)
}

func checkRepeat(r *rapid.T, c queue.Command, d deed, got queue.Outcome, err error) {
	switch {
	case c != d.command:
		if !errors.Is(err, queue.ErrKeyReused) {
			r.Fatalf("%+v with the id of %+v: got %v, want %v", c, d.command, err, queue.ErrKeyReused)
		}
	case err != nil || mustText(r, got) != d.outcome:
		r.Fatalf("%+v once more: got %s, %v, want %s", c, mustText(r, got), err, d.outcome)
	}
}

// compare checks an outcome, and tells the clerk the id of a new ticket.
func (m *machine) compare(r *rapid.T, c queue.Command, got queue.Outcome, want answer) {
	if c.Verb == queue.Take && got.Ticket != nil {
		m.clerk.slips[want.ticket].id = got.Ticket.ID
		key := got.Ticket.Day + " " + got.Ticket.Number
		if m.given[key] {
			r.Fatalf("number %s was given out before", key)
		}
		m.given[key] = true
	}
	if g, w := lineOrNone(got.Ticket), m.clerk.lineOf(want.ticket); g != w {
		r.Fatalf("%+v: got ticket %s, want %s", c, g, w)
	}
	if g, w := lineOrNone(got.Finished), m.clerk.lineOf(want.finished); g != w {
		r.Fatalf("%+v: got finished %s, want %s", c, g, w)
	}
}

func lineOrNone(s *queue.Standing) string {
	if s == nil {
		return "none"
	}
	return standingLine(*s)
}

// check compares all that can be seen of the queue with what the clerk has.
func (m *machine) check(r *rapid.T) {
	if g, w := viewPicture(m.View()), m.clerk.picture(!m.full); g != w {
		r.Fatalf("the view shows\n%s\nwant\n%s", g, w)
	}
	m.Look(func(b *queue.Book) {
		for i, slip := range m.clerk.slips {
			if s, ok := b.Ticket(slip.id); !ok || standingLine(s) != m.clerk.lineOf(i) {
				r.Fatalf("ticket: got %s %v, want %s", standingLine(s), ok, m.clerk.lineOf(i))
			}
		}
		for _, name := range names {
			s, ok := b.Of(customer(name))
			if i := m.clerk.open(name); ok != (i >= 0) || ok && s.ID != m.clerk.slips[i].id {
				r.Fatalf("open ticket of %s: got %s %v, want slip %d", name, s.Number, ok, i)
			}
		}
	})
	if g, w := dispatchLines(m.dispatches()), m.clerk.dispatches(); !slices.Equal(g, w) {
		r.Fatalf("to be told: got %v, want %v", g, w)
	}
}

// restart closes the queue and opens it on the same store: it shows what it showed before.
func (m *machine) restart(r *rapid.T) {
	if m.fault != "" {
		r.Skip("the store is about to fail")
	}
	before := m.View()
	before.Health.Writable, m.full = true, false
	m.mustReopen()
	m.clerk.last = time.Time{}
	if m.clerk.at(m.clock.Now()) {
		return
	}
	after := m.View()
	after.At = before.At
	if g, w := mustText(r, after), mustText(r, before); g != w {
		r.Fatalf("after a restart the view is\n%s\nwant\n%s", g, w)
	}
}

func (m *machine) turnClock(r *rapid.T) {
	steps := []time.Duration{time.Second, 30 * time.Second, time.Minute, 10 * time.Minute, -time.Second, -time.Hour, 20 * time.Hour, 24 * time.Hour, -48 * time.Hour}
	m.clock.turn(rapid.SampledFrom(steps).Draw(r, "by"))
}

// arm lets the store fail its next commit.
func (m *machine) arm(r *rapid.T) {
	if m.fault != "" {
		r.Skip("armed already")
	}
	m.fault = rapid.SampledFrom([]fault{refuse, lose, doubt}).Draw(r, "fault")
	switch m.fault {
	case refuse:
		m.store.RefuseCommits(1)
	case lose:
		m.store.LoseCommits(1)
	case doubt:
		m.store.DoubtCommits(1)
	}
}

// standingLine is a ticket in one line of text.
func standingLine(s queue.Standing) string {
	notes := []string{}
	for _, n := range s.Notices {
		notes = append(notes, fmt.Sprintf("%s:%s", n.Kind, n.State))
	}
	return fmt.Sprintf("%s %s %s@%s ahead %d calls %d bound %v %v", s.Number, s.Service, s.State, s.Counter, s.Ahead, s.Calls, s.Bound, notes)
}

// viewPicture is what a view shows, but for times and estimates.
func viewPicture(v queue.View) string {
	lines := []string{"day " + v.Day}
	for _, s := range v.Services {
		lines = append(lines, fmt.Sprintf("service %s waiting %d estimate %v", s.ID, s.Waiting, s.Wait != nil))
	}
	for _, c := range v.Counters {
		lines = append(lines, fmt.Sprintf("counter %s %s", c.ID, c.State))
		if c.Current != nil {
			lines = append(lines, " "+standingLine(*c.Current))
		}
	}
	for i, c := range v.Calls {
		lines = append(lines, "call "+c.Number+">"+c.Counter)
		if i > 0 && v.Calls[i-1].Seq <= c.Seq {
			lines = append(lines, "calls do not rise")
		}
	}
	for _, s := range v.Missed {
		lines = append(lines, "missed "+standingLine(s))
	}
	for _, s := range v.Line {
		lines = append(lines, "line "+standingLine(s))
	}
	lines = append(lines, fmt.Sprint(v.Totals), fmt.Sprint(v.Health.Writable))
	for _, c := range v.Codes {
		lines = append(lines, "code "+c.Key()+" "+c.URL)
	}
	return strings.Join(lines, "\n")
}

func dispatchLines(list []queue.Dispatch) (lines []string) {
	for _, d := range list {
		lines = append(lines, fmt.Sprintf("%s %s %s", d.Notice.Kind, d.Ticket.Number, d.Customer.OpenID))
	}
	return lines
}
