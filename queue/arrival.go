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
	} else if i, listed := s.listed(t); listed {
		s.issued[i] = t
	} else {
		s.issued, s.ranks = slices.Insert(s.issued, i, t), slices.Insert(s.ranks, i, rank)
	}
}

// unlist takes a ticket out of it.
func (s *session) unlist(t *Ticket) {
	if i, listed := s.listed(t); listed {
		s.issued, s.ranks = slices.Delete(s.issued, i, i+1), slices.Delete(s.ranks, i, i+1)
	}
}

// listed is where among all a ticket is or would be. In a damaged store several may have one rank.
func (s *session) listed(t *Ticket) (i int, listed bool) {
	rank := t.Steps[0].Seq
	i, _ = slices.BinarySearch(s.ranks, rank)
	for ; i < len(s.ranks) && s.ranks[i] == rank; i++ {
		if s.issued[i].ID == t.ID {
			return i, true
		}
	}
	return i, false
}
