package queue

import "cmp"

// Place is where a ticket stands in line: smaller is earlier. Places of one day order tickets of all services,
// whatever the clock did meanwhile.
type Place struct {
	Seq uint64 `json:"seq"`           // given out in rising order, one to each ticket that joins at the end; from 1
	Sub uint32 `json:"sub,omitempty"` // above 0: joined behind the ticket at Seq, after a miss
}

// Compare orders places as cmp.Compare does.
func (p Place) Compare(q Place) int {
	return cmp.Or(cmp.Compare(p.Seq, q.Seq), cmp.Compare(p.Sub, q.Sub))
}
