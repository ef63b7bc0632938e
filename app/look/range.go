package look

import (
	"fmt"
	"time"

	"paihao/assets"
)

// Range says an estimated wait: in minutes as "10–20", and never without a range, since a single figure would sound like a
// promise; from three hours on as "3 小时以上". minutes tells that it is figures, to which the word for minutes belongs.
func Range(l assets.Language, low, high time.Duration) (words string, minutes bool) {
	if n := assets.ManyHours(low); n > 0 {
		return Say(l, "look.range.hours", "n", n), false
	}
	from, to := int(low/time.Minute), int((high+time.Minute-1)/time.Minute)
	return fmt.Sprintf("%d–%d", from, max(to, from+1)), true
}
