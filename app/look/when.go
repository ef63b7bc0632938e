package look

import "time"

// When says a moment to come as people do, in Chinese and English: the time alone today, 明天 before it tomorrow, else the
// date. The zone is that of now.
func When(at, now time.Time) (zh, en string) {
	at = at.In(now.Location())
	clock := at.Format("15:04")
	switch day := at.Format(time.DateOnly); day {
	case now.Format(time.DateOnly):
		return clock, clock
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return Pair("look.when.tomorrow", "time", clock)
	}
	return Pair("look.when.date", "month", int(at.Month()), "day", at.Day(), "time", clock)
}
