package queue

import "testing"

// A lane without the priority tickets counts as if they were not there.
func TestLanes(t *testing.T) {
	b := mustBook(t, []string{"a"}, "")
	for i, class := range []Class{Priority, Ordinary, Priority, Priority, Ordinary, Ordinary, Priority} {
		mustApply(t, b, Command{Verb: Take, Service: "a", Class: class}, string(rune('0'+i)))
	}
	b.forecasting.Interleave = 2
	lanes := b.schedule().lanes
	ordinary, urgent := &lanes[0], &lanes[len(lanes)/2]
	for _, c := range []struct {
		lane   *lane
		name   string
		places []uint64
	}{{ordinary, "ordinary", []uint64{2, 5, 6}}, {urgent, "priority", []uint64{1, 3, 4, 7}}} {
		if got := c.lane.len(); got != len(c.places) {
			t.Errorf("%s: got %d, want %d", c.name, got, len(c.places))
		}
		for i, seq := range c.places {
			if got := c.lane.at(i); got.rank != seq<<32 || got.urgent != c.lane.urgent {
				t.Errorf("%s %d: got %+v, want place %d", c.name, i, got, seq)
			}
			if got := c.lane.before(Place{Seq: seq}); got != i {
				t.Errorf("%s before %d: got %d, want %d", c.name, seq, got, i)
			}
		}
		if got := c.lane.at(len(c.places)); got != nobody {
			t.Errorf("%s behind the last: got %+v, want nobody", c.name, got)
		}
	}
}

// Interleaving, a counter calls two ordinary tickets for each priority one, whenever these came; the first of a day goes first.
func TestInterleaved(t *testing.T) {
	b := mustBook(t, []string{"a"}, "aaaaaa")
	b.forecasting = Forecast{Interleave: 2, Without: Parts()}
	mustApply(t, b, Command{Verb: Open, Counter: "0"}, "")
	want := map[Class]float64{Ordinary: 40, Priority: 15} // P o o P* o o P o o and the new one
	for i, c := range []Class{Priority, Priority} {
		mustApply(t, b, Command{Verb: Take, Service: "a", Class: c}, string(rune('x'+i)))
	}
	for class, minutes := range map[Class]float64{Ordinary: want[Ordinary], Priority: 30} {
		if got := b.estimate("a", Place{Seq: b.places + 1}, class).Point.Minutes(); got != minutes {
			t.Errorf("class %d: got %v minutes, want %v", class, got, minutes)
		}
	}
	first := b.tickets["y"]
	if got := b.estimate("a", first.Place, Priority).Point.Minutes(); got != want[Priority] {
		t.Errorf("the second priority ticket: got %v minutes, want %v", got, want[Priority])
	}
}
