package queue_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"paihao/queue"
)

// rounds is by how much the long proof is longer than the daily one.
func rounds() int {
	n, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// The rules show only in stories longer than rapid's usual ones. Flags of the command line still win.
func init() {
	flag.Set("rapid.checks", strconv.Itoa(100*rounds()))
	flag.Set("rapid.steps", "90")
}

// machine presses the queue and the clerk alike.
type machine struct {
	*hall
	clerk    *clerk
	fault    fault           // waits for the next commit
	disk     room            // that is left
	shut     bool            // the last commit was refused
	dark     bool            // the power failed during the last command
	named    int             // operations
	messages int             // that WeChat took
	undone   bool            // something was
	given    map[string]bool // days and numbers
	ahead    map[string]int  // position of each that waits, by id
}

// TestModel lets customers, staff, restarts, clocks and a failing store act at random. After every step the queue must
// show what the clerk has, and after a restart what it showed before.
func TestModel(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		v := drawVenue(r)
		m := &machine{hall: mustHall(r, v), clerk: newClerk(v), given: map[string]bool{}}
		defer func() { m.mustClose() }()
		m.clerk.at(m.clock.Now())
		m.clerk.kept = m.clerk.watch.now
		for _, c := range v.Counters {
			m.press(r, queue.Command{Verb: queue.Open, Counter: c.ID})
		}
		r.Repeat(map[string]func(*rapid.T){
			"take":    m.take,
			"take2":   m.take,
			"crowd":   m.crowd,
			"next":    m.next,
			"next2":   m.next,
			"act":     m.act,
			"act2":    m.act,
			"act3":    m.act,
			"miss":    m.miss,
			"return":  m.giveBack,
			"turn":    m.turn,
			"undo":    m.undo,
			"close":   m.closeDay,
			"repeat":  m.repeat,
			"claim":   m.claim,
			"claim2":  m.claim,
			"settle":  m.settle,
			"settle2": m.settle,
			"deliver": m.deliver,
			"notify":  m.notify,
			"forget":  m.forget,
			"codes":   m.keepCodes,
			"end":     m.endCode,
			"meet":    m.encounter,
			"scan":    m.scan,
			"scan2":   m.scan,
			"part":    m.disconnect,
			"clock":   m.turnClock,
			"late":    m.late,
			"wechat":  m.hear,
			"restart": m.restart,
			"fault":   m.arm,
			"disk":    m.fillDisk,
			"":        m.check,
		})
		m.empty(r)
		m.checkStore(r)
		checkSecrets(r, "the log", m.log.String())
	})
}

// checkInBubble is rapid.Check where no time passes by itself: on a slow machine a check takes longer than the queue's beat,
// and the queue would look at the clock between two steps, of which nobody has told the clerk.
func checkInBubble(t *testing.T, check func(*rapid.T)) {
	t.Helper()
	rapid.Check(t, func(r *rapid.T) {
		var thrown any // rapid's own words for a failure and for a draw it does not want: its goroutine has to hear them
		synctest.Test(t, func(*testing.T) {
			defer func() {
				if thrown = recover(); thrown != nil {
					r.Logf("%s", debug.Stack()) // of which only this goroutine knows
				}
			}()
			check(r)
		})
		if thrown != nil {
			panic(thrown)
		}
	})
}

// press carries a command out on both sides and compares what comes of it.
func (m *machine) press(r *rapid.T, c queue.Command) {
	var want answer
	moved := []string{c.Ticket}
	d := m.decide(func(k *clerk) bool {
		want = k.do(c)
		for _, i := range want.restored {
			moved = append(moved, k.page().slips[i].id)
		}
		return want.wrote
	})
	before := m.View()
	got, err := m.Do(context.Background(), c)
	happened := m.comesToPass(d)
	who := strings.Join([]string{c.Customer.OpenID, c.Code, c.Ticket, c.Counter, c.Undoes}, " ")
	r.Logf("%s %s %s %+v: %v; day %s", c.Operation, c.Verb, who, c.Meeting, err, m.clerk.page().date)
	m.undone = m.undone || len(want.restored) > 0
	m.checkAnswer(r, c, want, happened, got, err)
	if err == nil && happened && !want.repeated {
		m.checkNext(r, c, before, got)
	}
	m.checkPositions(r, c, moved)
}

