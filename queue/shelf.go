package queue

import (
	"cmp"
	"slices"
)

// shelf is tickets that are set aside, in the order in which they were, oldest first.
type shelf []*Ticket

// byLastStep orders tickets as they were set aside.
func byLastStep(x, y *Ticket) int { return cmp.Compare(x.lastStep().Seq, y.lastStep().Seq) }

func (s shelf) find(t *Ticket) (int, bool) { return slices.BinarySearchFunc(s, t, byLastStep) }

// add puts a ticket where it belongs, and tells whether its time rises between those beside it, as its step does.
func (s *shelf) add(t *Ticket) (rises bool) {
	i, _ := s.find(t)
	rises = (i == 0 || !t.since().Before((*s)[i-1].since())) && (i == len(*s) || !(*s)[i].since().Before(t.since()))
	*s = slices.Insert(*s, i, t)
	return rises
}

func (s *shelf) remove(t *Ticket) {
	if i, ok := s.find(t); ok {
		*s = slices.Delete(*s, i, i+1)
	}
}
