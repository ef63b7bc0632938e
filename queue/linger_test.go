package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// mustWait is the range that a ticket is told now.
func (h *hall) mustWait(id string) queue.Range {
	h.Helper()
	h.look()
	w := h.ticket(id).Wait
	if w == nil {
		h.Fatalf("ticket %s: no wait, want one", id)
	}
	return *w
}

// A counter that is free and calls nobody is about to call at first. The longer that lasts, the longer it is thought to last.
func TestIdleCounter(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.clock.turn(time.Hour) // nobody is there to be called
	id := h.mustTake("general", "").ID
	last := h.mustWait(id)
	if last.High != 0 {
		t.Errorf("at once: got %v, want no wait", last)
	}
	for _, minutes := range []time.Duration{1, 19, 40} {
		h.clock.turn(minutes * time.Minute)
		w := h.mustWait(id)
		switch {
		case minutes == 1 && w.High != 0:
			t.Errorf("after a minute: got %v, want no wait", w)
		case minutes > 1 && (w.High <= last.High || w.High > time.Hour):
			t.Errorf("%d minutes later: got %v, want later than %v, within an hour", minutes, w, last)
		}
		last = w
	}
	if behind := h.mustWait(h.mustTake("general", "").ID); behind.High <= last.High {
		t.Errorf("who comes behind: got %v, want later than %v", behind, last)
	}
	h.mustCall("1")
	h.mustDo(queue.Command{Verb: queue.CallNext, Counter: "1"})
	if w := h.mustWait(h.mustTake("general", "").ID); w.High > 20*time.Minute {
		t.Errorf("once it calls again: got %v, want what a service takes", w)
	}
}

// A service that keeps others waiting counts for the longer, the longer it has lasted, whether anybody noted that it began or
// not. Where nobody waited, it may have been over for long.
func TestOverrun(t *testing.T) {
	for _, begun := range []bool{true, false} {
		h := mustHall(t, venue())
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		first := h.mustTake("general", "").ID
		h.mustCall("1")
		if begun {
			h.mustDo(to(queue.Start, first))
		}
		h.clock.turn(70 * time.Minute)
		id := h.mustTake("general", "").ID
		quiet := h.mustWait(id)
		if quiet.High > 15*time.Minute {
			t.Errorf("begun %v, nobody has waited: got %v, want little more than a service", begun, quiet)
		}
		last := quiet.High
		for range 2 {
			h.clock.turn(70 * time.Minute)
			if w := h.mustWait(id); w.High <= last || w.High > 3*time.Hour {
				t.Errorf("begun %v, 70 minutes later: got %v, want later than %v", begun, w, last)
			} else {
				last = w.High
			}
		}
		h.mustClose()
	}
}

// A long wait is told with the doubt that the means are in: much of it in a hall that has shown nothing yet, less in one that
// has.
func TestDoubtOfMeans(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	id := ""
	for range 221 {
		id = h.mustTake("general", "").ID
	}
	share := func() float64 {
		w := h.mustWait(id)
		return float64(w.High-w.Low) / float64(w.High)
	}
	unknown := share()
	if unknown < 0.2 {
		t.Errorf("a hall that has shown nothing: the range is %.2f of the wait, want at least 0.2", unknown)
	}
	for range 60 {
		next := h.mustCall("1")
		h.mustDo(to(queue.Start, next.ID))
		h.clock.turn(5 * time.Minute)
		h.mustDo(to(queue.Finish, next.ID))
	}
	if known := share(); known > unknown*0.75 {
		t.Errorf("after 60 services: the range is %.2f of the wait, want well below %.2f", known, unknown)
	}
}
