package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

// mustScored is a hall whose only general counter is open, with one ticket that is told 3 to 7½ minutes because another is
// before it, and that one is gone.
func mustScored(t *testing.T) (h *hall, id string) {
	t.Helper()
	v := venue()
	v.Rules.MissAfter, v.Rules.CallsBeforeMiss, v.Rules.UndoWithin, v.Rules.Later = 0, 1, time.Hour, 1
	h = mustHall(t, v)
	t.Cleanup(h.mustClose)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	first := h.mustTake("general", "").ID
	id = h.mustTake("general", "").ID
	h.mustDo(to(queue.Cancel, first))
	return h, id
}

// What counts: see the rule above Ticket.judged.
func TestScoreCounts(t *testing.T) {
	at := func(c queue.Command) queue.Command { c.Counter = "1"; return c }
	next := queue.Command{Operation: "next", Verb: queue.CallNext, Counter: "1"}
	undo := queue.Command{Verb: queue.Undo, Undoes: "next"}
	for _, c := range []struct {
		name string
		wait time.Duration
		acts func(id string) []queue.Command
		want int
	}{
		{"called", time.Minute, func(string) []queue.Command { return []queue.Command{next} }, 1},
		{"chosen", time.Minute, func(id string) []queue.Command { return []queue.Command{at(to(queue.CallTicket, id))} }, 1},
		{"never called", time.Minute, func(string) []queue.Command { return nil }, 0},
		{"cancelled", time.Minute, func(id string) []queue.Command { return []queue.Command{to(queue.Cancel, id)} }, 0},
		{"called at once", 0, func(string) []queue.Command { return []queue.Command{next} }, 0},
		{"called at once, nearly", time.Second, func(string) []queue.Command { return []queue.Command{next} }, 1},
		{"forgotten for a night", 15 * time.Hour, func(string) []queue.Command { return []queue.Command{next} }, 1},
		{"called twice", time.Minute, func(id string) []queue.Command { return []queue.Command{next, to(queue.Recall, id)} }, 1},
		{"did not come", time.Minute, func(id string) []queue.Command {
			return []queue.Command{next, to(queue.Miss, id), to(queue.Return, id), {Verb: queue.CallNext, Counter: "1"}}
		}, 1},
		{"put back", time.Minute, func(id string) []queue.Command { return []queue.Command{next, to(queue.Release, id)} }, 1},
		{"sent on after the call", time.Minute, func(id string) []queue.Command { return []queue.Command{next, to(queue.Transfer, id)} }, 1},
		{"held before", time.Minute, func(id string) []queue.Command {
			return []queue.Command{to(queue.Hold, id), to(queue.Resume, id), next}
		}, 0},
		{"let others go first", time.Minute, func(id string) []queue.Command { return []queue.Command{to(queue.Later, id), next} }, 0},
		{"sent here", time.Minute, func(id string) []queue.Command {
			back := to(queue.Transfer, id)
			back.Service = "general"
			return []queue.Command{to(queue.Transfer, id), back, next}
		}, 0},
		{"taken back", time.Minute, func(string) []queue.Command { return []queue.Command{next, undo} }, 0},
		{"taken back and called", time.Minute, func(string) []queue.Command {
			return []queue.Command{next, undo, {Verb: queue.CallNext, Counter: "1"}}
		}, 1},
		{"moved by mistake", time.Minute, func(id string) []queue.Command {
			mistake := to(queue.Hold, id)
			mistake.Operation = "next"
			return []queue.Command{mistake, undo, {Verb: queue.CallNext, Counter: "1"}}
		}, 1},
	} {
		for _, restart := range []bool{false, true} {
			h, id := mustScored(t)
			h.clock.turn(c.wait)
			for _, act := range c.acts(id) {
				h.mustDo(act)
			}
			if restart {
				h.mustReopen()
			}
			h.mustDo(queue.Command{Verb: queue.CloseDay})
			got := 0
			if score := h.View().Score; score != nil {
				got = score.Tickets
			}
			if got != c.want {
				t.Errorf("%s, restart %v: %d tickets count, want %d", c.name, restart, got, c.want)
			}
		}
	}
}

// Nobody was told a wait while no counter was open; what came before a counter opened says nothing of the estimates.
func TestScoreWhileShut(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.mustTake("general", "")
	h.clock.turn(time.Minute)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustCall("1")
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	if got := h.View().Score; got != nil {
		t.Errorf("got %+v, want none", got)
	}
}

// All services together: each ticket counts the same.
func TestScoreTogether(t *testing.T) {
	minute := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	d := queue.Day{Date: "2026-11-20", ClosedAt: noon, Summary: &queue.Summary{Scores: map[string]queue.Score{
		"a": {Tickets: 1, Error: minute(8), Bias: minute(-8), Width: minute(20), Late: 1, Inside: 0},
		"b": {Tickets: 3, Error: minute(2), Bias: minute(1), Width: minute(8), Late: 1.0 / 3, Inside: 2.0 / 3},
	}}}
	want := queue.Score{Tickets: 4, Error: 210 * time.Second, Bias: -75 * time.Second, Width: minute(11), Late: 0.5, Inside: 0.5}
	if got := d.Score(); got == nil || got.Score != want || got.Day != d.Date || len(got.Services) != 2 {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for name, d := range map[string]queue.Day{
		"open":          {Date: "2026-11-20", Summary: d.Summary},
		"of before":     {Date: "2026-11-20", ClosedAt: noon},
		"nobody came":   {Date: "2026-11-20", ClosedAt: noon, Summary: &queue.Summary{}},
		"no day at all": {},
	} {
		if got := d.Score(); got != nil {
			t.Errorf("%s: got %+v, want none", name, got)
		}
	}
}

// A day that ends by itself is scored too, and the view shows the last day that has a score: after a restart, after a day
// without one, and when the end is taken back the one before.
func TestScoreOfTheLastDay(t *testing.T) {
	h, _ := mustScored(t)
	want := func(when, day string, tickets int) {
		t.Helper()
		for _, restart := range []bool{false, true} {
			if restart {
				h.mustReopen()
			}
			got := h.look().Score
			if (got == nil) != (day == "") || got != nil && (got.Day != day || got.Tickets != tickets) {
				t.Errorf("%s, restart %v: got %+v, want %d tickets of %q", when, restart, got, tickets, day)
			}
		}
	}
	want("at first", "", 0)
	h.clock.turn(time.Minute)
	h.mustCall("1")
	want("while the day goes on", "", 0)
	h.clock.turn(24 * time.Hour)
	want("the day after", "2026-11-20", 1)
	h.clock.turn(24 * time.Hour)
	want("after a day on which nobody came", "2026-11-20", 1)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustTake("general", "")
	h.clock.turn(time.Minute)
	h.mustCall("1")
	h.mustDo(queue.Command{Operation: "close", Verb: queue.CloseDay})
	want("staff ended the day", "2026-11-22", 1)
	h.undo("close", nil)
	want("by mistake", "2026-11-20", 1)
	h.mustTake("general", "")
	h.clock.turn(time.Minute)
	h.mustCall("1")
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	want("and again", "2026-11-22", 2)
	h.clock.turn(24 * time.Hour)
	want("the day after that", "2026-11-22", 2)
	h.undo(queue.DayClosing, nil)
	want("which was still the day before", "2026-11-20", 1)
	h.mustTake("general", "")
	h.clock.turn(time.Minute)
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	want("until it ended", "2026-11-22", 2)
}
