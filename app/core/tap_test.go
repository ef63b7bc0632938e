package core

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// A tap that both tell of counts once, whoever tells first, and two taps count twice.
func TestTaps(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	grant := func(n int) []queue.Grant { return []queue.Grant{{Template: "called", Left: n}} }
	var seen taps
	for i, tt := range []struct {
		source tapSource
		openID string
		after  time.Duration
		n      int
		want   int
	}{
		{tapEvent, "ann", 0, 1, 1},
		{tapReport, "ann", time.Second, 1, 0},
		{tapReport, "bob", time.Second, 1, 1},
		{tapReport, "ann", time.Second, 2, 2},
		{tapEvent, "ann", 2 * time.Second, 1, 0},
		{tapEvent, "ann", 3 * time.Second, 1, 0},
		{tapEvent, "ann", 4 * time.Second, 1, 1},
		{tapReport, "ann", 4*time.Second + sameTap, 1, 1}, // too late to be the same
	} {
		got := 0
		for _, g := range seen.tell(tt.source, strconv.Itoa(i), tt.openID, grant(tt.n), now.Add(tt.after)) {
			got += g.Left
		}
		if got != tt.want {
			t.Errorf("step %d: got %d new, want %d", i, got, tt.want)
		}
	}
}

// Whatever order two sources tell the same taps in, each tap counts once; and what is remembered stays bounded.
func TestTapsCountOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var seen taps
		now := time.Unix(1_800_000_000, 0)
		n := rapid.IntRange(1, 8).Draw(r, "taps")
		told, total := map[tapSource]int{}, 0
		for told[tapEvent] < n || told[tapReport] < n {
			source := rapid.SampledFrom([]tapSource{tapEvent, tapReport}).Draw(r, "source")
			if told[source] == n {
				source = 1 - source
			}
			told[source]++
			again := 1
			if source == tapEvent {
				again = rapid.IntRange(1, 3).Draw(r, "deliveries")
			}
			counted := map[int]int{} // by delivery
			for i := range again {
				for _, g := range seen.tell(source, fmt.Sprint("event ", told[source]), "ann", []queue.Grant{{Template: "called", Left: 1}}, now) {
					counted[i] += g.Left
				}
				if counted[i] != counted[0] {
					r.Errorf("delivery %d of an event says %d, the first %d", i, counted[i], counted[0])
				}
			}
			total += counted[0]
		}
		if total != n {
			r.Errorf("%d taps told by both: counted %d", n, total)
		}
	})
	var crowd taps
	for i := range 2 * mostTaps {
		crowd.tell(tapEvent, strconv.Itoa(i), strconv.Itoa(i), []queue.Grant{{Template: "called", Left: 1}}, time.Unix(1_800_000_000, 0))
	}
	if n := max(len(crowd.told), len(crowd.events)); n > mostTaps+1 {
		t.Errorf("%d taps are remembered, want %d at the most", n, mostTaps)
	}
}

// tell tells by either source.
func (t *taps) tell(source tapSource, event, openID string, grants []queue.Grant, now time.Time) []queue.Grant {
	if source == tapEvent {
		return t.happened(event, openID, grants, now)
	}
	return t.reported(openID, grants, now)
}
