package queue

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The gaps at a counter are those between the passages that are left, whatever was taken back and in which order.
func TestGapsTakenBack(t *testing.T) {
	v := testVenue()
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(r *rapid.T) {
		l, again := newLessons(newRoster(v), v, Day{Date: "2026-11-20"}), newLessons(newRoster(v), v, Day{Date: "2026-11-20"})
		var left []passage
		at := noon
		for seq := range rapid.Uint64Range(0, 30).Draw(r, "passages") {
			at = at.Add(time.Duration(rapid.IntRange(0, 150).Draw(r, "seconds")) * time.Second)
			p := passage{
				seq: seq + 1, at: at, free: rapid.Bool().Draw(r, "free"), doubt: rapid.IntRange(0, 9).Draw(r, "doubt") == 0,
				taken: at.Add(-time.Duration(rapid.IntRange(0, 150).Draw(r, "waited")) * time.Second),
			}
			left = append(left, p)
			l.turn(p, "1", 1)
			if n := len(left); rapid.IntRange(0, 3).Draw(r, "taken back") == 0 {
				i := rapid.IntRange(0, n-1).Draw(r, "which")
				l.turn(left[i], "1", -1)
				left = slices.Delete(left, i, i+1)
			}
		}
		for _, p := range left {
			again.turn(p, "1", 1)
		}
		if l.gaps != again.gaps {
			r.Fatalf("got %+v, want %+v of %+v", l.gaps, again.gaps, left)
		}
	})
}

// What is kept of a counter's passages does not grow with the day.
func TestPassagesKept(t *testing.T) {
	v := testVenue()
	l := newLessons(newRoster(v), v, Day{Date: "2026-11-20"})
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for i := range uint64(1000) {
		at = at.Add(10 * time.Second)
		l.turn(passage{seq: 2 * i, at: at, free: true}, "1", 1)
		l.turn(passage{seq: 2*i + 1, at: at, taken: at.Add(-time.Hour)}, "1", 1)
	}
	if want := (Sum{N: 1000}); l.gaps != want || len(l.desks[0]) > 2*passagesKept || cap(l.desks[0]) > 4*passagesKept {
		t.Errorf("got %+v of %d passages, want %+v of %d at the most", l.gaps, len(l.desks[0]), want, 2*passagesKept)
	}
}