// checkAnswer compares what the queue answered with what the clerk wants.
func (m *machine) checkAnswer(r *rapid.T, c queue.Command, want answer, happened bool, got queue.Outcome, err error) {
	d, known := m.clerk.done[c.Operation]
	switch {
	case !happened && (!known || c.Operation == ""):
		m.checkUnwritten(r, c, err)
	case !happened:
		checkRepeat(r, c, d, got, err)
	case want.repeated:
		checkRepeat(r, c, d, got, err)
	case m.dark: // it was written, but nobody was told
	case !errors.Is(err, want.err):
		r.Fatalf("%+v: got %v, want %v", c, err, want.err)
	case err == nil:
		m.compare(r, c, got, want)
		m.clerk.hear(c, mustText(r, got))
	default:
		m.compareRefusal(r, c, err, want)
	}
}

func checkRepeat(r *rapid.T, c queue.Command, d deed, got queue.Outcome, err error) {
	switch {
	case !reflect.DeepEqual(c, d.command):
		if !errors.Is(err, queue.ErrKeyReused) {
			r.Fatalf("%+v with the id of %+v: got %v, want %v", c, d.command, err, queue.ErrKeyReused)
		}
	case err != nil || d.outcome != "" && mustText(r, got) != d.outcome:
		r.Fatalf("%+v once more: got %s, %v, want %s", c, mustText(r, got), err, d.outcome)
	}
}

// meet tells the clerk the id of a ticket, whose number must be new.
func (m *machine) meet(i int, id string) {
	t := &m.clerk.page().slips[i]
	t.id = id
	key := m.clerk.page().date + " " + t.number
	if m.given[key] {
		m.Fatalf("number %s was given out before", key)
	}
	m.given[key] = true
}

// check compares all that can be seen of the queue with what the clerk has.
func (m *machine) check(r *rapid.T) {
	calm := m.fault == "" && m.disk == plenty && !m.shut
	m.look(r) // what the view says of its health is of the last look
	if g, w := viewPicture(m.View(), m.inLine()), m.clerk.picture(!m.shut); g != w {
		r.Fatalf("the view shows\n%s\nwant\n%s", g, w)
	}
	m.Look(func(b *queue.Book) {
		for i, slip := range m.clerk.page().slips {
			if s, ok := b.Ticket(slip.id); !ok || standingLine(s) != m.clerk.lineOf(i) {
				r.Fatalf("ticket: got\n%s %v, want\n%s", standingLine(s), ok, m.clerk.lineOf(i))
			}
		}
		for _, name := range names {
			s, ok := b.Of(customer(name))
			if i := m.clerk.open(m.clerk.person(name, "")); ok != (i >= 0) || ok && s.ID != m.clerk.page().slips[i].id {
				r.Fatalf("open ticket of %s: got %s %v, want slip %d", name, s.Number, ok, i)
			}
		}
		if got, want := b.Summary().Scores, m.grader.scores(m.clerk.page().date); !sameScores(got, want) {
			r.Fatalf("scores so far: got %+v, want %+v", got, want)
		}
	})
	m.checkTaught(r)
	if calm {
		if where := m.Apart(); where != "" {
			r.Fatalf("the writer's book differs from the readers' at %s", where)
		}
	}
	m.checkLine(r)
	m.checkCustomers(r)
	checkSecrets(r, "the view", m.View())
	if g, w := dispatchLines(m.dispatches()), m.clerk.dispatches(); !slices.Equal(g, w) {
		r.Fatalf("to be told: got %v, want %v", g, w)
	}
}
