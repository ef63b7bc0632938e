package queue_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// Many at once get numbers of their own without a gap, and share commits.
func TestTakeAtOnce(t *testing.T) {
	const people, each = 64, 20
	h := mustHall(t, venue())
	defer h.mustClose()
	numbers := make([][]string, people)
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() {
			for range each {
				numbers[i] = append(numbers[i], h.mustTake("general", "").Number)
			}
		})
	}
	all.Wait()
	got := slices.Sorted(slices.Values(slices.Concat(numbers...)))
	for i := range 999 {
		if want := fmt.Sprintf("A%03d", i+1); !slices.Contains(got, want) {
			t.Fatalf("numbers: %s is missing", want)
		}
	}
	if n := len(slices.Compact(got)); n != people*each {
		t.Errorf("numbers: got %d different ones, want %d", n, people*each)
	}
	if v := h.View(); v.Revision > people*each || v.Totals[queue.Waiting] != people*each {
		t.Errorf("view: got revision %d, %v, want at most one commit for each of %d", v.Revision, v.Totals, people*each)
	}
}

// pressed is the answer to a command that is on its way.
type pressed struct {
	outcome queue.Outcome
	err     error
}

// batch lets commands wait behind a commit that hangs, so that the next one takes them all, in order. before is done
// while they wait. It must run in a synctest bubble.
func (h *hall) batch(before func(), commands ...queue.Command) []pressed {
	h.Helper()
	arrived, release := h.store.BlockCommit()
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() { h.mustDo(queue.Command{Verb: queue.Take, Service: "company"}) })
	<-arrived
	answers := make([]pressed, len(commands))
	var these sync.WaitGroup
	for i, c := range commands {
		these.Go(func() { answers[i].outcome, answers[i].err = h.Do(context.Background(), c) })
		synctest.Wait()
	}
	before()
	release()
	these.Wait()
	return answers
}

func take(name string) queue.Command {
	return queue.Command{Operation: "scan of " + name, Verb: queue.Take, Service: "general", Customer: customer(name)}
}

// A command sees those before it in its batch, and one commit writes them all.
func TestBatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		revision := h.View().Revision
		other := take("ann")
		other.By = "somebody else"
		second := take("ann")
		second.Operation = ""
		got := h.batch(func() {}, take("ann"), take("ann"), other, second, queue.Command{Verb: queue.CallNext, Counter: "1"})
		for i, want := range []error{nil, nil, queue.ErrKeyReused, queue.ErrAlreadyWaiting, nil} {
			if !errors.Is(got[i].err, want) {
				t.Errorf("command %d: got %v, want %v", i, got[i].err, want)
			}
		}
		for _, i := range []int{0, 1, 4} {
			if s := got[i].outcome.Ticket; s == nil || s.Number != "A001" {
				t.Errorf("command %d: got ticket %v, want A001", i, s)
			}
		}
		if got := h.View().Revision; got != revision+2 {
			t.Errorf("revision: got %d, want %d: one commit that hung, one for the batch", got, revision+2)
		}
	})
}

