package queue

import (
	"cmp"
	"math/bits"
	"slices"
)

// line is the waiting tickets of one service in the order of their places. Finding the n-th ticket, counting those
// before a place, adding and removing take time in the logarithm of the day's tickets, wherever in line it happens.
//
// It is rows of tickets, each of those whose Place.Seq is among rowSpan in a row, and a Fenwick tree (P. M. Fenwick, "A New
// Data Structure for Cumulative Frequency Tables", 1994) over how many each row holds. So a line of a million is found
// in 16,000 counts, which the processor has at hand, and one row; and a service that few wait for takes little room.
type line struct {
	sums []int32 // sums[i] counts the tickets in the rows (i-lowbit(i), i], from 1; its length is a power of two, plus one
	rows [][]stand
	n    int
}

// rowSpan is how many Seqs in a row have one row.
const rowSpan = 64

// stand is a ticket at its place.
type stand struct {
	rank   uint64 // the place in one number, see rankOf
	ticket *Ticket
}

// rankOf orders places as Compare does. No Seq is as large as that the shift could cut it: see mostPlaces.
func rankOf(p Place) uint64 { return p.Seq<<32 | uint64(p.Sub) }

func (s stand) place() Place { return Place{Seq: s.rank >> 32, Sub: uint32(s.rank)} }

func newLine() *line {
	return &line{sums: make([]int32, 1+1), rows: make([][]stand, 1)}
}

// len is how many wait.
func (l *line) len() int { return l.n }

// add puts a ticket at a place. Where another is, which no sound store has, it takes the place of that one.
func (l *line) add(p Place, t *Ticket) {
	l.grow(p.Seq)
	row := &l.rows[p.Seq/rowSpan]
	i, taken := search(*row, p)
	if taken {
		(*row)[i].ticket = t
		return
	}
	if *row == nil {
		*row = make([]stand, 0, 4)
	}
	*row = slices.Insert(*row, i, stand{rankOf(p), t})
	l.count(p.Seq, 1)
}

// remove takes the ticket at p out, if there is one.
func (l *line) remove(p Place) {
	if i, ok := l.spot(p); ok {
		row := &l.rows[p.Seq/rowSpan]
		if *row = slices.Delete(*row, i, i+1); len(*row) == 0 {
			*row = nil
		}
		l.count(p.Seq, -1)
	}
}

// who is the ticket at p, nil when nobody stands there.
func (l *line) who(p Place) *Ticket {
	if i, ok := l.spot(p); ok {
		return l.rows[p.Seq/rowSpan][i].ticket
	}
	return nil
}

// spot is where in its row p is, and whether somebody stands there.
func (l *line) spot(p Place) (i int, taken bool) {
	if p.Seq/rowSpan >= uint64(len(l.rows)) {
		return 0, false
	}
	return search(l.rows[p.Seq/rowSpan], p)
}

// search is where in a row p is or would be. Most who are looked for in a row that grows would be behind its last.
func search(row []stand, p Place) (i int, found bool) {
	rank := rankOf(p)
	if n := len(row); n == 0 || row[n-1].rank < rank {
		return n, false
	}
	return slices.BinarySearchFunc(row, rank, func(s stand, rank uint64) int { return cmp.Compare(s.rank, rank) })
}

// ahead counts the tickets that stand before p.
func (l *line) ahead(p Place) int {
	at := p.Seq / rowSpan
	if at >= uint64(len(l.rows)) {
		return l.n
	}
	n, _ := search(l.rows[at], p)
	for i := at; i > 0; i &= i - 1 {
		n += int(l.sums[i])
	}
	return n
}

// upTo counts the tickets with a Seq of at most seq.
func (l *line) upTo(seq uint64) int { return l.ahead(Place{Seq: seq + 1}) }

// at is the ticket with i others before it; false when fewer than i+1 wait.
func (l *line) at(i int) (Place, *Ticket, bool) {
	if i < 0 || i >= l.n {
		return Place{}, nil, false
	}
	row, rest := l.find(i)
	s := l.rows[row][rest]
	return s.place(), s.ticket, true
}

// find descends to the row that holds the ticket with i others before it; rest is how many of them are in that row.
func (l *line) find(i int) (row, rest int) {
	left := int32(i)
	for step := 1 << (bits.Len(uint(len(l.sums)-1)) - 1); step > 0; step /= 2 {
		if next := row + step; next < len(l.sums) && l.sums[next] <= left {
			row, left = next, left-l.sums[next]
		}
	}
	return row, int(left)
}

// count adds n to the row of seq. Index 0 of a Fenwick tree is no place for values, so a row counts at the index behind it.
func (l *line) count(seq uint64, n int32) {
	l.n += int(n)
	for i := seq/rowSpan + 1; i < uint64(len(l.sums)); i += i & -i {
		l.sums[i] += n
	}
}

// grow doubles the tree until seq fits. The new upper half is empty, but its last sum spans the whole.
func (l *line) grow(seq uint64) {
	for seq/rowSpan >= uint64(len(l.rows)) {
		size := len(l.rows)
		sums, rows := make([]int32, 1+2*size), make([][]stand, 2*size)
		copy(sums, l.sums)
		copy(rows, l.rows)
		sums[2*size] = l.sums[size]
		l.sums, l.rows = sums, rows
	}
}
