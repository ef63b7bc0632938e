package queue_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// mustForgiving is a hall that takes back what was done within ten seconds.
func mustForgiving(t *testing.T) *hall {
	t.Helper()
	v := venue()
	v.Rules.UndoWithin, v.Rules.Later, v.Rules.ReturnAfter = 10*time.Second, 1, 1
	h := mustHall(t, v)
	t.Cleanup(h.mustClose)
	for _, c := range v.Counters {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: c.ID})
	}
	return h
}

// undo takes an operation back, or is refused.
func (h *hall) undo(operation string, want error) queue.Outcome {
	h.Helper()
	o, err := h.Do(context.Background(), queue.Command{Verb: queue.Undo, Undoes: operation, By: queue.ByDesk})
	if !errors.Is(err, want) {
		h.Errorf("undo of %q: got %v, want %v", operation, err, want)
	}
	return o
}

// Whatever was done to a ticket is undone to the last trace in the view, but for what its customer was to be told.
func TestUndo(t *testing.T) {
	for verb, way := range edges {
		h := mustForgiving(t)
		h.mustTake("general", "")
		h.mustTake("social", "")
		id := h.mustTake("general", "ann").ID
		h.mustTake("general", "bob")
		for _, v := range roads[way.from[0]] {
			h.mustDo(to(v, id))
			if v == queue.CallTicket { // so that it may be missed
				h.mustDo(to(queue.Recall, id))
				h.clock.turn(time.Minute)
			}
		}
		if verb == queue.Miss {
			h.mustDo(to(queue.Recall, id))
		}
		before := h.untold()
		c := to(verb, id)
		c.Operation = "mistake"
		if verb == queue.Finish {
			h.clock.turn(20 * time.Minute) // the estimates learn from it, and forget it again
			before = h.untold()
		}
		h.mustDo(c)
		h.clock.turn(5 * time.Second)
		o := h.undo("mistake", nil)
		if len(o.Restored) != 1 || o.Restored[0].ID != id || o.Restored[0].State != way.from[0] {
			t.Errorf("undo of %s: got %+v, want the ticket back, %s", verb, o.Restored, way.from[0])
		}
		if got := h.untold(); got != before {
			t.Errorf("undo of %s: the view differs:\n%s", verb, difference(got, before))
		}
		h.mustReopen()
		if got := h.untold(); got != before {
			t.Errorf("undo of %s and a restart: the view differs:\n%s", verb, difference(got, before))
		}
		h.undo("mistake", queue.ErrTooLate)
	}
}

// untold is the view and the line without revision, time and what customers were told.
func (h *hall) untold() string {
	h.Helper()
	v, line := h.View(), h.inLine()
	v.Revision, v.At = 0, time.Time{}
	for _, list := range [][]queue.Standing{line, v.Missed, v.Held} {
		for i := range list {
			list[i].Notices = nil
		}
	}
	for _, c := range v.Counters {
		for _, s := range []*queue.Standing{c.Current, c.Next} {
			if s != nil {
				s.Notices = nil
			}
		}
	}
	return mustText(h, v) + mustText(h, line)
}

// A call of the next is two steps on two tickets, and both are undone; the message that is not sent yet is not sent.
func TestUndoOfNext(t *testing.T) {
	h := mustForgiving(t)
	first, second := h.mustTake("general", "ann"), h.mustTake("general", "bob")
	h.mustCall("1")
	next := queue.Command{Operation: "next", Verb: queue.CallNext, Counter: "1"}
	h.mustDo(next)
	o := h.undo("next", nil)
	if len(o.Restored) != 2 || o.Restored[0].ID != first.ID || o.Restored[0].State != queue.Called || o.Restored[1].ID != second.ID || o.Restored[1].State != queue.Waiting {
		t.Errorf("restored: got %+v, want the first called and the second waiting", o.Restored)
	}
	h.wantTold(second.ID, "called void")
	if v := h.View(); len(v.Calls) != 1 || v.Calls[0].Number != first.Number || v.Counters[0].Current == nil {
		t.Errorf("the view: got calls %v, want that of %s alone", v.Calls, first.Number)
	}
	h.mustReopen()
	again := h.mustDo(queue.Command{Verb: queue.CallNext, Counter: "1"})
	if again.Ticket.ID != second.ID || h.View().Calls[0].Seq <= 5 {
		t.Errorf("once more: got %s as call %d, want %s by a number not given out before", again.Ticket.Number, h.View().Calls[0].Seq, second.Number)
	}
	if o := h.mustDo(next); o.Ticket.ID != second.ID || o.Finished.ID != first.ID {
		t.Errorf("the call repeated: got %+v, want its outcome though it was undone", o)
	}
}