func TestRefusals(t *testing.T) {
	h := mustStaffed(t)
	h.mustDo(queue.Command{Verb: queue.Pause, Counter: "3"})
	waiting := h.mustTake("company", "ann")
	h.mustTake("general", "")
	called := h.mustCall("1")
	before := h.View()
	for _, c := range []struct {
		command queue.Command
		want    error
		ticket  string // that the refusal is about
	}{
		{queue.Command{}, queue.ErrInvalid, ""},
		{queue.Command{Verb: "dance"}, queue.ErrInvalid, ""},
		{queue.Command{Verb: queue.Take}, queue.ErrNoService, ""},
		{queue.Command{Verb: queue.Take, Service: "none"}, queue.ErrNoService, ""},
		{queue.Command{Verb: queue.Take, Service: "general", Customer: customer("ann")}, queue.ErrAlreadyWaiting, waiting.Number},
		{queue.Command{Verb: queue.CallNext, Counter: "none"}, queue.ErrNoCounter, ""},
		{queue.Command{Verb: queue.CallNext, Counter: "3"}, queue.ErrCounterClosed, ""},
		{queue.Command{Verb: queue.CallNext, Counter: "1", Expect: queue.Nobody}, queue.ErrCounterBusy, called.Number},
		{queue.Command{Verb: queue.CallNext, Counter: "1", Expect: waiting.ID}, queue.ErrCounterBusy, called.Number},
		{queue.Command{Verb: queue.CallNext, Counter: "2", Expect: called.ID}, queue.ErrCounterBusy, ""},
		{queue.Command{Verb: queue.Open, Counter: "none"}, queue.ErrNoCounter, ""},
		{queue.Command{Verb: queue.Start, Ticket: "none"}, queue.ErrNoTicket, ""},
		{queue.Command{Verb: queue.Start, Ticket: waiting.ID}, queue.ErrWrongState, waiting.Number},
		{queue.Command{Verb: queue.Return, Ticket: called.ID}, queue.ErrWrongState, called.Number},
		{queue.Command{Verb: queue.Finish, Ticket: called.ID, Counter: "2"}, queue.ErrWrongState, called.Number},
		{queue.Command{Verb: queue.Miss, Ticket: called.ID}, queue.ErrTooEarly, called.Number},
	} {
		c.command.Operation = "refused"
		_, err := h.Do(context.Background(), c.command)
		if !errors.Is(err, c.want) {
			t.Errorf("%+v: got %v, want %v", c.command, err, c.want)
		}
		var about *queue.TicketError
		if got := errors.As(err, &about); got != (c.ticket != "") || got && about.Ticket.Number != c.ticket {
			t.Errorf("%+v: got %v, want it to be about %q", c.command, err, c.ticket)
		}
	}
	if after := h.View(); mustText(t, after) != mustText(t, before) {
		t.Errorf("the view after refusals: got %s, want %s", mustText(t, after), mustText(t, before))
	}
}

// A miss takes both: enough calls and enough time since the first.
func TestMiss(t *testing.T) {
	h := mustStaffed(t)
	id := h.mustTake("general", "").ID
	h.mustCall("1")
	miss := func(want error) {
		t.Helper()
		if _, err := h.Do(context.Background(), queue.Command{Verb: queue.Miss, Ticket: id}); !errors.Is(err, want) {
			t.Errorf("miss: got %v, want %v", err, want)
		}
	}
	h.clock.turn(time.Hour)
	miss(queue.ErrTooEarly) // one call only
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	miss(nil)
	h.mustDo(queue.Command{Verb: queue.Return, Ticket: id})
	h.mustCall("1")
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	h.clock.turn(time.Minute - time.Nanosecond)
	miss(queue.ErrTooEarly) // what was before it came back does not count
	h.clock.turn(time.Nanosecond)
	miss(nil)
}

// With AutoMiss who does not come is missed by itself, as soon as staff may say so; who is being served is not.
func TestAutoMiss(t *testing.T) {
	v := venue()
	v.Rules.AutoMiss, v.Rules.ExpireMissed = true, 10*time.Minute
	h := mustHall(t, v)
	defer h.mustClose()
	for _, c := range []string{"1", "2"} {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: c})
	}
	served, called := h.mustTake("general", "").ID, h.mustTake("general", "").ID
	for c, id := range map[string]string{"1": served, "2": called} {
		h.mustDo(queue.Command{Verb: queue.CallTicket, Ticket: id, Counter: c})
		h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	}
	h.mustDo(queue.Command{Verb: queue.Start, Ticket: served})
	for _, step := range []struct {
		turn time.Duration
		want queue.State
	}{{time.Minute - 1, queue.Called}, {1, queue.Missed}, {10*time.Minute - 1, queue.Missed}, {1, queue.Expired}} {
		h.clock.turn(step.turn)
		h.look()
		if got := h.ticket(called).State; got != step.want || h.ticket(served).State != queue.Serving {
			t.Errorf("%v later: got it %s, the other %s, want %s and serving", step.turn, got, h.ticket(served).State, step.want)
		}
	}
}

