package take

import (
	"errors"
	"time"

	"paihao/app/look"
	"paihao/queue"
)

// closure is why no ticket is given out, and when it is again.
type closure struct{ why, when phrase }

// closed is why a service gives out no ticket.
func (m *moment) closed(s queue.ServiceView) closure { return m.closure(s.Reason, s.OpensAt) }

func (m *moment) closure(reason queue.Reason, opens time.Time) closure {
	if reason == "" {
		reason = queue.ByStaff
	}
	c := closure{why: m.say("take.closed." + string(reason)), when: m.say("take.closed." + string(reason) + ".do")}
	if opens.After(m.now) {
		c.when = m.again(opens)
	}
	return c
}

// again is when to come again.
func (m *moment) again(at time.Time) phrase {
	zh, en := look.When(at, m.now)
	when := m.name(zh, en)
	p := phrase{first: look.Say(m.first, "take.again.at", "time", when.first)}
	if m.second != "" {
		other := when.second
		if other == "" {
			other = when.first
		}
		p.second = look.Say(m.second, "take.again.at", "time", other)
	}
	return p
}

// allClosure is why none of the services gives out a ticket. Where they have different reasons none is named; it opens again
// with the first of them.
func (m *moment) allClosure() closure {
	reason, opens := m.services[0].Reason, time.Time{}
	for _, s := range m.services {
		if s.Reason != reason {
			reason = queue.ByStaff
		}
		if at := s.OpensAt; at.After(m.now) && (opens.IsZero() || at.Before(opens)) {
			opens = at
		}
	}
	return m.closure(reason, opens)
}

// refusal is why there is no ticket, in words for customers: what happened, and what to do.
func (m *moment) refusal(err error, unsure bool) closure {
	var limit *queue.LimitError
	switch {
	case unsure:
		return closure{m.say("take.unsure"), m.say("take.unsure.do")}
	case errors.As(err, &limit):
		return m.closure(limit.Reason(), limit.Until)
	case errors.Is(err, queue.ErrParty):
		return closure{m.say("take.no_table"), m.say("take.no_table.do")}
	}
	c := closure{why: m.say("take.failed"), when: phrase{first: m.words(m.first, err)}}
	if m.second != "" {
		c.when.second = m.words(m.second, err)
	}
	return c
}
