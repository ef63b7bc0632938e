package queue

import "math/bits"

// line is the waiting tickets of one service in the order of their places. Finding the n-th ticket, counting those
// before a place, adding and removing take time in the logarithm of the day's tickets, wherever in line it happens.
//
// It is a Fenwick tree (P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994) over Place.Seq;
// tickets that share a Seq are told apart by Sub, which stays small.
type line struct {
	sums []int32 // sums[i] counts the tickets with Seq in (i-lowbit(i), i]; its length is a power of two, plus one
	ids  map[Place]string
}

func newLine() *line {
	return &line{sums: make([]int32, 1+64), ids: map[Place]string{}}
}

// len is how many wait.
func (l *line) len() int { return len(l.ids) }

// add puts a ticket at a place that is free.
func (l *line) add(p Place, id string) {
	l.ids[p] = id
	l.grow(p.Seq)
	l.count(p.Seq, 1)
}

// remove takes the ticket at p out.
func (l *line) remove(p Place) {
	delete(l.ids, p)
	l.count(p.Seq, -1)
}

// ahead counts the tickets that stand before p.
func (l *line) ahead(p Place) int {
	if p.Seq == 0 {
		return l.among(p)
	}
	return l.upTo(p.Seq-1) + l.among(p)
}

// at is the ticket with i others before it; false when fewer than i+1 wait.
func (l *line) at(i int) (Place, string, bool) {
	if i < 0 || i >= len(l.ids) {
		return Place{}, "", false
	}
	seq, rest := l.find(i)
	for p := (Place{Seq: seq}); ; p.Sub++ {
		if id, ok := l.ids[p]; ok {
			if rest == 0 {
				return p, id, true
			}
			rest--
		}
	}
}

// count adds n at seq. Index 0 of a Fenwick tree is no place for values, and no place has Seq 0 but those before the first.
func (l *line) count(seq uint64, n int32) {
	for i := seq + 1; i < uint64(len(l.sums)); i += i & -i {
		l.sums[i] += n
	}
}

// upTo counts the tickets with a Seq of at most seq.
func (l *line) upTo(seq uint64) int {
	n := int32(0)
	for i := min(seq+1, uint64(len(l.sums)-1)); i > 0; i &= i - 1 {
		n += l.sums[i]
	}
	return int(n)
}

// among counts the tickets that share p's Seq and stand before it.
func (l *line) among(p Place) int {
	n := 0
	for q := (Place{Seq: p.Seq}); q.Sub < p.Sub; q.Sub++ {
		if _, ok := l.ids[q]; ok {
			n++
		}
	}
	return n
}

// find descends to the Seq that holds the ticket with i others before it; rest is how many of them share that Seq.
func (l *line) find(i int) (seq uint64, rest int) {
	pos, left := 0, int32(i)
	for step := 1 << (bits.Len(uint(len(l.sums)-1)) - 1); step > 0; step /= 2 {
		if next := pos + step; next < len(l.sums) && l.sums[next] <= left {
			pos, left = next, left-l.sums[next]
		}
	}
	return uint64(pos), int(left)
}

// grow doubles the tree until seq fits. The new upper half is empty, but its last sum spans the whole.
func (l *line) grow(seq uint64) {
	for seq+1 >= uint64(len(l.sums)) {
		size := len(l.sums) - 1
		wider := make([]int32, 1+2*size)
		copy(wider, l.sums)
		wider[2*size] = l.sums[size]
		l.sums = wider
	}
}
