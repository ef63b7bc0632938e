package assets

import (
	"fmt"
	"time"
)

// Range says an estimated wait, on windows and on paper: in minutes as "10–20", and never without a range, since a single
// figure would sound like a promise; from three hours on as "3 小时以上". minutes tells that it is figures, to which the word
// for minutes belongs.
func Range(l Language, low, high time.Duration) (words string, minutes bool) {
	if n := ManyHours(low); n > 0 {
		return in(l, "look.range.hours", []any{"n", n}), false
	}
	from, to := int(low/time.Minute), int((high+time.Minute-1)/time.Minute)
	return fmt.Sprintf("%d–%d", from, max(to, from+1)), true
}
