package screen

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// shown is what the panel gave to one number: when it came up first, how long it stood in its first turn, in all, and lit.
type shown struct {
	at              time.Time
	first, all, lit time.Duration
}

// audience watches the panel: what stands in it, and when it lights up.
type audience struct {
	numbers map[string]*shown
	flashes []time.Time
	lit     bool
}

// mustBeCalm fails at three flashes within a second (WCAG 2.2, 2.3.1).
func (a *audience) mustBeCalm(t *rapid.T) {
	for i := 2; i < len(a.flashes); i++ {
		if d := a.flashes[i].Sub(a.flashes[i-2]); d < time.Second {
			t.Fatalf("three flashes within %v, the last %v after the start", d, a.flashes[i].Sub(start))
		}
	}
}

// watch lets the stage run from now to end, waking it only when it asks for it.
func (a *audience) watch(s *stage, now, end time.Time) time.Time {
	for now.Before(end) {
		next := s.next(now)
		if next.IsZero() || next.After(end) {
			next = end
		}
		a.look(s, now, next.Sub(now))
		now = next
		s.advance(now)
	}
	return now
}

func (a *audience) look(s *stage, now time.Time, d time.Duration) {
	lit := s.lit(now)
	if lit && !a.lit {
		a.flashes = append(a.flashes, now)
	}
	a.lit = lit
	if s.up == nil {
		return
	}
	n := a.numbers[s.up.call.Number]
	if n == nil {
		n = &shown{at: now}
		a.numbers[s.up.call.Number] = n
	}
	n.all += d
	if s.up.had == 0 {
		n.first += d
	}
	if lit {
		n.lit += d
	}
}

// TestStageShowsEveryCall holds the rule of the stage for a burst of up to 30 counters, whatever comes when: nobody is
// skipped, nobody is cut short, nobody waits longer than the turns before them, and the newest stays.
func TestStageShowsEveryCall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		longest := rapid.SampledFrom([]int{0, 100, 1000, 12_000}).Draw(t, "longest gap")
		gaps := rapid.SliceOfN(rapid.IntRange(0, longest), 1, 30).Draw(t, "ms between calls")
		var s stage
		s.hear(testDay, nil, start, start)
		var calls []queue.Call
		hall := &audience{numbers: map[string]*shown{}}
		now := start
		for i, gap := range gaps {
			now = hall.watch(&s, now, now.Add(time.Duration(gap)*time.Millisecond))
			number := fmt.Sprintf("A%03d", i)
			c := queue.Call{Seq: uint64(i + 1), Ticket: number, Number: number, Counter: number, At: now}
			calls = append([]queue.Call{c}, calls...)
			s.hear(testDay, calls, now, now)
		}
		n := time.Duration(len(calls))
		hall.watch(&s, now, now.Add(n*(turnFull+turnLeast)))
		for _, c := range calls {
			got := hall.numbers[c.Number]
			if got == nil || got.first < turnLeast || got.all < turnFull || got.lit != flashes*flashCycle/2 {
				t.Fatalf("%s was shown %+v, want at least %v first, %v in all, lit %v", c.Number, got, turnLeast, turnFull, flashes*flashCycle/2)
			}
			if wait := got.at.Sub(c.At); wait > turnFull+n*turnLeast {
				t.Errorf("%s came up after %v, want at most %v", c.Number, wait, turnFull+n*turnLeast)
			}
		}
		if got, want := s.up.call.Number, calls[0].Number; got != want {
			t.Errorf("at the end %s is up, want the newest, %s", got, want)
		}
		hall.mustBeCalm(t)
	})
}

// TestStageNeverFlickers holds that no clicking, calling again or calling the next makes the panel flash three times in a
// second.
func TestStageNeverFlickers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s stage
		s.hear(testDay, nil, start, start)
		var calls []queue.Call
		hall := &audience{numbers: map[string]*shown{}}
		now := start
		for i := range rapid.IntRange(1, 40).Draw(t, "calls") {
			now = hall.watch(&s, now, now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "gap"))*time.Millisecond))
			counter := fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "counter"))
			number := fmt.Sprintf("A%03d", i)
			if again := rapid.IntRange(0, i).Draw(t, "again"); i > 0 && again > i/2 {
				number, counter = calls[0].Number, calls[0].Counter
			}
			c := queue.Call{Seq: uint64(i + 1), Ticket: number, Number: number, Counter: counter, At: now}
			calls = append([]queue.Call{c}, calls...)
			s.hear(testDay, calls, now, now)
		}
		hall.watch(&s, now, now.Add(time.Minute))
		hall.mustBeCalm(t)
		if got, want := s.up.call.Seq, calls[0].Seq; got != want {
			t.Errorf("at the end call %d is up, want the newest, %d", got, want)
		}
	})
}
