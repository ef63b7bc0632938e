package queue

// line is the waiting tickets of one service in the order of their places. Finding the n-th ticket, counting those
// before a place, adding and removing take time that hardly grows with the day's tickets, wherever in line it happens.
//
// The lines of a hall lie on one floor, since one question is mostly about several of them.
type line struct {
	floor *floor
	col   int // which of the floor's lines it is
	n     int
}

// newLine is one alone.
func newLine() *line { return newFloor(1)[0] }

// len is how many wait.
func (l *line) len() int { return l.n }

// add puts a ticket at a place. Where one of the same line is, which no sound store has, it takes the place of that one.
func (l *line) add(p Place, t *Ticket) {
	s := l.floor.reach(p.Seq)
	if s.put(l.col, p, t) {
		l.n++
		l.floor.count(l.col, p.Seq, 1)
	}
}

// remove takes the ticket at p out, if there is one.
func (l *line) remove(p Place) {
	if s := l.floor.find(p.Seq); s != nil && s.take(l.col, p) {
		l.n--
		l.floor.count(l.col, p.Seq, -1)
	}
}

// who is the ticket at p, nil when nobody stands there.
func (l *line) who(p Place) *Ticket {
	if s := l.floor.find(p.Seq); s != nil {
		return s.who(l.col, p)
	}
	return nil
}

// ahead counts the tickets that stand before p.
func (l *line) ahead(p Place) int {
	s := l.floor.find(p.Seq)
	if s == nil {
		return l.n
	}
	return l.floor.before(l.col, int(p.Seq/stretchSpan)) + s.ahead(l.col, p)
}

// upTo counts the tickets with a Seq of at most seq.
func (l *line) upTo(seq uint64) int { return l.ahead(Place{Seq: seq + 1}) }

// at is the ticket with i others before it; false when fewer than i+1 wait.
func (l *line) at(i int) (Place, *Ticket, bool) {
	if i < 0 || i >= l.n {
		return Place{}, nil, false
	}
	k, rest := l.floor.holding(l.col, i)
	p, t := l.floor.stretches[k].at(l.col, rest)
	p.Seq += uint64(k) * stretchSpan
	return p, t, true
}
