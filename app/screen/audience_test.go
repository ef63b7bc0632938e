package screen

import (
	"time"

	"pgregory.net/rapid"
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
