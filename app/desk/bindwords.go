package desk

import (
	"time"

	"paihao/app/look"
	"paihao/queue"
)

// countsDown is how near its end a code has to be for its seconds to be counted.
const countsDown = time.Hour

// sayUntil is how long a code is good: a countdown near its end, else a time of day.
func (m *moment) sayUntil(end time.Time) string {
	left := end.Sub(m.now)
	switch {
	case end.IsZero():
		return ""
	case left > countsDown:
		return m.say("bind.until.later", "time", m.name(look.When(end, m.now.In(m.zone))))
	}
	return m.say("bind.until", "time", sayTimer(left+time.Second-1))
}

// sayAhead is how long the customer has to wait, or where the ticket is if it does not wait.
func (m *moment) sayAhead(t *queue.Standing) string {
	if t.State != queue.Waiting {
		return m.whereabouts(*t)
	}
	return m.say("bind.ahead", "n", t.Ahead, "wait", m.sayWait(t.Wait))
}

// sayEnd is the state of a ticket that is over; of a day that is over the ticket is expired.
func (m *moment) sayEnd(t *queue.Standing) string {
	if t == nil {
		return m.sayState(queue.Expired)
	}
	return m.sayState(t.State)
}
