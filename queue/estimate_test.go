package queue

import (
	"fmt"
	"math"
	"strings"
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
	b.now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	b.apply(Change{Days: []Day{{Date: "2026-11-20"}}})
	for i, s := range waiting {
		mustApply(t, b, Command{Verb: Take, Service: string(s)}, fmt.Sprint(i))
	}
	return b
}

func mustApply(t *testing.T, b *Book, c Command, id string) {
	t.Helper()
	v, err := b.decide(c, moment{now: b.now, id: func() string { return id }})
	if err != nil {
		t.Fatalf("%s: %v", c.Verb, err)
	}
	b.apply(v.change)
}

// plainly leaves out all that is learned and drawn: what remains is the schedule of the settings' minutes.
var plainly = Forecast{Without: Parts()}

// TestSchedule is small halls in which everybody takes the setting's time, whose waits can be worked out by hand.
func TestSchedule(t *testing.T) {
	for _, c := range []struct {
		name     string
		counters []string
		closed   int    // so many of them, from the first on
		waiting  string // tickets by service, oldest first; the wait of one more is asked for
		busy     bool   // all open counters, since a moment, with somebody of the first service they serve
		asked    string
		want     float64 // minutes; −1 for shut
	}{
		{name: "nobody", counters: []string{"a"}, asked: "a", want: 0},
		{name: "no counter at all", counters: []string{"b"}, asked: "a", want: -1},
		{name: "counter closed", counters: []string{"a"}, closed: 1, waiting: "a", asked: "a", want: -1},
		{name: "only another's counter open", counters: []string{"a", "b"}, closed: 1, asked: "a", want: -1},
		{name: "unknown service", counters: []string{"a"}, asked: "z", want: -1},
		{name: "one ahead", counters: []string{"a"}, waiting: "a", asked: "a", want: 5},
		{name: "ten ahead", counters: []string{"a"}, waiting: "aaaaaaaaaa", asked: "a", want: 50},
		{name: "two counters", counters: []string{"a", "a"}, waiting: "aaaaaaaaaa", asked: "a", want: 25},
		{name: "one of two closed", counters: []string{"a", "a"}, closed: 1, waiting: "aaaa", asked: "a", want: 20},
		{name: "busy, nobody ahead", counters: []string{"a"}, busy: true, asked: "a", want: 5},
		{name: "two busy", counters: []string{"a", "a"}, busy: true, waiting: "aaaa", asked: "a", want: 15},
		// One counter for two lines calls all who came before.
		{name: "other line", counters: []string{"ab"}, waiting: "bbbb", asked: "a", want: 40},
		{name: "both lines", counters: []string{"ab"}, waiting: "aabb", asked: "a", want: 30},
		{name: "twins", counters: []string{"ab", "ab"}, waiting: "aabb", asked: "b", want: 15},
		{name: "passed by", counters: []string{"ab", "a"}, waiting: "bbbb", asked: "a", want: 0},
		{name: "helped", counters: []string{"ab", "b"}, waiting: "bbbb", asked: "a", want: 20},
		{name: "chain", counters: []string{"ab", "bc"}, waiting: "aaaacccc", asked: "b", want: 20},
		{name: "the shorter", counters: []string{"ab", "bc"}, waiting: "aaaac", asked: "b", want: 5},
		{name: "just more than are called one by one", counters: []string{"a"}, waiting: strings.Repeat("a", 17), asked: "a", want: 85},
		{name: "many", counters: []string{"a"}, waiting: strings.Repeat("a", 200), asked: "a", want: 1000},
		{name: "many of two lines", counters: []string{"ab"}, waiting: strings.Repeat("ab", 50), asked: "a", want: 750},
		{name: "more than a day", counters: []string{"a"}, waiting: strings.Repeat("a", 300), asked: "a", want: 1500},
		{name: "more than a week", counters: []string{"a"}, waiting: strings.Repeat("a", 3000), asked: "a", want: 7 * 24 * 60},
	} {
		b := mustBook(t, c.counters, c.waiting)
		b.forecasting = plainly
		for i := c.closed; i < len(c.counters); i++ {
			mustApply(t, b, Command{Verb: Open, Counter: fmt.Sprint(i)}, "")
			if c.busy {
				keepBusy(b, fmt.Sprint(i), c.counters[i][:1])
			}
		}
		got := -1.0
		if e := b.estimate(c.asked, Place{Seq: b.places + 1}, Ordinary); !e.Shut {
			got = e.Point.Minutes()
		}
		if math.Abs(got-c.want) > math.Abs(c.want)/50 {
			t.Errorf("%s: got %v minutes, want %v", c.name, got, c.want)
		}
	}
}

// keepBusy puts somebody at a counter who was called just now.
func keepBusy(b *Book, counter, service string) {
	id := "at " + counter
	b.tickets[id] = &Ticket{ID: id, Service: service, State: Called, Counter: counter, Steps: []Step{{What: Take, At: b.now}, {What: CallNext, At: b.now}}}
	b.current[counter] = id
}

// Who is called at once is told so; nobody else is told that there is no wait.
func TestNoWait(t *testing.T) {
	for waiting, want := range map[string]Range{"": {}, "a": {High: 10 * time.Minute}} {
		b := mustBook(t, []string{"a"}, waiting)
		mustApply(t, b, Command{Verb: Open, Counter: "0"}, "")
		if got := b.estimate("a", Place{Seq: b.places + 1}, Ordinary).Range(); got == nil || got.Low != 0 || (got.High == 0) != (want.High == 0) {
			t.Errorf("%q wait: got %v, want about %v", waiting, got, want)
		}
	}
}

// A service that was seen to last for some time is nearer to its end, and a forgotten one does not end before now.
func TestTimeSpent(t *testing.T) {
	b := mustBook(t, []string{"a"}, "a")
	mustApply(t, b, Command{Verb: Open, Counter: "0"}, "")
	keepBusy(b, "0", "a")
	at := b.tickets["at 0"]
	at.State, at.Steps = Serving, append(at.Steps, Step{What: Start, At: b.now})
	wait := func(spent time.Duration) time.Duration {
		return b.at(b.now.Add(spent)).estimate("a", Place{Seq: b.places + 1}, Ordinary).Point
	}
	fresh, along, over := wait(0), wait(4*time.Minute), wait(5*time.Hour)
	if along >= fresh || along < 5*time.Minute {
		t.Errorf("after 4 minutes: got %v, want less than the %v of the beginning, but the one before whole", along, fresh)
	}
	if over < 5*time.Minute {
		t.Errorf("after 5 hours: got %v, want the one before whole", over)
	}
	if back := wait(-time.Hour); back != fresh {
		t.Errorf("by a clock that was set back: got %v, want %v", back, fresh)
	}
}

// A wait never shrinks with the people ahead, and its range holds the computed wait.
func TestRounded(t *testing.T) {
	last := Range{}
	for wait := 0.0; wait < float64(3*time.Hour); wait += float64(7 * time.Second) {
		r := *rounded(Estimate{Low: time.Duration(wait / 2), Point: time.Duration(wait), High: time.Duration(wait * 2)})
		if r.Low%rangeRound != 0 || r.High%rangeRound != 0 || float64(r.Low) > wait || float64(r.High) < wait {
			t.Fatalf("rounded(%v): got %v, want whole five minutes around it", time.Duration(wait), r)
		}
		if r.Low < last.Low || r.High < last.High {
			t.Fatalf("rounded(%v): got %v, want not below %v", time.Duration(wait), r, last)
		}
		last = r
	}
}