// Undo is refused when it comes too late, when something has happened since, when somebody is in the way, and for what cannot
// be undone.
func TestUndoRefused(t *testing.T) {
	do := func(h *hall, verb queue.Verb, id string) {
		c := to(verb, id)
		c.Operation = "mistake"
		h.mustDo(c)
	}
	for name, c := range map[string]struct {
		story func(h *hall)
		want  error
	}{
		"unknown":      {func(*hall) {}, queue.ErrNoUndo},
		"taking":       {func(h *hall) { h.mustDo(queue.Command{Operation: "mistake", Verb: queue.Take, Service: "general"}) }, queue.ErrNoUndo},
		"a counter":    {func(h *hall) { h.mustDo(queue.Command{Operation: "mistake", Verb: queue.Pause, Counter: "3"}) }, queue.ErrNoUndo},
		"nobody there": {func(h *hall) { h.mustDo(queue.Command{Operation: "mistake", Verb: queue.CallNext, Counter: "3"}) }, queue.ErrNoUndo},
		"an undo": {func(h *hall) {
			h.mustDo(queue.Command{Operation: "close", Verb: queue.CloseDay})
			h.mustDo(queue.Command{Operation: "mistake", Verb: queue.Undo, Undoes: "close"})
		}, queue.ErrNoUndo},
		"late": {func(h *hall) {
			do(h, queue.Cancel, h.mustTake("general", "").ID)
			h.clock.turn(10*time.Second + 1)
		}, queue.ErrTooLate},
		"on another day": {func(h *hall) {
			do(h, queue.Cancel, h.mustTake("general", "").ID)
			h.clock.turn(14 * year)
			h.mustDo(queue.Command{Verb: queue.CloseDay})
		}, queue.ErrTooLate},
		"since": {func(h *hall) {
			id := h.mustTake("general", "").ID
			do(h, queue.Hold, id)
			h.mustDo(to(queue.Resume, id))
		}, queue.ErrTooLate},
		"counter of another": {func(h *hall) {
			id := h.mustTake("general", "").ID
			h.mustTake("general", "")
			h.mustCall("2")
			do(h, queue.Hold, id)
			h.mustCall("2")
		}, queue.ErrTooLate},
		"finished, day closed": {func(h *hall) {
			id := h.mustTake("general", "").ID
			h.mustCall("2")
			do(h, queue.Finish, id)
			h.mustDo(queue.Command{Verb: queue.CloseDay})
		}, queue.ErrTooLate},
	} {
		h := mustForgiving(t)
		c.story(h)
		before := h.View().Totals
		_, err := h.Do(context.Background(), queue.Command{Verb: queue.Undo, Undoes: "mistake"})
		if !errors.Is(err, c.want) || mustText(t, h.View().Totals) != mustText(t, before) {
			t.Errorf("%s: got %v, tickets %v, want %v, %v", name, err, h.View().Totals, c.want, before)
		}
	}
}

// A place that a ticket may be brought back to is not given to another meanwhile, whatever a restart or a refused commit forgets.
func TestUndoFindsItsPlace(t *testing.T) {
	for _, forget := range []func(h *hall){
		func(*hall) {},
		func(h *hall) { h.mustReopen() },
		func(h *hall) { h.store.RefuseCommits(1); h.Do(context.Background(), take("eve")) },
	} {
		h := mustForgiving(t)
		back, last := h.missed(""), h.missed("")
		for range 2 {
			h.mustTake("general", "")
		}
		h.mustDo(to(queue.Return, back)) // behind the first
		h.mustDo(queue.Command{Operation: "later", Verb: queue.Later, Ticket: back})
		forget(h)
		h.mustDo(to(queue.Return, last)) // there too
		h.mustDo(to(queue.CallTicket, last))
		h.undo("later", nil)
		h.mustDo(to(queue.Release, last))
		var line []string
		for i, s := range h.inLine() {
			line = append(line, s.Number)
			if s.Ahead != i {
				t.Errorf("%s: got %d ahead, want %d", s.Number, s.Ahead, i)
			}
		}
		if want := []string{"A003", "A001", "A002", "A004"}; !slices.Equal(line, want) {
			t.Errorf("line: got %v, want %v", line, want)
		}
	}
}
