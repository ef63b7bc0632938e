package queue

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What is left of a service rises from course to course, is never below zero nor without bound, whatever the past has shown.
func TestShapeOfAnything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var past [shapeBins]float64
		for range rapid.IntRange(0, 5).Draw(r, "bins") {
			past[rapid.IntRange(0, shapeBins-1).Draw(r, "bin")] = rapid.Float64Range(0, 1e9).Draw(r, "services")
		}
		s := newShape(past)
		left := s.left(rapid.Float64Range(0, 1e6).Draw(r, "elapsed"))
		for _, q := range [][courses]float64{left, s.draws} {
			if !slices.IsSorted(q[:]) || q[0] < 0 || !(q[courses-1] < 100) {
				r.Fatalf("got %v, want it to rise from 0 at the least", q)
			}
		}
		sum := 0.0
		for _, d := range s.draws {
			sum += d / courses
		}
		if math.Abs(sum-1) > 1e-9 {
			r.Fatalf("whole services take %v in the mean, want 1", sum)
		}
	})
}

// The time already spent counts: services that all take the same have that much less left, those of which a few take long
// have the more left the longer they have lasted.
func TestShapeLeft(t *testing.T) {
	var even, uneven [shapeBins]float64
	even[shapeBin(1)] = 1e6
	uneven[shapeBin(0.2)], uneven[shapeBin(8)] = 9e5, 1e5
	mean := func(s *shape, elapsed float64) (sum float64) {
		for _, x := range s.left(elapsed) {
			sum += x / courses
		}
		return sum
	}
	for _, c := range []struct {
		name          string
		past          [shapeBins]float64
		elapsed       float64
		least, atMost float64
	}{
		{"even, at the beginning", even, 0, 0.95, 1.15},
		{"even, half way", even, 0.5, 0.45, 0.65},
		{"uneven, at the beginning", uneven, 0, 0.9, 1.3},
		{"uneven, one of those that take long", uneven, 1, 6.5, 8},
		{"longer than any", even, 1e4, 0.6, 0.75},
	} {
		if got := mean(newShape(c.past), c.elapsed); got < c.least || got > c.atMost {
			t.Errorf("%s: %.2f of a mean is left, want %.2f to %.2f", c.name, got, c.least, c.atMost)
		}
	}
}

// A service that is counted by what it took of the settings' time comes to the bin of what it took of its mean.
func TestShapeOfDay(t *testing.T) {
	l := newLessons(newRoster(testVenue()), testVenue(), Day{Date: "2026-11-20"})
	for _, minutes := range []float64{2.5, 10, 40} {
		l.spread(0, duration(minutes*60), 1)
	}
	bins := l.shape(fit{mean: []float64{600, 600}, pace: 2})
	var want [shapeBins]int64
	for _, r := range []float64{0.125, 0.5, 2} {
		want[shapeBin(r*1.01)]++
	}
	if bins != want {
		t.Errorf("got %v, want %v", bins, want)
	}
}
