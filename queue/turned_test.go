package queue

import (
	"slices"
	"testing"
)

// A record from a file keeps the turns that make sense, and no more than there may be.
func TestSoundTurns(t *testing.T) {
	many := slices.Repeat([]Turn{{State: CounterOpen}, {State: CounterPaused}}, mostTurns)
	for _, c := range []struct {
		name string
		file []Turn
		want int
	}{
		{"none", nil, 0},
		{"well", []Turn{{State: CounterOpen}, {State: CounterPaused}, {State: CounterClosed}}, 3},
		{"nonsense", []Turn{{State: "dance"}, {State: CounterOpen}, {}}, 1},
		{"too many", many, mostTurns},
	} {
		file := CounterRecord{ID: "1", Day: "2026-11-20", State: CounterOpen, Turns: c.file, Before: c.file}
		before := len(file.Turns)
		got := file.sound()
		if len(got.Turns) != c.want || len(got.Before) != c.want || got.State != CounterOpen || got.ID != "1" {
			t.Errorf("%s: got %+v, want %d turns", c.name, got, c.want)
		}
		if len(file.Turns) != before || len(c.file) > 0 && file.Turns[0] != c.file[0] {
			t.Errorf("%s: the file's record has changed", c.name)
		}
	}
}
