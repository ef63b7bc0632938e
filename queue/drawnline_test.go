package queue_test

import (
	"context"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"paihao/queue"
)

// checkLine reads the line, or what a search finds, page by page, and compares the pages joined with what the clerk finds.
func (m *machine) checkLine(r *rapid.T) {
	ask := queue.Query{
		Search: rapid.SampledFrom([]string{"", "", "", "a", "Ａ０", " 0 1", "c", "2", "none"}).Draw(r, "search"),
		Count:  rapid.SampledFrom([]int{1, 2, 3, queue.MaxPage}).Draw(r, "page"),
	}
	for _, s := range m.options.Venue.Services {
		if rapid.IntRange(0, 3).Draw(r, "only") == 0 {
			ask.Services = append(ask.Services, s.ID, s.ID) // twice is once
		}
	}
	var want, got []string
	for _, i := range m.clerk.sought(ask.Search) {
		if len(ask.Services) == 0 || slices.Contains(ask.Services, m.clerk.page().slips[i].service) {
			want = append(want, m.clerk.lineOf(i))
		}
	}
	for ; ask.From == 0 || ask.From < len(want); ask.From += ask.Count {
		p, err := m.Line(context.Background(), ask)
		if err != nil || p.Total != len(want) || p.Revision != m.View().Revision {
			r.Fatalf("%+v: got %d at %d, %v, want %d at %d", ask, p.Total, p.Revision, err, len(want), m.View().Revision)
		}
		for _, s := range p.Tickets {
			got = append(got, standingLine(s))
		}
	}
	if !slices.Equal(got, want) {
		r.Fatalf("%+v: got\n%s\nwant\n%s", ask, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// sought is the line, or with a text all slips of the page with that in their numbers: those that wait first, as they do, then
// those that are still open, then the rest, what happened last first.
func (k *clerk) sought(text string) []int {
	found := k.page().line()
	if text == "" {
		return found
	}
	text = strings.ToUpper(strings.NewReplacer("Ａ", "a", "０", "0", " ", "").Replace(text))
	var here, gone []int
	for _, state := range []queue.State{queue.Called, queue.Serving, queue.Missed, queue.Held} {
		here = append(here, k.page().in(state)...)
	}
	for _, state := range []queue.State{queue.Done, queue.Cancelled, queue.Expired} {
		gone = append(gone, k.page().in(state)...)
	}
	for _, list := range [][]int{here, gone} {
		slices.SortFunc(list, func(i, j int) int { return k.page().slips[j].turn - k.page().slips[i].turn })
	}
	return slices.DeleteFunc(slices.Concat(found, here, gone), func(i int) bool {
		return !strings.Contains(k.page().slips[i].number, text)
	})
}

// checkNext finds that a counter called whom the view said it would call next.
func (m *machine) checkNext(r *rapid.T, c queue.Command, before queue.View, o queue.Outcome) {
	for _, counter := range before.Counters {
		if c.Verb != queue.CallNext || counter.ID != c.Counter || before.Day != m.View().Day {
			continue
		}
		if next := counter.Next; (next == nil) != (o.Ticket == nil) || next != nil && next.ID != o.Ticket.ID {
			r.Fatalf("next at %s: got %s, the view said %s", c.Counter, lineOrNone(o.Ticket), lineOrNone(next))
		}
	}
}
