package queue

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"sort"
)

const (
	rowSpan     = 64 // Seqs in a row, one bit for each
	rows        = 64 // in a stretch
	stretchSpan = rowSpan * rows
)

// stretch is a part of a floor. Nearly all tickets have a Seq of their own: each sits there, and a bit in a row of its line
// says so. Those who joined behind another, at its Seq, stand aside: there may be any number of them.
//
// What a position needs lies in as few places as can be: in a long line, what it costs is to fetch them.
type stretch struct {
	width int
	cells []cell          // cells[row*width+line]
	aside map[int][]stand // by row*width+line, in order
	seats *[stretchSpan]*Ticket
}

// cell is what a row has of a line.
type cell struct {
	bits uint64
	sum  int32 // counts all of the line in the earlier rows
}

// stand is a ticket that stands aside.
type stand struct {
	rank   uint64 // its place, see rankOf
	ticket *Ticket
}

func newStretch(width int) stretch {
	return stretch{width: width, cells: make([]cell, rows*width), seats: new([stretchSpan]*Ticket)}
}

// copy is one of its own with the same tickets.
func (s *stretch) copy() stretch {
	c, seats := *s, *s.seats
	c.cells, c.seats, c.aside = slices.Clone(s.cells), &seats, maps.Clone(s.aside)
	for cell, stands := range c.aside {
		c.aside[cell] = slices.Clone(stands)
	}
	return c
}

// rankOf is a place within a stretch in one number, which orders as Compare does.
func rankOf(p Place) uint64 { return p.Seq%stretchSpan<<32 | uint64(p.Sub) }

// cell is where a line has the row of a place.
func (s *stretch) cell(col int, p Place) int { return int(p.Seq%stretchSpan/rowSpan)*s.width + col }

// put lets a ticket stand at a place, and tells whether nobody of its line stood there before. A seat that somebody of
// another line has, which no sound store says, is left to them.
func (s *stretch) put(col int, p Place, t *Ticket) (added bool) {
	cell, seat, bit := s.cell(col, p), &s.seats[p.Seq%stretchSpan], uint64(1)<<(p.Seq%rowSpan)
	mine := s.cells[cell].bits&bit != 0
	if p.Sub == 0 && (mine || *seat == nil) {
		*seat = t
		s.cells[cell].bits |= bit
		return !mine
	}
	i, taken := s.search(cell, p)
	switch {
	case taken:
		s.aside[cell][i].ticket = t
		return false
	case s.aside == nil:
		s.aside = map[int][]stand{}
	}
	s.aside[cell] = slices.Insert(s.aside[cell], i, stand{rankOf(p), t})
	return true
}

// take lets the ticket at a place go, and tells whether there was one.
func (s *stretch) take(col int, p Place) bool {
	cell, bit := s.cell(col, p), uint64(1)<<(p.Seq%rowSpan)
	if p.Sub == 0 && s.cells[cell].bits&bit != 0 {
		s.cells[cell].bits &^= bit
		s.seats[p.Seq%stretchSpan] = nil
		return true
	}
	i, found := s.search(cell, p)
	if found {
		if s.aside[cell] = slices.Delete(s.aside[cell], i, i+1); len(s.aside[cell]) == 0 {
			delete(s.aside, cell)
		}
	}
	return found
}

// who is the ticket at a place, nil when nobody stands there.
func (s *stretch) who(col int, p Place) *Ticket {
	cell := s.cell(col, p)
	if p.Sub == 0 && s.cells[cell].bits&(1<<(p.Seq%rowSpan)) != 0 {
		return s.seats[p.Seq%stretchSpan]
	}
	if i, found := s.search(cell, p); found {
		return s.aside[cell][i].ticket
	}
	return nil
}

// search is where among those who stand aside a place is or would be.
func (s *stretch) search(cell int, p Place) (int, bool) {
	return slices.BinarySearchFunc(s.aside[cell], rankOf(p), func(s stand, rank uint64) int { return cmp.Compare(s.rank, rank) })
}

// count adds n behind the row of a Seq.
func (s *stretch) count(col int, seq uint64, n int32) {
	for cell := s.cell(col, Place{Seq: seq}) + s.width; cell < len(s.cells); cell += s.width {
		s.cells[cell].sum += n
	}
}

// settle counts all of a line.
func (s *stretch) settle(col int) (n int32) {
	for cell := col; cell < len(s.cells); cell += s.width {
		s.cells[cell].sum = n
		n += int32(bits.OnesCount64(s.cells[cell].bits) + len(s.aside[cell]))
	}
	return n
}

// ahead counts those before a place.
func (s *stretch) ahead(col int, p Place) int {
	cell := s.cell(col, p)
	n := int(s.cells[cell].sum) + s.seated(cell, p)
	if len(s.aside) > 0 {
		i, _ := s.search(cell, p)
		n += i
	}
	return n
}

// seated counts those before a place who have a seat in its row.
func (s *stretch) seated(cell int, p Place) int {
	before := uint64(1)<<(p.Seq%rowSpan) - 1
	if p.Sub > 0 {
		before = before<<1 | 1
	}
	return bits.OnesCount64(s.cells[cell].bits & before)
}

// at is the i-th of a line, and its place as if the stretch were the first. There must be one.
func (s *stretch) at(col, i int) (Place, *Ticket) {
	row := sort.Search(rows, func(row int) bool { return int(s.cells[row*s.width+col].sum) > i }) - 1
	cell := row*s.width + col
	i -= int(s.cells[cell].sum)
	aside := s.aside[cell]
	// The j-th of those aside has j of them before it, and those with seats.
	j := sort.Search(len(aside), func(j int) bool { return j+s.seated(cell, aside[j].place()) >= i })
	if j < len(aside) && j+s.seated(cell, aside[j].place()) == i {
		return aside[j].place(), aside[j].ticket
	}
	seat := uint64(row*rowSpan + nth(s.cells[cell].bits, i-j))
	return Place{Seq: seat}, s.seats[seat]
}

func (s stand) place() Place { return Place{Seq: s.rank >> 32, Sub: uint32(s.rank)} }

// nth is which bit is the one with n set bits below it.
func nth(word uint64, n int) int {
	for range n {
		word &= word - 1
	}
	return bits.TrailingZeros64(word)
}
