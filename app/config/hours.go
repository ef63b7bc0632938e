package config

import (
	"time"

	"paihao/queue"
)

// longestHours is room for seven days that all differ, with three openings each.
const longestHours = 300

// hoursKey takes what queue.ParseHours does, and says what of it was not understood.
func hoursKey(p *queue.Hours) key {
	return key{name: "hours", read: func(r *reading, path string, v value) {
		if !v.isText() || len(v.text) > longestHours || !isGraphic(v.text) {
			r.refuse(path, v, wantHours)
			return
		}
		hours, err := queue.ParseHours(v.text)
		if err != nil {
			r.add(v.place, path, foundHours(err), wantHours)
			return
		}
		*p = hours
	}}
}

// agreeHours refuses a business day that starts while tickets are given out: the numbers would begin anew in the middle of
// a line, and its tickets would end. Empty hours pass: who is always open has no better moment.
func (r *reading) agreeHours() {
	start := r.settings.Venue.DayStarts
	if r.wrong("venue.day_starts") {
		return
	}
	for i, s := range r.settings.Services {
		if path := item("service", i, "hours"); openOver(s.Hours, start) {
			r.add(r.at(path), path, foundOpenAt(s.Hours.String(), start), wantHoursApart)
		}
	}
}

// openOver tells whether on some weekday the hours go on over a time of day. They may begin or end with it.
func openOver(h queue.Hours, clock time.Duration) bool {
	for day := range 7 {
		t := time.Date(2026, 1, 4+day, 0, 0, int(clock/time.Second), 0, time.UTC)
		if !h.Always() && h.Open(t) && h.Open(t.Add(-time.Minute)) {
			return true
		}
	}
	return false
}
