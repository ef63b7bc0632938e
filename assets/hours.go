package assets

import "time"

// manyHours is from which wait on minutes are of no use to anybody.
const manyHours = 3 * time.Hour

// ManyHours is how many hours an estimated wait takes at least, to be told as "9 小时以上" instead of in minutes; 0 when
// minutes tell it better. Windows and chat ask it alike, so that they say the same of the same ticket.
func ManyHours(low time.Duration) int {
	if low < manyHours {
		return 0
	}
	return int(low / time.Hour)
}
