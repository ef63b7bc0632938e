package screen

import (
	"strings"
	"time"

	"paihao/app/look"
	"paihao/queue"
)

// closure is why no ticket is given out and when it is again, in words for customers.
type closure struct {
	speech            speech
	first, second     string
	firstAt, secondAt string // when it opens again; empty when nobody knows
}

// closureOf is why a service gives out no ticket.
func (m *moment) closureOf(reason queue.Reason, opens time.Time) *closure {
	if reason == "" {
		reason = queue.ByStaff
	}
	key := "screen.closed." + string(reason)
	if reason == queue.ByHours && m.ended(opens) {
		key = "screen.closed.ended"
	}
	c := &closure{speech: m.speech}
	c.first, c.second = m.say(key)
	if !opens.IsZero() {
		c.firstAt, c.secondAt = m.order(look.When(opens, m.now))
	}
	return c
}

// ended tells whether hours that begin again at opens are over for a day on which somebody came: not for lunch, and not on a
// day without any.
func (m *moment) ended(opens time.Time) bool {
	today := opens.In(m.now.Location()).Format(time.DateOnly) == m.now.Format(time.DateOnly)
	return !opens.IsZero() && !today && (m.begun || m.waiting() > 0)
}

// closedAll is why none of some services gives out a ticket, nil when one does. It opens again with the first of them; where
// they have different reasons none is named.
func (m *moment) closedAll(services []queue.ServiceView) *closure {
	if len(services) == 0 {
		return nil
	}
	reason, opens := services[0].Reason, time.Time{}
	for _, s := range services {
		if s.Open {
			return nil
		}
		if s.Reason != reason {
			reason = queue.ByStaff
		}
		if at := s.OpensAt; !at.IsZero() && (opens.IsZero() || at.Before(opens)) {
			opens = at
		}
	}
	return m.closureOf(reason, opens)
}

// when is when it opens again, empty when nobody knows.
func (c *closure) when() (first, second string) {
	if c.firstAt == "" {
		return "", ""
	}
	return c.speech.one("screen.closed.opens", "time", c.firstAt), c.speech.other("screen.closed.opens", "time", c.secondAt)
}

// again is when it opens again on two lines: the time and below it that it opens then or, where the time with its day is too
// wide, the day.
func (c *closure) again(size, width float32) (time, below string) {
	if space := strings.LastIndexByte(c.firstAt, ' '); space > 0 && look.Width(c.firstAt, size*leastSecond, true) > width {
		return c.firstAt[space+1:], c.firstAt[:space]
	}
	return c.firstAt, strings.TrimSpace(c.speech.one("screen.closed.again") + " " + c.speech.other("screen.closed.again"))
}
