package queue

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whoever has more people ahead in a line waits no less: an estimate never falls when somebody joins before.
func TestNobodyGainsByMore(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(r, "counters")
		b := mustLine(t, n, rapid.IntRange(0, 80).Draw(r, "waiting"))
		for c := range n {
			if rapid.Bool().Draw(r, "busy") {
				keepBusy(b, fmt.Sprint(c), "a")
			}
		}
		b = b.at(b.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(r, "seconds")) * time.Second))
		last := Estimate{}
		for i := range b.line("a").len() {
			p, _, _ := b.line("a").at(i)
			e := b.estimate("a", p, Ordinary)
			if !e.Valid() || e.Point < last.Point {
				r.Fatalf("with %d ahead: got %+v, with one less %+v", i, e, last)
			}
			last = e
		}
	})
}

// mustLine is a hall of some counters for one line in which so many wait.
func mustLine(t *testing.T, counters, waiting int) *Book {
	t.Helper()
	list := make([]string, counters)
	for i := range list {
		list[i] = "a"
	}
	b := mustBook(t, list, "")
	for i := range list {
		mustApply(t, b, Command{Verb: Open, Counter: fmt.Sprint(i)}, "")
	}
	for i := range waiting {
		mustApply(t, b, Command{Verb: Take, Service: "a"}, fmt.Sprint(i))
	}
	return b
}

// What was read once for one of a page is the same for the next as if each had been asked for alone.
func TestKeptPlays(t *testing.T) {
	b := mustBook(t, []string{"ab", "bc", "ca"}, "")
	for i := range 3 {
		mustApply(t, b, Command{Verb: Open, Counter: fmt.Sprint(i)}, "")
	}
	for i := range 90 {
		mustApply(t, b, Command{Verb: Take, Service: string("abbcaaacb"[i%9]), Class: Class(i % 5 / 4)}, fmt.Sprint(i))
	}
	page := b.at(b.now)
	for _, ticket := range b.issued {
		got, want := page.estimate(ticket.Service, ticket.Place, ticket.Class), b.estimate(ticket.Service, ticket.Place, ticket.Class)
		if got != want {
			t.Errorf("%s: got %+v, alone %+v", ticket.ID, got, want)
		}
	}
}
