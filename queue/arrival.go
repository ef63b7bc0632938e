package queue

import (
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

// list puts a ticket among all in the order in which they were taken, in the place of what it was before. The rank of each
// among them is kept beside, since to look at the tickets themselves the processor would have to fetch them from all over
// the memory.
func (s *session) list(t *Ticket) {
	rank := t.Steps[0].Seq
	if n := len(s.ranks); n == 0 || s.ranks[n-1] < rank {
		s.issued, s.ranks = append(s.issued, t), append(s.ranks, rank)
		return
	}
	i, known := slices.BinarySearch(s.ranks, rank)
	for ; known && i < len(s.ranks) && s.ranks[i] == rank; i++ { // more than one have it in a damaged store alone
		if s.issued[i].ID == t.ID {
			s.issued[i] = t
			return
		}
	}
	s.issued, s.ranks = slices.Insert(s.issued, i, t), slices.Insert(s.ranks, i, rank)
}
