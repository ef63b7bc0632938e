package queue_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"paihao/queue"
)

// entry is one step of a ticket in the book of a whole day.
type entry struct {
	ticket *queue.Ticket
	step   queue.Step
}

// audit reads the steps of a day's tickets like an auditor who was not there: each ticket went along the edges from its
// taking to where it is, each number was given out once, and each counter had one ticket at a time; but for a day on which
// something was undone, since a ticket that was brought back to its counter reads as if it had never left it.
func audit(f failer, tickets []queue.Ticket, undone bool) {
	f.Helper()
	var entries []entry
	numbers := map[string]bool{}
	for i := range tickets {
		t := &tickets[i]
		if numbers[t.Number] {
			f.Fatalf("audit: number %s was given out twice", t.Number)
		}
		numbers[t.Number] = true
		for _, s := range t.Steps {
			entries = append(entries, entry{t, s})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.step.Seq, b.step.Seq) })
	states, counters := map[string]queue.State{}, map[string]string{}
	for i, e := range entries {
		if i > 0 && entries[i-1].step.Seq == e.step.Seq {
			f.Fatalf("audit: step %d stands on %s and %s", e.step.Seq, entries[i-1].ticket.Number, e.ticket.Number)
		}
		follow(f, e, states)
		if !undone {
			occupy(f, e, counters)
		}
	}
	for _, t := range tickets {
		if states[t.ID] != t.State {
			f.Fatalf("audit: %s is %s, its steps lead to %s", t.Number, t.State, states[t.ID])
		}
	}
}

// follow takes one step along the edges.
func follow(f failer, e entry, states map[string]queue.State) {
	f.Helper()
	way, known := edges[e.step.What]
	switch e.step.What {
	case queue.Take:
		way.from, way.to, known = []queue.State{""}, queue.Waiting, true
	case queue.CallNext:
		way.from, way.to, known = []queue.State{queue.Waiting}, queue.Called, true
	case queue.Expire:
		way.from, way.to, known = []queue.State{queue.Missed}, queue.Expired, true
	}
	was := states[e.ticket.ID]
	if !known || !slices.Contains(way.from, was) {
		f.Fatalf("audit: step %d: %s of %s, which is %q", e.step.Seq, e.step.What, e.ticket.Number, was)
	}
	states[e.ticket.ID] = way.to
}

// occupy notes who is at which counter.
func occupy(f failer, e entry, counters map[string]string) {
	f.Helper()
	switch e.step.What {
	case queue.CallNext, queue.CallTicket, queue.Recall, queue.Start:
		if other := counters[e.step.Counter]; other != "" && other != e.ticket.ID {
			f.Fatalf("audit: step %d: %s of %s at counter %s, where another is", e.step.Seq, e.step.What, e.ticket.Number, e.step.Counter)
		}
		counters[e.step.Counter] = e.ticket.ID
	default:
		maps.DeleteFunc(counters, func(_, id string) bool { return id == e.ticket.ID })
	}
}

// checkStore reads what a restart would read: steps that an auditor accepts, the days and bindings that the clerk has, and
// nobody's openid but in bindings.
func (m *machine) checkStore(r *rapid.T) {
	saved, err := m.store.Load(context.Background())
	if err != nil {
		r.Fatalf("Load: %v", err)
	}
	audit(r, saved.Tickets, m.undone)
	var days, bonds, wantDays, wantBonds []string
	kept, err := m.store.Days(context.Background(), "", "9")
	if err != nil {
		r.Fatalf("Days: %v", err)
	}
	for _, d := range kept {
		days = append(days, fmt.Sprint(d.Date, d.Closed(), d.By, d.Reopened))
	}
	for _, p := range m.clerk.pages {
		wantDays = append(wantDays, fmt.Sprint(p.date, p.closed, p.by, p.reopened))
	}
	var contacts, codes, accounts []string
	for _, b := range saved.Bindings {
		if b.Account == "" {
			bonds = append(bonds, b.Day+" "+b.Customer.OpenID)
		} else {
			accounts = append(accounts, accountLine(b.Customer.OpenID, b.Account, b.User, b.At))
		}
	}
	for _, c := range saved.Contacts {
		contacts = append(contacts, contactLine(c))
	}
	for _, c := range saved.Codes {
		codes = append(codes, codeLine(c))
	}
	if got, want := turnLines(saved), m.clerk.turnLines(); !slices.Equal(got, want) {
		r.Fatalf("counters were turned %q, want %q", got, want)
	}
	m.compareLines(r, "the store", contacts, codes, accounts, dayTallies(kept))
	for _, b := range m.clerk.bonds {
		wantBonds = append(wantBonds, b.date+" "+b.customer)
	}
	for _, lists := range [][2][]string{{days, wantDays}, {bonds, wantBonds}} {
		slices.Sort(lists[0])
		slices.Sort(lists[1])
		if !slices.Equal(lists[0], lists[1]) {
			r.Fatalf("the store keeps %q, want %q", lists[0], lists[1])
		}
	}
	saved.Bindings, saved.Contacts = nil, nil
	checkSecrets(r, "the store", saved)
}

// turnLines is when counters were turned on the current day.
func turnLines(saved *queue.Saved) (lines []string) {
	for _, r := range saved.Counters {
		if r.Day == saved.Day {
			lines = append(lines, turnLine(r.ID, r.Turns))
		}
	}
	slices.Sort(lines)
	return lines
}

func (k *clerk) turnLines() (lines []string) {
	for counter, turns := range k.page().turns {
		lines = append(lines, turnLine(counter, turns))
	}
	slices.Sort(lines)
	return lines
}

func turnLine(counter string, turns []queue.Turn) string {
	for _, t := range turns {
		counter += fmt.Sprintf(" %s %s %v", clockText(t.At), t.State, t.Doubt)
	}
	return counter
}

// checkSecrets finds nobody's openid.
func checkSecrets(r *rapid.T, where string, v any) {
	text := mustText(r, v)
	for _, name := range names {
		if at := strings.Index(text, name); at >= 0 {
			r.Fatalf("%s holds an openid: …%s…", where, text[max(0, at-80):at+20])
		}
	}
}
