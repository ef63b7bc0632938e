package queue

import "time"

const (
	// longestRest is how long a venue may have rested for its clock to be believed without another witness.
	longestRest = 36 * time.Hour
	// clockSlack is by how much a clock may be set back, and differ from WeChat's, without being in doubt.
	clockSlack = 10 * time.Minute
)

// timekeeper makes the queue's time of what the machine's clock says. The queue's time never goes back, but for staff or
// WeChat who say that the clock is right, and does not follow a clock into another age.
//
// The rule: the clock is followed as long as it moves forward by less than longestRest between two readings, or further in
// either direction when WeChat tells the same time. A clock that was set back is waited for otherwise: the queue's time runs
// at half speed until the clock has caught up. A clock that leaps too far is not followed at all: the queue's time goes on
// by the time that has passed. The clock is in doubt after a leap either way, and while WeChat tells another time.
type timekeeper struct {
	last  time.Time // the newest time of the queue
	raw   time.Time // the reading behind it, with its monotonic part where there is one
	heard time.Time // what WeChat's clock said
	at    time.Time // and the reading when it did
}

// read is the queue's time at a reading of the clock.
func (k *timekeeper) read(raw time.Time) (now time.Time, doubt bool) {
	passed := raw.Sub(k.raw)
	if k.raw.IsZero() || passed < 0 || passed >= longestRest {
		passed = 0 // nobody knows
	}
	k.raw = raw
	wall := raw.Round(0)
	same, known := k.witness(raw)
	switch ahead := wall.Sub(k.last); {
	case k.last.IsZero():
		k.last, doubt = wall, known && !same
	case ahead < 0 && (ahead >= -clockSlack || !same):
		k.last, doubt = k.last.Add(passed/2), ahead < -clockSlack
	case ahead < longestRest, same:
		k.last, doubt = wall, known && !same
	default:
		k.last, doubt = k.last.Add(passed), true
	}
	return k.last, doubt
}

// witness tells whether WeChat's clock is known, and whether it says the same as a reading.
func (k *timekeeper) witness(raw time.Time) (same, known bool) {
	if k.heard.IsZero() {
		return false, false
	}
	differ := raw.Round(0).Sub(k.heard.Add(raw.Sub(k.at)))
	return differ.Abs() <= clockSlack, true
}

// hear takes up what WeChat's clock says at a reading of ours.
func (k *timekeeper) hear(heard, raw time.Time) { k.heard, k.at = heard.Round(0), raw }

// trust sets the queue's time to the clock, on the word of staff.
func (k *timekeeper) trust() { k.last = k.raw.Round(0) }

// glance is what the machine's clock said, with its monotonic part where there is one, and what the queue's time was then.
type glance struct{ raw, now time.Time }

// ahead is by how much the queue's time was ahead of the machine's clock.
func (g glance) ahead() time.Duration { return g.now.Sub(g.raw.Round(0)) }

// at is the queue's time at a later reading of the clock, without a decision between them.
func (g glance) at(raw time.Time) time.Time {
	if passed := raw.Sub(g.raw); 0 < passed && passed < longestRest {
		return g.now.Add(passed)
	}
	return g.now // nobody knows how long it was
}
