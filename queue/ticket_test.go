package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// What a ticket shows of its calls counts from when it last waited.
func TestStanding(t *testing.T) {
	h := mustStaffed(t)
	id := h.missed("ann")
	want := func(state queue.State, counter string, calls int, called, started time.Time) {
		t.Helper()
		s := h.ticket(id)
		if s.State != state || s.Counter != counter || s.Calls != calls || !s.CalledAt.Equal(called) || !s.StartedAt.Equal(started) {
			t.Errorf("ticket: got %+v, want %s at %q, %d calls since %v, started %v", s, state, counter, calls, called, started)
		}
		if !s.IssuedAt.Equal(noon) {
			t.Errorf("issued: got %v, want %v", s.IssuedAt, noon)
		}
	}
	want(queue.Missed, "1", 0, time.Time{}, time.Time{})
	h.mustDo(queue.Command{Verb: queue.Return, Ticket: id})
	want(queue.Waiting, "", 0, time.Time{}, time.Time{})
	h.mustCall("2")
	called := noon.Add(time.Minute) // missed turned the clock
	want(queue.Called, "2", 1, called, time.Time{})
	h.clock.turn(time.Second)
	h.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
	want(queue.Called, "2", 2, called, time.Time{})
	h.clock.turn(time.Second)
	h.mustDo(queue.Command{Verb: queue.Start, Ticket: id})
	want(queue.Serving, "2", 2, called, called.Add(2*time.Second))
	h.mustDo(queue.Command{Verb: queue.Finish, Ticket: id})
	want(queue.Done, "2", 0, time.Time{}, time.Time{})
}

// The steps of a day are numbered without a gap, each with its time, place and who asked.
func TestSteps(t *testing.T) {
	h := mustStaffed(t)
	for range 2 {
		h.mustTake("general", "")
		h.mustDo(queue.Command{Verb: queue.CallNext, Counter: "1", By: "desk"})
		h.clock.turn(time.Second)
	}
	saved, err := h.store.Load(t.Context())
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	var got []queue.Step
	for _, ticket := range saved.Tickets {
		got = append(got, ticket.Steps...)
	}
	want := []queue.Step{
		{Seq: 1, What: queue.Take, At: noon, Service: "general"},
		{Seq: 2, What: queue.CallNext, At: noon, By: "desk", Counter: "1"},
		{Seq: 4, What: queue.Finish, At: noon.Add(time.Second), By: "desk", Counter: "1"}, // by calling the next
		{Seq: 3, What: queue.Take, At: noon.Add(time.Second), Service: "general"},
		{Seq: 5, What: queue.CallNext, At: noon.Add(time.Second), By: "desk", Counter: "1"},
	}
	if g, w := mustText(t, got), mustText(t, want); g != w {
		t.Errorf("steps: got %s, want %s", g, w)
	}
}
