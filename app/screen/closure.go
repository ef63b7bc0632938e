package screen

import (
	"time"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// closure is why no ticket is given out and when it is again, in words for customers.
type closure struct {
	zh, en     string
	atZH, atEN string // empty when nobody knows
}

// closureOf is why a service gives out no ticket.
func closureOf(reason queue.Reason, opens, now time.Time) *closure {
	if reason == "" {
		reason = queue.ByStaff
	}
	c := &closure{}
	c.zh, c.en = assets.Words("screen.closed." + string(reason))
	if !opens.IsZero() {
		c.atZH, c.atEN = look.When(opens, now)
	}
	return c
}

// closed is why none of some services gives out a ticket, nil when one does. It opens again with the first of them; where
// they have different reasons none is named.
func closed(services []queue.ServiceView, now time.Time) *closure {
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
	return closureOf(reason, opens, now)
}

// when is when it opens again, empty when nobody knows.
func (c *closure) when() (zh, en string) {
	if c.atZH == "" {
		return "", ""
	}
	return assets.Chinese("screen.closed.opens", "time", c.atZH), assets.English("screen.closed.opens", "time", c.atEN)
}

// comfort is when it opens again, or else that those who have a number are called.
func (c *closure) comfort() (zh, en string) {
	if zh, en = c.when(); zh == "" {
		return assets.Words("screen.closed.calls")
	}
	return zh, en
}
