package take

import (
	"slices"
	"time"
)

// countdown is how many seconds before it goes back a page says so; the result says it all the time.
const countdown = 10

// wind wakes Follow when the picture changes by itself, if nothing else wakes it before.
func (w *Window) wind(now time.Time) {
	if w.timer != nil && w.o.Tick == nil {
		w.timer.Reset(w.due(now).Sub(now))
	}
}

// due is when that is: at the next minute of the clock, or before.
func (w *Window) due(now time.Time) time.Time {
	at := []time.Time{now.Truncate(time.Minute).Add(time.Minute)}
	if !w.heard.IsZero() {
		at = append(at, w.heard.Add(staleAfter))
	}
	if !w.resting() {
		at = append(at, w.nextSecond(now))
	}
	if w.wish != nil && w.wish.asking {
		at = append(at, w.wish.at.Add(patience))
	}
	if w.result != nil {
		at = append(at, w.result.codeAgain)
	}
	at = append(at, w.help.until, w.view.Health.HelpAt.Add(helpAgain))
	at = slices.DeleteFunc(at, func(t time.Time) bool { return !t.After(now) })
	return slices.MinFunc(at, time.Time.Compare)
}

// nextSecond is when the seconds change that a page shows, or when it begins to show them.
func (w *Window) nextSecond(now time.Time) time.Time {
	until := w.quietUntil()
	left := seconds(until.Sub(now))
	if w.journey.page != pageResult && left > countdown {
		return until.Add(-countdown * time.Second)
	}
	return until.Add(-time.Duration(left-1) * time.Second)
}