// A name stands for one wish, also after a restart, for this business day and the next.
func TestOperation(t *testing.T) {
	h := mustStaffed(t)
	first := h.mustDo(take("ann"))
	changed := take("ann")
	changed.Service = "social"
	for _, when := range []string{"at once", "after a restart", "on the next day"} {
		if again := h.mustDo(take("ann")); mustText(t, again) != mustText(t, first) {
			t.Errorf("%s: got %s, want %s", when, mustText(t, again), mustText(t, first))
		}
		if _, err := h.Do(context.Background(), changed); !errors.Is(err, queue.ErrKeyReused) {
			t.Errorf("another wish %s: got %v, want %v", when, err, queue.ErrKeyReused)
		}
		h.Look(func(b *queue.Book) {
			if o, ok := b.Done(take("ann").Operation); !ok || mustText(t, o) != mustText(t, first) {
				t.Errorf("Done %s: got %s %v, want %s", when, mustText(t, o), ok, mustText(t, first))
			}
		})
		h.mustReopen()
		if when == "after a restart" {
			h.clock.turn(24 * time.Hour)
		}
	}
	h.clock.turn(24 * time.Hour)
	if again := h.mustDo(changed); again.Ticket.Number != "A001" || again.Ticket.Day != "2026-11-22" {
		t.Errorf("two days later: got %s of %s, want a new A001", again.Ticket.Number, again.Ticket.Day)
	}
}

// Ids rise over a restart although the clock went back, so what is oldest first stays so.
func TestIDsRiseOverRestart(t *testing.T) {
	h := mustStaffed(t)
	before := h.mustTake("general", "")
	h.clock.turn(-2 * time.Hour)
	h.mustReopen()
	if after := h.mustTake("general", ""); after.ID <= before.ID || after.Number != "A002" || after.Ahead != 1 {
		t.Errorf("after the clock went back: got %s %s, %d ahead, want A002 behind %s", after.Number, after.ID, after.Ahead, before.ID)
	}
}

// latecomers is randomness that lets another come each time it is read, a few times over, and goes on when they wait.
type latecomers struct {
	*hall
	left int
	all  sync.WaitGroup
}

func (l *latecomers) Read(p []byte) (int, error) {
	if l.left > 0 {
		l.left--
		more := l.Gathered() + 1
		l.all.Go(func() { l.mustTake("general", "") })
		for l.Gathered() < more { // it may be read twice for one
			runtime.Gosched()
		}
	}
	return rand.Read(p)
}

// Who comes while a batch is decided is in it, and need not wait for the commit behind.
func TestComesWhileOthersAreDecided(t *testing.T) {
	h := mustStaffed(t)
	h.mustClose()
	late := &latecomers{hall: h}
	h.options.Rand = late
	h.mustOpen()
	before := h.View().Revision
	late.left = 20
	h.mustTake("general", "")
	late.all.Wait()
	if v := h.View(); v.Revision != before+1 || v.Totals[queue.Waiting] != 21 {
		t.Errorf("got revision %d with %d waiting, want one more than %d with all 21", v.Revision, v.Totals[queue.Waiting], before)
	}
}

// Commands that are decided by themselves wait for each other, and all are answered, each after those before it.
func TestDecidedAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := venue()
		v.Rules.UndoWithin = time.Minute
		h := mustHall(t, v)
		defer h.mustClose()
		hold := func(name string) queue.Command {
			return queue.Command{Operation: name, Verb: queue.Hold, Ticket: h.mustTake("general", "").ID}
		}
		undo := func(name string) queue.Command { return queue.Command{Verb: queue.Undo, Undoes: name} }
		for i, p := range h.batch(func() {}, hold("ann"), hold("bob"), undo("bob"), undo("ann"), hold("cat"), undo("cat")) {
			if p.err != nil {
				t.Errorf("command %d: %v", i, p.err)
			}
		}
		if v := h.View(); v.Totals[queue.Waiting] != 4 || len(v.Held) != 0 {
			t.Errorf("all taken back: got %v, want 4 waiting", v.Totals)
		}
	})
}
