package core

import (
	"slices"
	"time"

	"paihao/queue"
)

// dayLong is the reasons that go with the day, also where nobody knows when the next one begins.
var dayLong = []queue.Reason{queue.ByDay, queue.ByQuota, queue.ByNumbers}

// limit says to a customer why there is no ticket now, and from when on there is one, as far as anybody knows.
func (w words) limit(e *queue.LimitError, now time.Time) string {
	service, _ := w.venue.Service(e.Service)
	return both(func(l language) string {
		text := l.say("limit."+string(e.Reason()), "service", l.name(service.Name, service.NameEN), "n", e.Most)
		switch {
		case !e.Until.IsZero():
			text += l.say("limit.until", "when", w.when(l, e.Until, now))
		case slices.Contains(dayLong, e.Reason()):
			text += l.say("limit.tomorrow")
		}
		return text
	})
}

// when is a time to come as people of the venue say it.
func (w words) when(l language, t, now time.Time) string {
	return when(t.In(w.venue.Zone), now.In(w.venue.Zone), l.say)
}

// when is a time to come as people say it now, both in the venue's zone: today, tomorrow, by the weekday while that is
// clear, and else by the date. It is told to the minute, and never too early.
func when(t, now time.Time, say func(string, ...any) string) string {
	if whole := t.Truncate(time.Minute); whole.Before(t) {
		t = whole.Add(time.Minute)
	}
	args := []any{
		"time", t.Format("15:04"), "weekday", say("screen.weekday." + string('0'+rune(t.Weekday()))), "month", int(t.Month()), "day", t.Day(),
	}
	switch days := date(t).Sub(date(now)) / (24 * time.Hour); {
	case days <= 0:
		return say("when.today", args...)
	case days == 1:
		return say("when.tomorrow", args...)
	case days < 7:
		return say("when.weekday", args...)
	}
	return say("when.date", args...)
}

// date is the midnight of a time's date where all days have 24 hours.
func date(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
