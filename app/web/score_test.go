package web_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// Days that are over are scored, by service as the settings have them, within the span that is asked for.
func TestScoreDays(t *testing.T) {
	score := func(tickets int, off time.Duration, late, inside float64) queue.Score {
		return queue.Score{Tickets: tickets, Error: off, Bias: -off, Width: 10 * time.Minute, Late: late, Inside: inside}
	}
	over := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	days := []queue.Day{
		{Date: "2026-11-18", ClosedAt: over},                            // from before scores were kept
		{Date: "2026-11-19", ClosedAt: over, Summary: &queue.Summary{}}, // nobody came
		{Date: "2026-11-20", ClosedAt: over, Summary: &queue.Summary{Scores: map[string]queue.Score{
			"gone": score(1, 4*time.Minute, 1, 0), "social": score(1, 2*time.Minute, 0, 1), "general": score(2, 150400*time.Millisecond, 0, 1.0/3),
		}}},
		{Date: "2026-11-21", ClosedAt: over, Summary: &queue.Summary{Scores: map[string]queue.Score{"general": score(1, time.Minute, 0, 1)}}},
		{Date: "2026-11-22"},
	}
	services := []queue.ServiceView{{ID: "general", Name: "综合"}, {ID: "social", Name: "社保"}, {ID: "small", Name: "小桌"}}
	friday := web.ScoreDay{
		Day: "2026-11-20", Score: web.Score{Tickets: 4, Error: 165, Bias: -165, Width: 600, Late: 0.25, Inside: 0.5},
		Services: []web.ServiceScore{
			{ID: "general", Name: "综合", Score: web.Score{Tickets: 2, Error: 150, Bias: -150, Width: 600, Late: 0, Inside: 0.333}},
			{ID: "social", Name: "社保", Score: web.Score{Tickets: 1, Error: 120, Bias: -120, Width: 600, Late: 0, Inside: 1}},
			{ID: "gone", Name: "gone", Score: web.Score{Tickets: 1, Error: 240, Bias: -240, Width: 600, Late: 1, Inside: 0}},
		},
	}
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{"2026-11-01", "2026-11-30", []string{"2026-11-20", "2026-11-21"}},
		{"2026-11-21", "2026-11-21", []string{"2026-11-21"}},
		{"2026-11-22", "2026-11-30", nil},
		{"", "2026-11-20", []string{"2026-11-20"}},
	} {
		got := web.ScoreDays(days, c.from, c.to, services)
		var dates []string
		for _, d := range got {
			dates = append(dates, d.Day)
		}
		if !slices.Equal(dates, c.want) || got == nil {
			t.Errorf("from %q to %q: got %q, want %q and never nil", c.from, c.to, dates, c.want)
		}
		if len(got) > 0 && got[0].Day == friday.Day {
			if got, want := mustJSON(t, got[0]), mustJSON(t, friday); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A day of one ticket that waited is told of when it is over, and not before.
func TestStatisticsOfScores(t *testing.T) {
	var passed atomic.Int64
	now := func() time.Time { return morning.Add(time.Duration(passed.Load())) }
	d := mustDoorOf(t, queue.Options{Venue: hall(), Open: storetest.Memory().Open, Now: now}, web.LocalOptions{Tokens: tokens()})
	do := func(path, body string) { d.must(&struct{}{}, http.MethodPost, path, body) }
	want := func(parts ...string) {
		t.Helper()
		got := d.api(http.MethodGet, "statistics", "").body
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("got %s, want %s in it", got, part)
			}
		}
	}
	do("counters/1/open", "")
	do("tickets", `{"service":"general"}`)
	passed.Store(int64(3 * time.Minute))
	do("counters/1/next", "")
	want(`"scores":[]`)
	do("day/close", "")
	want(`"scores":[{"day":"2026-11-21","tickets":1,"error_s":`, `"services":[{"id":"general","name":"综合","tickets":1,"error_s":`)
}
