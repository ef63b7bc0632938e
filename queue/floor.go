package queue

import (
	"math/bits"
	"slices"
)

// floor is where the tickets of some lines stand, in stretches of so many Seqs in a row. What it knows of one place lies
// together for all lines: a position is counted in several, and an estimate in all of them, and what that costs in a long
// line is to fetch what the processor does not have at hand.
//
// Over the stretches stand Fenwick trees, one for each line (P. M. Fenwick, "A New Data Structure for Cumulative Frequency
// Tables", 1994).
type floor struct {
	width     int // lines
	stretches []stretch
	sums      []int32 // sums[i*width+line] counts those in the stretches [i-lowbit(i), i), from 1
	uncounted bool    // they are not kept, nor those of the stretches, until settle
}

// newFloor makes lines on one floor.
func newFloor(width int) []*line {
	f, lines := &floor{width: width, sums: make([]int32, width)}, make([]*line, width)
	for i := range lines {
		lines[i] = &line{floor: f, col: i}
	}
	return lines
}

// copyLines are lines of their own with the same tickets.
func copyLines(lines map[string]*line) map[string]*line {
	all, floors := make(map[string]*line, len(lines)), map[*floor]*floor{}
	for service, l := range lines {
		if floors[l.floor] == nil {
			floors[l.floor] = l.floor.copy()
		}
		all[service] = &line{floor: floors[l.floor], col: l.col, n: l.n}
	}
	return all
}

func (f *floor) copy() *floor {
	c := *f
	c.sums, c.stretches = slices.Clone(f.sums), slices.Clone(f.stretches)
	for k := range c.stretches {
		c.stretches[k] = f.stretches[k].copy()
	}
	return &c
}

// find is the stretch of a Seq, nil behind the last.
func (f *floor) find(seq uint64) *stretch {
	if k := seq / stretchSpan; k < uint64(len(f.stretches)) {
		return &f.stretches[k]
	}
	return nil
}

// reach is the stretch of a Seq, which is made if need be, with all before it.
func (f *floor) reach(seq uint64) *stretch {
	for k := seq / stretchSpan; k >= uint64(len(f.stretches)); {
		f.stretches = append(f.stretches, newStretch(f.width))
		last := len(f.stretches)
		for col := range f.width { // the new one is empty, but its sum may span others
			f.sums = append(f.sums, int32(f.before(col, last-1)-f.before(col, last&(last-1))))
		}
	}
	return f.find(seq)
}

// settle counts all at once, which for many is much faster than one by one.
func (f *floor) settle() {
	if !f.uncounted {
		return
	}
	f.uncounted = false
	clear(f.sums)
	for k := range f.stretches {
		for col := range f.width {
			f.sums[(k+1)*f.width+col] += f.stretches[k].settle(col)
			if up := k + 1 + (k+1)&-(k+1); up <= len(f.stretches) {
				f.sums[up*f.width+col] += f.sums[(k+1)*f.width+col]
			}
		}
	}
}

// count adds n at a Seq of a line.
func (f *floor) count(col int, seq uint64, n int32) {
	if f.uncounted {
		return
	}
	f.find(seq).count(col, seq, n)
	for i := int(seq/stretchSpan) + 1; i <= len(f.stretches); i += i & -i {
		f.sums[i*f.width+col] += n
	}
}

// before counts those of a line in the first k stretches.
func (f *floor) before(col, k int) (n int) {
	for ; k > 0; k &= k - 1 {
		n += int(f.sums[k*f.width+col])
	}
	return n
}

// holding is the stretch that holds the i-th of a line, and how many of it are before that one there.
func (f *floor) holding(col, i int) (k, rest int) {
	for step := 1 << bits.Len(uint(len(f.stretches))); step > 0; step /= 2 {
		if next := k + step; next <= len(f.stretches) && int(f.sums[next*f.width+col]) <= i {
			k, i = next, i-int(f.sums[next*f.width+col])
		}
	}
	return k, i
}
