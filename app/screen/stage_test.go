package screen

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

const testDay = "2026-11-20"

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// shown is how long each number stood in the panel: in its first turn, in all, and lit.
type shown struct{ first, all, lit time.Duration }

// TestStageShowsEveryCall holds the rule of the stage whatever comes when: nobody is skipped, nobody is cut short,
// and the newest stays.
func TestStageShowsEveryCall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gaps := rapid.SliceOfN(rapid.IntRange(0, 12_000), 1, 9).Draw(t, "ms between calls")
		var s stage
		var calls []queue.Call
		s.hear(testDay, nil, start, start)
		seen := map[string]*shown{}
		now := start
		for i, gap := range gaps {
			now = play(&s, now, now.Add(time.Duration(gap)*time.Millisecond), seen)
			number := fmt.Sprintf("A%03d", i)
			c := queue.Call{Seq: uint64(i + 1), Ticket: number, Number: number, Counter: number, At: now}
			calls = append([]queue.Call{c}, calls...)
			s.hear(testDay, calls, now, now)
		}
		play(&s, now, now.Add(5*time.Minute), seen)
		for _, c := range calls {
			got := seen[c.Number]
			if got == nil || got.first < turnLeast || got.all < turnFull || got.lit != flashes*flashCycle/2 {
				t.Errorf("%s was shown %+v, want at least %v first, %v in all, lit %v", c.Number, got, turnLeast, turnFull, flashes*flashCycle/2)
			}
		}
		if got, want := s.up.call.Number, calls[0].Number; got != want {
			t.Errorf("at the end %s is up, want the newest, %s", got, want)
		}
	})
}

// play lets the stage run from now to end, waking it only when it asks for it.
func play(s *stage, now, end time.Time, seen map[string]*shown) time.Time {
	for now.Before(end) {
		next := s.next(now)
		if next.IsZero() || next.After(end) {
			next = end
		}
		if s.up != nil {
			n := seen[s.up.call.Number]
			if n == nil {
				n = &shown{}
				seen[s.up.call.Number] = n
			}
			n.all += next.Sub(now)
			if s.up.had == 0 {
				n.first += next.Sub(now)
			}
			if s.lit(now) {
				n.lit += next.Sub(now)
			}
		}
		now = next
		s.advance(now)
	}
	return now
}

// A counter that calls twice within seconds wants the second customer: the first call gives way at once.
func TestStageLetsGoOfPassedCalls(t *testing.T) {
	var s stage
	s.hear(testDay, nil, start, start)
	var calls []queue.Call
	seen := map[string]*shown{}
	now := start
	for i, counter := range []string{"1", "2", "1"} {
		number := fmt.Sprintf("A%03d", i+1)
		calls = append([]queue.Call{{Seq: uint64(i + 1), Ticket: number, Number: number, Counter: counter, At: now}}, calls...)
		s.hear(testDay, calls, now, now)
		now = play(&s, now, now.Add(time.Second), seen)
	}
	if got := s.up.call.Number; got != "A002" {
		t.Errorf("a second after counter 1 called again %s is up, want A002, which nobody has seen yet", got)
	}
	play(&s, now, now.Add(time.Minute), seen)
	if got := seen["A001"]; got == nil || got.all != 2*time.Second {
		t.Errorf("the passed call was shown %+v, want the 2 s until its counter called again", got)
	}
	if got := seen["A002"]; got == nil || got.all < turnFull {
		t.Errorf("the other counter's call was shown %+v, want %v in all", got, turnFull)
	}
}

func TestStageNeverBringsUpOldCallsAsNew(t *testing.T) {
	old := queue.Call{Seq: 7, Ticket: "t7", Number: "A007", At: start.Add(-11 * time.Second)}
	var s stage
	s.hear(testDay, []queue.Call{old}, start, start)
	if s.up == nil || s.up.call.Number != "A007" || s.lit(start) {
		t.Errorf("a screen just started: up %+v, lit %v, want A007, steady", s.up, s.lit(start))
	}
	later := start.Add(10 * time.Minute)
	missed := []queue.Call{
		{Seq: 9, Ticket: "t9", Number: "A009", At: later.Add(-2 * time.Minute)},
		{Seq: 8, Ticket: "t8", Number: "A008", At: later.Add(-5 * time.Minute)},
		old,
	}
	s.hear(testDay, missed, later, later)
	if s.up.call.Number != "A009" || s.lit(later) || len(s.queue) != 0 {
		t.Errorf("after a silence: up %s, lit %v, %d waiting, want A009, steady, none", s.up.call.Number, s.lit(later), len(s.queue))
	}
}

func TestStageRecallTakesOverAtOnce(t *testing.T) {
	first := queue.Call{Seq: 1, Ticket: "t1", Number: "A001", At: start}
	var s stage
	s.hear(testDay, []queue.Call{first}, start, start)
	now := start.Add(700 * time.Millisecond)
	again := queue.Call{Seq: 2, Ticket: "t1", Number: "A001", At: now}
	s.hear(testDay, []queue.Call{again, first}, now, now)
	if s.up.call.Seq != 2 || !s.lit(now) || len(s.queue) != 0 {
		t.Errorf("up %d, lit %v, %d waiting, want the second call, lit, alone", s.up.call.Seq, s.lit(now), len(s.queue))
	}
}

func TestStageBeginsAnewWithTheDay(t *testing.T) {
	var s stage
	s.hear(testDay, []queue.Call{{Seq: 30, Ticket: "t30", Number: "A030", At: start}}, start, start)
	tomorrow := start.Add(24 * time.Hour)
	s.hear("2026-11-21", nil, tomorrow, tomorrow)
	if s.up != nil {
		t.Fatalf("yesterday's %s is still up", s.up.call.Number)
	}
	s.hear("2026-11-21", []queue.Call{{Seq: 1, Ticket: "u1", Number: "A001", At: tomorrow}}, tomorrow, tomorrow)
	if s.up == nil || s.up.call.Number != "A001" || !s.lit(tomorrow) {
		t.Errorf("the first call of the day: up %+v, lit %v, want A001, lit", s.up, s.lit(tomorrow))
	}
}
