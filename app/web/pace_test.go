package web

import (
	"strconv"
	"testing"
	"time"
)

// Each may ask so often in a minute, by whatever clock, and who asked in the last one is forgotten.
func TestPaces(t *testing.T) {
	var p paces
	now := time.Unix(1_800_000_000, 0)
	for _, turn := range []time.Duration{0, time.Minute, -time.Hour, 59 * time.Second} {
		now = now.Add(turn)
		for i := range mostAMinute {
			if got, want := p.allow("ann", now), turn != 59*time.Second; got != want {
				t.Errorf("%v later, wish %d: got %v, want %v", turn, i, got, want)
			}
		}
		if p.allow("ann", now) {
			t.Errorf("%v later: one wish more is allowed", turn)
		}
		if !p.allow("bob"+turn.String(), now) {
			t.Errorf("%v later: bob is held up by ann", turn)
		}
	}
	for i := range 1000 {
		p.allow(strconv.Itoa(i), now)
	}
	if p.allow("ann", now.Add(time.Minute)); len(p.asked) != 1 {
		t.Errorf("%d are remembered a minute later, want one", len(p.asked))
	}
}
