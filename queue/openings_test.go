package queue

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const clockHour = 3600

func shiftOf(from, to float64) Shift {
	return Shift{From: int64(from * clockHour), To: int64(to * clockHour)}
}

// office is a counter of past days: from 9 to 12 and from 13 to 17, when nobody waits any more.
func office(days int) habits {
	evening := shiftOf(13, 17)
	evening.Empty = true
	day := CounterSummary{Shifts: []Shift{shiftOf(9, 12), evening}, Breaks: []int64{300}}
	h := habits{}
	for range days {
		h.days = append(h.days, pastDay{1, []CounterSummary{day}})
	}
	return h
}

// planned tells stints in hours.
func planned(plan []stint) string {
	var list []string
	for _, s := range plan {
		list = append(list, fmt.Sprintf("%.2f-%.2f", s.from/clockHour, s.to/clockHour))
	}
	return strings.Join(list, " ")
}

func TestPlans(t *testing.T) {
	never := math.Inf(-1)
	for _, c := range []struct {
		name  string
		days  int
		state presence
		now   float64 // hours
		want  string
	}{
		{"nothing known, open", 0, presence{open: true, changed: 9 * clockHour, began: 9 * clockHour}, 10, "10.00-+Inf"},
		{"nothing known, closed", 0, presence{changed: never}, 10, ""},
		{"in the morning", 5, presence{changed: never}, 8, "9.00-12.00 13.00-+Inf"},
		{"before noon", 5, presence{open: true, changed: 9 * clockHour, began: 9 * clockHour}, 11, "11.00-12.00 13.00-+Inf"},
		{"lunch is overdue", 5, presence{open: true, changed: 9 * clockHour, began: 9 * clockHour}, 12.05, "12.05-12.13 13.00-+Inf"},
		{"at lunch", 5, presence{paused: true, changed: 12 * clockHour, began: 9 * clockHour}, 12.5, "13.00-+Inf"},
		{"back from lunch", 5, presence{open: true, changed: 13 * clockHour, began: 13 * clockHour}, 14, "14.00-+Inf"},
		{"a short break", 5, presence{paused: true, changed: 10 * clockHour, began: 9 * clockHour}, 10, "10.08-12.00 13.00-+Inf"},
		{"closed in the evening", 5, presence{changed: 17 * clockHour, began: 13 * clockHour}, 17.1, ""},
		{"the clock was wrong", 5, presence{open: true, changed: never, began: 0}, 300, "300.00-+Inf"},
	} {
		if got := planned(office(c.days).plan(c.state, c.now*clockHour)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Whatever past days were like, a plan goes forward from now, and is short.
func TestPlanOfAnything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		h, now := habits{}, rapid.Float64Range(-1e6, 1e6).Draw(r, "now")
		for range rapid.IntRange(0, 4).Draw(r, "days") {
			day := CounterSummary{}
			for range rapid.IntRange(0, 3).Draw(r, "shifts") {
				from := rapid.Int64Range(-1e5, 1e5).Draw(r, "from")
				day.Shifts = append(day.Shifts, Shift{from, from + rapid.Int64Range(1, 1e5).Draw(r, "long"), rapid.Bool().Draw(r, "empty")})
			}
			h.days = append(h.days, pastDay{1, []CounterSummary{day}})
		}
		p := presence{open: rapid.Bool().Draw(r, "open"), changed: now - rapid.Float64Range(0, 1e6).Draw(r, "since")}
		p.paused, p.began = !p.open && rapid.Bool().Draw(r, "paused"), p.changed
		plan, last := h.plan(p, now), now
		for _, s := range plan {
			if !(last <= s.from && s.from <= s.to) {
				r.Fatalf("got %v from %v on, want it to go forward", plan, now)
			}
			last = s.to
		}
		if len(plan) > openPlanned || p.open && plan[0].from != now {
			r.Fatalf("got %v from %v on", plan, now)
		}
	})
}
