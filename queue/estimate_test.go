package queue

import (
	"fmt"
	"testing"
	"time"
)

// mustBook is a book of services a (5 minutes), b (10 minutes) and c, and of counters named after what they serve, with
// tickets waiting in the order given.
func mustBook(t *testing.T, counters []string, waiting string) *Book {
	t.Helper()
	v := &Venue{Zone: time.UTC, Services: []Service{
		{ID: "a", Prefix: "A", Digits: 3, Minutes: 5}, {ID: "b", Prefix: "B", Digits: 3, Minutes: 10}, {ID: "c", Prefix: "C", Digits: 3, Minutes: 5},
	}}
	for i, services := range counters {
		c := Counter{ID: fmt.Sprint(i)}
		for _, s := range services {
			c.Services = append(c.Services, string(s))
		}
		v.Counters = append(v.Counters, c)
	}
	if err := v.Validate(); err != nil {
		t.Fatalf("Validate: %v", err)
	}
	b := newBook(v)
	b.apply(Change{Days: []Day{{Date: "2026-11-20"}}})
	for i, s := range waiting {
		mustApply(t, b, Command{Verb: Take, Service: string(s)}, fmt.Sprint(i))
	}
	return b
}

func mustApply(t *testing.T, b *Book, c Command, id string) {
	t.Helper()
	v, err := b.decide(c, moment{id: func() string { return id }})
	if err != nil {
		t.Fatalf("%s: %v", c.Verb, err)
	}
	b.apply(v.change)
}

func TestWait(t *testing.T) {
	for _, c := range []struct {
		name     string
		counters []string
		closed   int    // so many of them, from the first on
		waiting  string // tickets by service, oldest first; the wait of one more is asked for
		busy     bool   // all open counters
		asked    string
		want     string // minutes
	}{
		{name: "nobody", counters: []string{"a"}, asked: "a", want: "0-0"},
		{name: "no counter at all", counters: []string{"b"}, asked: "a", want: "none"},
		{name: "counter closed", counters: []string{"a"}, closed: 1, waiting: "a", asked: "a", want: "none"},
		{name: "only another's counter open", counters: []string{"a", "b"}, closed: 1, asked: "a", want: "none"},
		{name: "one ahead", counters: []string{"a"}, waiting: "a", asked: "a", want: "0-10"},                             // 5: 3 to 7.5
		{name: "ten ahead", counters: []string{"a"}, waiting: "aaaaaaaaaa", asked: "a", want: "30-75"},                   // 50
		{name: "two counters", counters: []string{"a", "a"}, waiting: "aaaaaaaaaa", asked: "a", want: "15-40"},           // 25
		{name: "one of two closed", counters: []string{"a", "a"}, closed: 1, waiting: "aaaa", asked: "a", want: "10-30"}, // 20
		{name: "busy, nobody ahead", counters: []string{"a"}, busy: true, asked: "a", want: "0-5"},                       // 5/2
		{name: "two busy", counters: []string{"a", "a"}, busy: true, waiting: "aaaa", asked: "a", want: "5-20"},          // 10 + 5/3
		// One counter for two lines works off both before somebody who comes now.
		{name: "other line", counters: []string{"ab"}, waiting: "bbbb", asked: "a", want: "20-60"},        // 40
		{name: "both lines", counters: []string{"ab"}, waiting: "aabb", asked: "a", want: "15-45"},        // 30
		{name: "twins", counters: []string{"ab", "ab"}, waiting: "aabb", asked: "b", want: "5-25"},        // 15
		{name: "helped", counters: []string{"ab", "b"}, waiting: "bbbb", asked: "a", want: "10-30"},       // 20
		{name: "passed by", counters: []string{"ab", "a"}, waiting: "bbbb", asked: "a", want: "0-0"},      // the second comes at once
		{name: "chain", counters: []string{"ab", "bc"}, waiting: "aaaacccc", asked: "b", want: "10-30"},   // 20 at either
		{name: "the shorter", counters: []string{"ab", "bc"}, waiting: "aaaac", asked: "b", want: "0-10"}, // 5 at the second
	} {
		b := mustBook(t, c.counters, c.waiting)
		for i := c.closed; i < len(c.counters); i++ {
			mustApply(t, b, Command{Verb: Open, Counter: fmt.Sprint(i)}, "")
			if c.busy {
				b.current[fmt.Sprint(i)] = "somebody"
			}
		}
		got := "none"
		if w := b.wait(c.asked, Place{Seq: b.places + 1}); w != nil {
			got = fmt.Sprintf("%g-%g", w.Low.Minutes(), w.High.Minutes())
		}
		if got != c.want {
			t.Errorf("%s: got %s minutes, want %s", c.name, got, c.want)
		}
	}
}

// A wait never shrinks with the people ahead, and its range holds the computed wait.
func TestRounded(t *testing.T) {
	last := Range{}
	for wait := 0.0; wait < float64(3*time.Hour); wait += float64(7 * time.Second) {
		r := *rounded(Estimate{Low: time.Duration(wait * plainLow), Point: time.Duration(wait), High: time.Duration(wait * plainHigh)})
		if r.Low%rangeRound != 0 || r.High%rangeRound != 0 || float64(r.Low) > wait || float64(r.High) < wait {
			t.Fatalf("rounded(%v): got %v, want whole five minutes around it", time.Duration(wait), r)
		}
		if r.Low < last.Low || r.High < last.High {
			t.Fatalf("rounded(%v): got %v, want not below %v", time.Duration(wait), r, last)
		}
		last = r
	}
}

func TestPace(t *testing.T) {
	repeat := func(n int, d time.Duration) (list []time.Duration) {
		for range n {
			list = append(list, d)
		}
		return list
	}
	for _, c := range []struct {
		name string
		took []time.Duration
		want time.Duration
	}{
		{"none yet", nil, 6 * time.Minute},
		{"one", []time.Duration{12 * time.Minute}, 7 * time.Minute},
		{"too short counts for nothing", repeat(9, paceLeast-1), 6 * time.Minute},
		{"just long enough", []time.Duration{paceLeast}, (30*time.Minute + paceLeast) / 6},
		{"before its call", []time.Duration{-time.Hour}, 6 * time.Minute},
		{"a forgotten finish", []time.Duration{10 * time.Hour}, (30 + 24) * time.Minute / 6},
		{"only the newest", append(repeat(30, 20*time.Minute), repeat(paceKept, 6*time.Minute)...), 6 * time.Minute},
	} {
		p := newPace(6 * time.Minute)
		for i, d := range c.took {
			p.learn(uint64(i), d)
		}
		if got := p.mean; got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
