package queue

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// testVenue has two services of 5 and 15 minutes, and two counters, of which the second serves both.
func testVenue() *Venue {
	return &Venue{
		Zone:     time.UTC,
		Services: []Service{{ID: "short", Minutes: 5, Digits: 3}, {ID: "long", Minutes: 15, Digits: 3}},
		Counters: []Counter{{ID: "1", Services: []string{"short"}}, {ID: "2", Services: []string{"short", "long", "short"}}},
	}
}

// Means start at the settings, follow what is seen, and take the settings along that nobody has seen yet.
func TestFit(t *testing.T) {
	r := newRoster(testVenue())
	for _, c := range []struct {
		name        string
		n, took     float64 // of the short service
		short, long float64 // seconds
	}{
		{"nothing seen", 0, 0, 300, 900},
		{"as the settings say", 100, 300, 300, 900},
		{"a thousand of twice as long", 1000, 600, 600, 1765},
		{"five of twice as long", 5, 600, 467, 1000},
		{"one of twice as long", 1, 600, 356, 922},
	} {
		all := newTally(r)
		all.served[0] = mass{c.n, c.n * c.took}
		f := r.fitted(all)
		if math.Abs(f.mean[0]-c.short) > 1 || math.Abs(f.mean[1]-c.long) > 1 {
			t.Errorf("%s: got %.1f and %.1f s, want %v and %v", c.name, f.mean[0], f.mean[1], c.short, c.long)
		}
	}
}

// The pace of the day is 1 until the day has shown another.
func TestPaceOfDay(t *testing.T) {
	l := newLessons(newRoster(testVenue()), testVenue(), Day{Date: "2026-11-20"})
	f := l.unlearned()
	for _, c := range []struct {
		services int64
		took     time.Duration
		want     float64
	}{{0, 0, 1}, {10, 5 * time.Minute, 1}, {60, 10 * time.Minute, 1.5}, {6000, 10 * time.Minute, 1.99}, {60, 150 * time.Second, 0.75}} {
		l.served[0].Sum = Sum{N: c.services, T: c.services * c.took.Milliseconds()}
		if got := f.paced(l).pace; math.Abs(got-c.want) > 0.01 {
			t.Errorf("%d services of %v: got %.2f, want %v", c.services, c.took, got, c.want)
		}
	}
}

// Whatever a day's sums are, what is learned of them stays between zero and what makes sense.
func TestFitOfAnything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		sum := func(name string) Sum {
			n := rapid.Int64Range(0, mostLessons).Draw(r, name)
			return Sum{N: n, T: rapid.Int64Range(0, longestSum).Draw(r, name+" ms")}
		}
		s := (&Summary{
			Served: map[string]Sum{"short": sum("short"), "gone": sum("gone")}, Walks: sum("walks"), Gaps: sum("gaps"),
			Misses: sum("misses"), Left: sum("left"), Urgent: []int64{1, 2}, UrgentOf: map[string]int64{"long": 3},
			Shape: []int64{mostLessons, 0, 1}, Unbegun: rapid.Int64().Draw(r, "unbegun"),
		}).sound()
		b := newBook(testVenue())
		b.days = []Day{{Date: "2026-11-19", Seq: 1, Summary: s}}
		b.apply(Change{Days: []Day{{Date: "2026-11-20", Seq: 2}}})
		o := b.outlook(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
		all := append([]float64{o.gap, o.walk, o.missTime, o.leave, o.low, o.high}, o.usual...)
		for _, x := range append(append(all, o.service...), append(o.one, o.urgent...)...) {
			if !(0 <= x && x <= longestSum) {
				r.Fatalf("got %v in %+v", x, o)
			}
		}
		if o.miss < 0 || o.miss >= 1 || o.service[0] <= 0 || o.service[1] <= 0 {
			r.Fatalf("got %v of misses and services of %v", o.miss, o.service)
		}
	})
}
