package queue_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
)

// FuzzNonsense opens a queue on records whose forecast, summary and turns are of any kind that JSON can hold: the day goes on
// with its tickets and counters, ends, and no figure that comes of it makes no sense.
func FuzzNonsense(f *testing.F) {
	for _, seed := range [][3]string{
		{`{"low":1,"point":2,"high":3}`, `{"scores":{"general":{"tickets":3,"error":60000000000,"bias":-1,"width":5,"late":0.5,"inside":1}}}`, `[{"at":"2026-11-20T09:00:00+08:00","state":"open"}]`},
		{`{"low":-1,"point":-2,"high":-3}`, `{"scores":{"general":{"tickets":-3}}}`, `[{"state":"dance"}]`},
		{`{"high":9223372036854775807}`, `{"scores":{"":{"tickets":9223372036854775807,"error":-9223372036854775808,"late":1e308}}}`, `[{},{},{"state":"open"}]`},
		{`{"low":9223372036854775807,"point":-9223372036854775808,"shut":true}`, `{"scores":{"a":{"tickets":1,"error":9223372036854775807},"b":{"tickets":4194304,"error":315360000000000000}}}`, `[{"at":"9999-12-31T23:59:59Z","state":"paused","doubt":true}]`},
		{`null`, `{}`, `[]`},
		{`null`, `{"served":{"general":{"n":4294967296,"t":0}},"left":{"n":4294967296,"t":0}}`, `[]`},
		{`null`, `{"served":{"general":{"n":1,"t":72057594037927936}},"misses":{"n":1,"t":72057594037927936}}`, `[]`},
		{`null`, `{"walks":{"n":1,"t":72057594037927936},"misfits":[1,1e6],"urgent":[4294967296],"urgent_of":{"general":4294967296}}`, `[]`},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, told, summary, turns string) {
		var estimate *queue.Estimate
		var taught *queue.Summary
		r := queue.CounterRecord{ID: "1", Day: "2026-11-20", State: queue.CounterOpen}
		for text, into := range map[string]any{told: &estimate, summary: &taught, turns: &r.Turns} {
			if json.Unmarshal([]byte(text), into) != nil {
				t.Skip("no store gives that")
			}
		}
		r.Before = r.Turns
		ticket := queue.Ticket{
			ID: "a", Day: r.Day, Number: "A001", Prefix: "A", Serial: 1, Service: "general", State: queue.Waiting, Came: 1,
			Place: queue.Place{Seq: 1}, Told: estimate, Steps: []queue.Step{{Seq: 1, What: queue.Take, At: noon.Add(-time.Hour), Service: "general"}},
		}
		store := storetest.Memory()
		s, err := store.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		past := queue.Day{Date: "2026-11-19", Seq: 1, ClosedAt: noon.Add(-20 * time.Hour), Summary: taught}
		err = s.Commit(t.Context(), 0, []queue.Change{{
			At: noon.Add(-time.Hour), Days: []queue.Day{past, {Date: r.Day, Seq: 2}}, Tickets: []queue.Ticket{ticket}, Counters: []queue.CounterRecord{r},
		}})
		if err != nil {
			t.Skip("no store keeps that")
		}
		s.Close()
		v := venue()
		v.Rules.Priority, v.Rules.MaxPriorityDelay = queue.Ratio{Priority: 1, Ordinary: 2}, time.Hour
		playNonsense(t, queue.Options{Venue: v, Open: store.Open, Now: func() time.Time { return noon }})
	})
}

// playNonsense goes through the day, and through a restart.
func playNonsense(t *testing.T, o queue.Options) {
	t.Helper()
	var taken string
	for restart := range 2 {
		q, err := queue.New(context.Background(), o)
		if err != nil {
			t.Fatalf("New: %v", err)
		}
		commands := []queue.Command{
			{Verb: queue.Take, Service: "general"},
			{Verb: queue.CallNext, Counter: "1"},
			{Verb: queue.Pause, Counter: "1"},
			{Verb: queue.CloseDay},
			{Verb: queue.Undo, Undoes: queue.DayClosing},
			{Verb: queue.Open, Counter: "1"},
			{Verb: queue.CloseDay},
		}
		for _, c := range commands[:len(commands)*(1-restart)] {
			done, err := q.Do(context.Background(), c)
			if err != nil {
				t.Errorf("%s: %v", c.Verb, err)
			}
			if c.Verb == queue.Take && done.Ticket != nil {
				taken = done.Ticket.ID
			}
		}
		q.Look(func(b *queue.Book) {
			if told, ok := b.Told(taken); ok && (!told.Valid() || told.High > 100*24*time.Hour) {
				t.Errorf("told %+v", told)
			}
		})
		v := q.View()
		if v.Day != "2026-11-20" || v.Totals[queue.Done]+v.Totals[queue.Expired]+v.Totals[queue.Called] != 2 {
			t.Errorf("got %s with %v, want 2026-11-20 with two tickets", v.Day, v.Totals)
		}
		if v.Score != nil {
			for service, score := range v.Score.Services {
				if !score.Valid() {
					t.Errorf("score of %q: %+v", service, score)
				}
			}
			if v.Score.Error < 0 || v.Score.Width < 0 || !(v.Score.Late >= 0 && v.Score.Late <= 1 && v.Score.Inside >= 0 && v.Score.Inside <= 1) {
				t.Errorf("score of the day: %+v", v.Score)
			}
		}
		mustText(t, v)
		if err := q.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
}
