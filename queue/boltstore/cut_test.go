package boltstore_test

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// unsure tells whether a power cut could leave more than one thing.
func (d *disk) unsure() bool {
	if len(d.changes) > 0 {
		return true
	}
	for _, f := range d.names {
		if len(f.changes) > 0 {
			return true
		}
	}
	return false
}

// cut is what a power cut leaves of what is not sure: nothing, all, or what the dice say, of each write as a whole or of
// its sectors.
type cut struct {
	all, torn bool
	dice      *rand.Rand // nil for nothing or all
}

func (c *cut) keeps() bool {
	if c.dice == nil {
		return c.all
	}
	return c.dice.IntN(2) == 0
}

// leaves are the directory's files after a power cut, by name.
func (d *disk) leaves(c cut) map[string][]byte {
	names := maps.Clone(d.kept)
	for _, n := range d.changes {
		if n.sure || c.keeps() {
			apply(names, n.names)
		}
	}
	files, built := map[string][]byte{}, map[*content][]byte{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		f := names[name]
		if _, ok := built[f]; !ok {
			built[f] = f.leaves(c)
		}
		files[name] = built[f]
	}
	return files
}

func (f *content) leaves(c cut) []byte {
	data := slices.Clone(f.kept)
	for _, w := range f.changes {
		switch {
		case w.sure:
			data = w.apply(data, nil)
		case c.torn && w.data != nil:
			data = w.apply(data, c.sectors(w))
		case c.keeps():
			data = w.apply(data, nil)
		}
	}
	return data
}

// sectorSize is what disks write as one.
const sectorSize = 512

// sectors chooses which sectors of a write arrive: the first ones, the last ones, or any.
func (c *cut) sectors(w write) func(sector int64) bool {
	first, last := w.at/sectorSize, (w.at+int64(len(w.data)))/sectorSize
	edge := first + c.dice.Int64N(last-first+1)
	switch c.dice.IntN(4) {
	case 0:
		return func(s int64) bool { return s < edge }
	case 1:
		return func(s int64) bool { return s >= edge }
	case 2:
		return func(int64) bool { return c.dice.IntN(2) == 0 }
	}
	whole := c.dice.IntN(2) == 0
	return func(int64) bool { return whole }
}

// apply gives a file's bytes after a write, of which only some sectors may arrive.
func (w *write) apply(data []byte, arrives func(sector int64) bool) []byte {
	end := w.at + int64(len(w.data))
	if w.data == nil && int64(len(data)) > end {
		return data[:end]
	}
	if missing := end - int64(len(data)); missing > 0 && arrives == nil {
		data = append(data, make([]byte, missing)...)
	}
	for at := w.at; at < end; {
		next := min(end, (at/sectorSize+1)*sectorSize)
		if arrives == nil || arrives(at/sectorSize) {
			if missing := next - int64(len(data)); missing > 0 {
				data = append(data, make([]byte, missing)...)
			}
			copy(data[at:next], w.data[at-w.at:])
		}
		at = next
	}
	return data
}
