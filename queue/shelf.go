package queue

import (
	"cmp"
	"slices"
)

// shelf is tickets that are set aside, in the order in which they were, oldest first.
type shelf []*Ticket

func (s shelf) find(t *Ticket) (int, bool) {
	return slices.BinarySearchFunc(s, t, func(x, y *Ticket) int { return cmp.Compare(x.lastStep().Seq, y.lastStep().Seq) })
}

func (s *shelf) add(t *Ticket) {
	i, _ := s.find(t)
	*s = slices.Insert(*s, i, t)
}

func (s *shelf) remove(t *Ticket) {
	if i, ok := s.find(t); ok {
		*s = slices.Delete(*s, i, i+1)
	}
}
