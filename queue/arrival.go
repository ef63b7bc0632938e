package queue

import (
	"cmp"
	"slices"
	"time"
)

// arrival is the ticket's rank of arrival, as a place of its own. It is the same wherever the ticket waits.
func (t *Ticket) arrival() Place {
	if t.Came == 0 {
		return t.Place // of a ticket from before that was kept
	}
	return Place{Seq: t.Came}
}

// oldest is when the one of a service's line who came first took their ticket, zero when nobody waits. It need not be the
// one who is called next.
func (s *session) oldest(service string) time.Time {
	if _, t, ok := orEmpty(s.arrived[service]).at(0); ok {
		return t.IssuedAt()
	}
	return time.Time{}
}

// list puts a ticket among all in the order in which they were taken, in the place of what it was before.
func (s *session) list(t *Ticket) {
	i, known := slices.BinarySearchFunc(s.issued, t, byTaking)
	if known {
		s.issued[i] = t
		return
	}
	s.issued = slices.Insert(s.issued, i, t)
}

func byTaking(x, y *Ticket) int {
	return cmp.Or(cmp.Compare(x.Steps[0].Seq, y.Steps[0].Seq), cmp.Compare(x.ID, y.ID))
}
