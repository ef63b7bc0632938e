package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// taught is what the open day has taught so far, as the store would keep it.
func (h *hall) taught() (s *queue.Summary) {
	h.Look(func(b *queue.Book) { s = b.Summary() })
	return s
}

// What a day's steps teach: each in turn, and nothing of it is left when the last is taken back.
func TestLessons(t *testing.T) {
	v := venue()
	v.Rules.UndoWithin, v.Rules.CallsBeforeMiss, v.Rules.MissAfter = time.Hour, 1, 0
	h := mustHall(t, v)
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	var ids []string
	for range 5 {
		ids = append(ids, h.mustTake("general", "").ID)
	}
	sum := func(n int64, d time.Duration) queue.Sum { return queue.Sum{N: n, T: d.Milliseconds()} }
	general := func(s *queue.Summary) queue.Sum { return s.Served["general"] }
	call := queue.Command{Verb: queue.CallNext, Counter: "1"}
	for _, c := range []struct {
		name  string
		after time.Duration
		do    queue.Command
		of    func(*queue.Summary) queue.Sum
		want  queue.Sum
	}{
		{"waiting", 4 * time.Minute, call, func(s *queue.Summary) queue.Sum { return s.Left }, sum(0, 4*time.Minute)},
		{"the way", 20 * time.Second, to(queue.Start, ids[0]), func(s *queue.Summary) queue.Sum { return s.Walks }, sum(1, 20*time.Second)},
		{"the service", 7 * time.Minute, to(queue.Finish, ids[0]), general, sum(1, 7*time.Minute)},
		{"the turnover", 10 * time.Second, call, func(s *queue.Summary) queue.Sum { return s.Gaps }, sum(1, 10*time.Second)},
		{"a miss", time.Minute, to(queue.Miss, ids[1]), func(s *queue.Summary) queue.Sum { return s.Misses }, sum(1, time.Minute)},
		{"a counter nobody is at", 5 * time.Minute, call, func(s *queue.Summary) queue.Sum { return s.Gaps }, sum(1, 10*time.Second)},
		{"a service that nobody saw begin", 3 * time.Minute, to(queue.Finish, ids[2]), general, sum(2, 10*time.Minute)},
		{"is counted", 0, call, func(s *queue.Summary) queue.Sum { return queue.Sum{N: s.Unbegun} }, sum(1, 0)},
		{"a slip of the finger", 5 * time.Second, to(queue.Finish, ids[3]), general, sum(2, 10*time.Minute)},
		{"somebody leaves", 0, to(queue.Cancel, ids[4]), func(s *queue.Summary) queue.Sum { return queue.Sum{N: s.Left.N} }, sum(1, 0)},
	} {
		h.clock.turn(c.after)
		before := mustText(t, h.taught())
		c.do.Operation, c.do.By = c.name, queue.ByDesk
		h.mustDo(c.do)
		after := h.taught()
		if got := c.of(after); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
		h.undo(c.name, nil)
		if got := mustText(t, h.taught()); got != before {
			t.Errorf("%s, taken back: got %s, want %s", c.name, got, before)
		}
		c.do.Operation += " again"
		h.mustDo(c.do)
		h.mustReopen()
		if got, want := mustText(t, h.taught()), mustText(t, after); got != want {
			t.Errorf("%s, after a restart: got %s, want %s", c.name, got, want)
		}
	}
}

// A forgotten finish counts as a few times as long as usual, and what a clock in doubt says teaches nothing.
func TestLessonsOfMistakes(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	id := h.mustTake("general", "").ID
	h.mustCall("1")
	h.mustDo(to(queue.Start, id))
	h.clock.turn(9 * time.Hour)
	h.mustDo(to(queue.Finish, id))
	want := queue.Sum{N: 1, T: (25 * time.Minute).Milliseconds()}
	if got := h.taught().Served["general"]; got != want {
		t.Errorf("forgotten: got %+v, want %+v", got, want)
	}
	h.mustTake("general", "")
	h.mustCall("1")
	h.clock.turn(14 * year)
	h.mustCallNobody("1")
	if got := h.taught().Served["general"]; got != want || !h.View().Health.Doubt {
		t.Errorf("by a clock 14 years ahead: got %+v, want %+v", got, want)
	}
}

// mustCallNobody finishes what a counter has, where nobody waits.
func (h *hall) mustCallNobody(counter string) {
	h.Helper()
	if o := h.mustDo(queue.Command{Verb: queue.CallNext, Counter: counter}); o.Ticket != nil {
		h.Fatalf("%s was called, want nobody", o.Ticket.Number)
	}
}

// A day's summary has its counters' shifts, with short breaks in them, and whether anybody waited when they ended.
func TestShifts(t *testing.T) {
	h := mustHallAt(t, venue(), noon.Add(-3*time.Hour))
	defer h.mustClose()
	turn := func(after time.Duration, verb queue.Verb, counter string) {
		h.clock.turn(after)
		h.mustDo(queue.Command{Verb: verb, Counter: counter})
	}
	turn(0, queue.Open, "1")
	turn(time.Hour, queue.Pause, "1")
	turn(5*time.Minute, queue.Open, "1")
	h.mustTake("general", "")
	turn(115*time.Minute, queue.Close, "1")
	turn(time.Hour, queue.Open, "1")
	turn(0, queue.Open, "3")
	h.clock.turn(2 * time.Hour)
	h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
	want := map[string]queue.CounterSummary{
		"1": {Shifts: []queue.Shift{{From: 9 * 3600, To: 12 * 3600}, {From: 13 * 3600, To: 15 * 3600}}, Breaks: []int64{300}},
		"3": {Shifts: []queue.Shift{{From: 13 * 3600, To: 15 * 3600, Empty: true}}},
	}
	if got := h.lastDay().Summary.Counters; mustText(t, got) != mustText(t, want) {
		t.Errorf("got %s, want %s", mustText(t, got), mustText(t, want))
	}
}

// lastDay is the last day in the store.
func (h *hall) lastDay() queue.Day {
	h.Helper()
	h.mustReopen()
	days := h.mustDays()
	return days[len(days)-1]
}
