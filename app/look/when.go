package look

import (
	"time"

	"paihao/assets"
)

// When says a moment to come as people do, in Chinese and English: the time alone today, 明天 before it tomorrow, else the
// date, in English with the month's name, since 4/1 is read in two ways. The zone is that of now.
func When(at, now time.Time) (zh, en string) {
	at = at.In(now.Location())
	clock := at.Format("15:04")
	switch day := at.Format(time.DateOnly); day {
	case now.Format(time.DateOnly):
		return clock, clock
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return Pair("look.when.tomorrow", "time", clock)
	}
	const key = "look.when.date"
	return Say(assets.ZH, key, "month", int(at.Month()), "day", at.Day(), "time", clock),
		Say(assets.EN, key, "month", at.Format("Jan"), "day", at.Day(), "time", clock)
}
