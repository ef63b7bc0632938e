package screen

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

const testDay = "2026-11-20"

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// change is what the panel shows from a time on.
type change struct {
	after  time.Duration
	number string
}

// TestStageTurns holds how long a call keeps the panel when others follow it.
func TestStageTurns(t *testing.T) {
	const s = time.Second
	tests := []struct {
		name string
		came []time.Duration // when A000, A001, … were called, each by a counter of its own
		want []change
	}{
		{"alone", []time.Duration{0}, []change{{0, "A000"}}},
		{"one after the other", []time.Duration{0, 5 * s}, []change{{0, "A000"}, {10 * s, "A001"}}},
		{"much later", []time.Duration{0, 15 * s}, []change{{0, "A000"}, {15 * s, "A001"}}},
		{"together", []time.Duration{0, s}, []change{
			{0, "A000"},
			{3 * s, "A001"},
			{6 * s, "A000"},
			{9 * s, "A001"},
			{12 * s, "A000"},
			{15 * s, "A001"},
			{18 * s, "A000"},
			{21 * s, "A001"},
		}},
		{"a third hurries the second", []time.Duration{0, 5 * s, 6 * s}, []change{
			{0, "A000"},
			{6 * s, "A001"},
			{9 * s, "A002"},
			{12 * s, "A000"}, // the rest of its ten seconds
			{16 * s, "A001"},
			{19 * s, "A002"},
			{22 * s, "A001"},
			{25 * s, "A002"},
			{28 * s, "A001"},
		}},
	}
	for _, tt := range tests {
		if got := changes(tt.came, 30*s); !slices.Equal(got, tt.want) {
			t.Errorf("%s: the panel shows %v, want %v", tt.name, got, tt.want)
		}
	}
}

// changes lets calls come, each by a counter of its own, and tells what the panel shows until end.
func changes(came []time.Duration, end time.Duration) (seen []change) {
	var s stage
	s.hear(testDay, nil, start, start)
	var calls []queue.Call
	for after := time.Duration(0); after <= end; after += 100 * time.Millisecond {
		now := start.Add(after)
		if n := len(calls); n < len(came) && came[n] == after {
			number := fmt.Sprintf("A%03d", n)
			calls = slices.Insert(calls, 0, queue.Call{Seq: uint64(n + 1), Ticket: number, Number: number, Counter: number, At: now})
			s.hear(testDay, calls, now, now)
		}
		s.advance(now)
		if s.up != nil && (len(seen) == 0 || seen[len(seen)-1].number != s.up.call.Number) {
			seen = append(seen, change{after, s.up.call.Number})
		}
	}
	return seen
}

// A call that is answered takes no turn, be it the first; in the panel it has its first turn whole, and no other.
func TestStageSettles(t *testing.T) {
	var s stage
	s.hear(testDay, nil, start, start)
	var calls []queue.Call
	for i := range 3 {
		number := fmt.Sprintf("A%03d", i)
		calls = append([]queue.Call{{Seq: uint64(i + 1), Ticket: number, Number: number, Counter: number, At: start}}, calls...)
	}
	s.hear(testDay, calls, start, start)
	hall := &audience{numbers: map[string]*shown{}}
	now := hall.watch(&s, start, start.Add(time.Second))
	s.settle(func(c queue.Call) bool { return c.Number != "A001" })
	hall.watch(&s, now, start.Add(time.Minute))
	if got := hall.numbers["A000"]; got == nil || got.all != turnLeast {
		t.Errorf("A000, answered while it was up, was shown %+v, want its first turn of %v alone", got, turnLeast)
	}
	if got := hall.numbers["A001"]; got == nil || got.all != time.Minute-turnLeast {
		t.Errorf("A001, whom a counter waits for, was shown %+v, want it from then on", got)
	}
	if got := hall.numbers["A002"]; got != nil {
		t.Errorf("A002, answered before its turn, was shown %+v, want it never", got)
	}
}

// When nobody has to come any more the newest call stays, steady, even if it never had a turn; one whose counter waits again
// stays before it.
func TestStageLeavesThePanelToTheNewest(t *testing.T) {
	calls := []queue.Call{
		{Seq: 2, Ticket: "t2", Number: "A002", Counter: "2", At: start},
		{Seq: 1, Ticket: "t1", Number: "A001", Counter: "1", At: start},
	}
	tests := []struct {
		name     string
		answered func(queue.Call) bool
		want     []change
	}{
		{"all answered", func(queue.Call) bool { return true }, []change{{0, "A001"}, {turnLeast, "A002"}}},
		{"the newest answered", func(c queue.Call) bool { return c.Seq == 2 }, []change{{0, "A001"}}},
	}
	for _, tt := range tests {
		var s stage
		s.hear(testDay, nil, start, start)
		s.hear(testDay, calls, start, start)
		s.settle(tt.answered)
		var got []change
		for after := time.Duration(0); after < 20*time.Second; after += flashCycle / 2 {
			now := start.Add(after)
			s.advance(now)
			if n := len(got); n == 0 || got[n-1].number != s.up.call.Number {
				got = append(got, change{after, s.up.call.Number})
			}
			if s.up.call.Number == "A002" && (s.lit(now) || !s.settled(now)) {
				t.Errorf("%s: %v after its call A002 is lit %v, settled %v, want it steady and settled", tt.name, after, s.lit(now), s.settled(now))
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: the panel shows %v, want %v", tt.name, got, tt.want)
		}
	}
}

// A counter that calls twice within seconds wants the second customer: the first call gives way at once.
func TestStageLetsGoOfPassedCalls(t *testing.T) {
	var s stage
	s.hear(testDay, nil, start, start)
	var calls []queue.Call
	hall := &audience{numbers: map[string]*shown{}}
	now := start
	for i, counter := range []string{"1", "2", "1"} {
		number := fmt.Sprintf("A%03d", i+1)
		calls = append([]queue.Call{{Seq: uint64(i + 1), Ticket: number, Number: number, Counter: counter, At: now}}, calls...)
		s.hear(testDay, calls, now, now)
		now = hall.watch(&s, now, now.Add(time.Second))
	}
	if got := s.up.call.Number; got != "A002" {
		t.Errorf("a second after counter 1 called again %s is up, want A002, which nobody has seen yet", got)
	}
	hall.watch(&s, now, now.Add(time.Minute))
	if got := hall.numbers["A001"]; got == nil || got.all != 2*time.Second {
		t.Errorf("the passed call was shown %+v, want the 2 s until its counter called again", got)
	}
	if got := hall.numbers["A002"]; got == nil || got.all < turnFull {
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
