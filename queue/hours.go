package queue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Hours is when a service gives out tickets, through the week. The zero value is always.
type Hours struct {
	text  string
	spans []span
}

// span is one opening, in minutes since the midnight that begins Sunday. One that passes Saturday's midnight ends above
// the week.
type span struct{ from, to int }

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
)

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseHours reads opening hours such as "Mon-Fri 09:00-12:00,13:30-17:00; Sat 09:00-12:00". Days are Sun Mon Tue Wed Thu
// Fri Sat, single, as a range (Fri-Mon passes the weekend) or as a list (Mon,Wed); without days the times hold for all.
// A time that ends before it begins passes midnight; 24:00 is midnight. An empty text is always open.
func ParseHours(text string) (Hours, error) {
	h := Hours{text: strings.TrimSpace(text)}
	if h.text == "" {
		return h, nil
	}
	for part := range strings.SplitSeq(h.text, ";") {
		if err := h.add(strings.Fields(part)); err != nil {
			return Hours{}, fmt.Errorf("hours %q: %w", text, err)
		}
	}
	slices.SortFunc(h.spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i, s := range h.spans {
		next := h.spans[(i+1)%len(h.spans)].from
		if i+1 == len(h.spans) {
			next += weekMinutes
		}
		if s.to > next && len(h.spans) > 1 {
			return Hours{}, fmt.Errorf("hours %q: two times overlap", text)
		}
	}
	return h, nil
}

// add reads one part: days, which may be left out, and times.
func (h *Hours) add(words []string) error {
	days := []int{0, 1, 2, 3, 4, 5, 6}
	switch len(words) {
	case 1:
	case 2:
		var err error
		if days, err = parseDays(words[0]); err != nil {
			return err
		}
	default:
		return fmt.Errorf("want days and times such as Mon-Fri 09:00-17:00")
	}
	for times := range strings.SplitSeq(words[len(words)-1], ",") {
		from, to, ok := parseTimes(times)
		if !ok {
			return fmt.Errorf("%q is no time such as 09:00-17:00", times)
		}
		for _, d := range days {
			h.spans = append(h.spans, span{d*dayMinutes + from, d*dayMinutes + to})
		}
	}
	return nil
}

func parseDays(text string) (days []int, err error) {
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(part, "-")
		if !ranged {
			last = first
		}
		from, to := slices.Index(weekdays, strings.ToLower(first)), slices.Index(weekdays, strings.ToLower(last))
		if from < 0 || to < 0 {
			return nil, fmt.Errorf("%q is no day such as Mon or Mon-Fri", part)
		}
		for d := from; ; d = (d + 1) % 7 {
			if slices.Contains(days, d) {
				return nil, fmt.Errorf("%s stands twice", weekdays[d])
			}
			if days = append(days, d); d == to {
				break
			}
		}
	}
	return days, nil
}

// parseTimes reads 09:00-17:00 as minutes of the day; the end may lie in the next one.
func parseTimes(text string) (from, to int, ok bool) {
	first, last, ok := strings.Cut(text, "-")
	from, okFrom := parseTime(first)
	to, okTo := parseTime(last)
	if !ok || !okFrom || !okTo || from == to || from == dayMinutes {
		return 0, 0, false
	}
	if to < from {
		to += dayMinutes
	}
	return from, to, true
}

func parseTime(text string) (minutes int, ok bool) {
	if text == "24:00" {
		return dayMinutes, true
	}
	t, err := time.Parse("15:04", text)
	return t.Hour()*60 + t.Minute(), err == nil && len(text) == len("15:04")
}

// String is the text the hours were read from.
func (h Hours) String() string { return h.text }

// Always tells whether there is no hour at which it is closed by the clock.
func (h Hours) Always() bool { return len(h.spans) == 0 }

// Open tells whether t lies within the hours. The wall clock at t's location counts, so t must be in the venue's zone.
func (h Hours) Open(t time.Time) bool {
	minute := int(t.Weekday())*dayMinutes + minuteOf(t)
	return h.Always() || slices.ContainsFunc(h.spans, func(s span) bool {
		return s.from <= minute && minute < s.to || s.from <= minute+weekMinutes && minute+weekMinutes < s.to
	})
}

// OpensAt is when they next open after t, in t's location; t itself when they are open then.
func (h Hours) OpensAt(t time.Time) time.Time {
	if h.Open(t) {
		return t
	}
	y, m, d := t.Date()
	for day := range 9 { // a week, and a day when the hour of opening falls out for summer time
		var first time.Time
		for _, s := range h.spans {
			if s.from/dayMinutes != (int(t.Weekday())+day)%7 {
				continue
			}
			at := h.exact(time.Date(y, m, d+day, 0, s.from%dayMinutes, 0, 0, t.Location()), s.from%dayMinutes, t)
			if at.After(t) && (first.IsZero() || at.Before(first)) {
				first = at
			}
		}
		if !first.IsZero() {
			return first
		}
	}
	return time.Time{}
}

// exact is the moment of an opening at a minute of the day that time.Date took for at. In the night in which clocks go
// forward that minute may not exist; then it is the first one after that is open, and none when the whole span falls out. In
// the night in which they go back it comes twice, and the first time after t counts.
func (h Hours) exact(at time.Time, minute int, t time.Time) time.Time {
	early := at.Add(-time.Hour)
	switch {
	case minuteOf(early) == minute && early.After(t):
		return early
	case minuteOf(at) == minute:
		return at
	}
	for i := range 3 * 60 {
		if next := early.Add(time.Duration(i) * time.Minute); h.Open(next) {
			return next
		}
	}
	return time.Time{}
}

func minuteOf(t time.Time) int { return t.Hour()*60 + t.Minute() }
