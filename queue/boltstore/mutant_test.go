package boltstore_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"paihao/queue"
)

// damages are the ways in which a file is changed; size is a sector or a page.
var damages = []struct {
	name   string
	change func(dice *rand.Rand, file, old []byte) []byte
}{
	{"bits flipped", func(dice *rand.Rand, file, _ []byte) []byte {
		for range 1 + dice.IntN(8) {
			file[dice.IntN(len(file))] ^= 1 << dice.IntN(8)
		}
		return file
	}},
	{"sector zeroed", func(dice *rand.Rand, file, _ []byte) []byte {
		clear(somewhere(dice, file, sectorSize))
		return file
	}},
	{"page zeroed", func(dice *rand.Rand, file, _ []byte) []byte {
		clear(somewhere(dice, file, pageSize))
		return file
	}},
	{"sector of noise", func(dice *rand.Rand, file, _ []byte) []byte {
		sector := somewhere(dice, file, sectorSize)
		for i := range sector {
			sector[i] = byte(dice.Uint32())
		}
		return file
	}},
	{"pages swapped", func(dice *rand.Rand, file, _ []byte) []byte {
		a, b := somewhere(dice, file, pageSize), somewhere(dice, file, pageSize)
		kept := bytes.Clone(a)
		copy(a, b)
		copy(b, kept)
		return file
	}},
	{"page of before", func(dice *rand.Rand, file, old []byte) []byte { // no header: a commit that left no trace cannot be missed
		at := (2 + dice.IntN(len(old)/pageSize-2)) * pageSize
		copy(file[at:at+pageSize], old[at:])
		return file
	}},
	{"cut off", func(dice *rand.Rand, file, _ []byte) []byte { return file[:dice.IntN(len(file))] }},
	{"noise behind", func(dice *rand.Rand, file, _ []byte) []byte {
		for range 1 + dice.IntN(3*pageSize) {
			file = append(file, byte(dice.Uint32()))
		}
		return file
	}},
}

// somewhere is a part of a file of this size, which begins at a multiple of it.
func somewhere(dice *rand.Rand, file []byte, size int) []byte {
	at := dice.IntN(len(file)/size) * size
	return file[at : at+size]
}

// mustDays makes a store's file of several days, and gives it as it was a few commits before, too.
func mustDays(t *testing.T) (im *image, old []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), storeName)
	store := mustOpen(t, path)
	revision := uint64(0)
	commit := func(batch ...queue.Change) {
		mustCommit(t, store, revision, batch...)
		revision++
	}
	for i, day := range []string{"2026-11-18", "2026-11-19", yesterday, today} {
		commit(append([]queue.Change{setting(day)}, visits(day, (i+1)<<20, 12)...)...)
		commit(append(visits(day, (i+1)<<20+8, 8), gone(visit(day, (i+1)<<20)))...)
	}
	old, err := os.ReadFile(path)
	mustDo(t, err)
	commit(visits(today, 4<<20+16, 8)...)
	im = &image{last: mustLoad(t, store), at: filepath.Join(mustMemory(t), storeName)}
	commit(visits(today, 4<<20+24, 2)...)
	im.newest = mustLoad(t, store)
	store.Close()
	im.file, err = os.ReadFile(path)
	mustDo(t, err)
	return im, old
}

// outcomes counts what became of mutants.
type outcomes struct{ refused, setAside, past, unharmed int }

func (n *outcomes) String() string {
	return fmt.Sprintf("refused %d, set aside %d, harmed in past days %d, unharmed %d", n.refused, n.setAside, n.past, n.unharmed)
}

// TestMutants damages a store's file in all ways, and has each mutant verified, opened and loaded by another program. What
// it gives is what was written, or reported as damaged; what Verify finds sound is sound to the last byte; and the program
// lives. PAIHAO_ROUNDS sets how many.
func TestMutants(t *testing.T) {
	im, old := mustDays(t)
	mustWrite(t, im.at, im.file)
	whole := readMutant(im.at)
	if whole.Verified+whole.Opened != "" || len(whole.Report.Damage) > 0 || len(whole.Content) == 0 {
		t.Fatalf("the file itself: got %+v, want it sound", whole)
	}
	r := &reader{T: t}
	defer r.stop()
	var all outcomes
	n := rounds(t, 200)
	seen := make([]outcomes, len(damages))
	for i := range n {
		d := damages[i%len(damages)]
		dice := rand.New(rand.NewPCG(uint64(i), 7))
		mustWrite(t, im.at, d.change(dice, bytes.Clone(im.file), old))
		said, ok := r.read(im.at)
		if !ok {
			t.Errorf("mutant %d, %s: the program died of it", i, d.name)
			continue
		}
		im.weigh(t, fmt.Sprintf("mutant %d, %s", i, d.name), whole, said, &seen[i%len(damages)])
	}
	for i, d := range damages {
		t.Logf("mutants, %s: %v", d.name, &seen[i])
		all.refused, all.setAside = all.refused+seen[i].refused, all.setAside+seen[i].setAside
		all.past, all.unharmed = all.past+seen[i].past, all.unharmed+seen[i].unharmed
	}
	t.Logf("mutants: %d of a file of %d bytes: %v; %d programs died", n, len(im.file), &all, r.crashes)
}

// weigh holds that what was said of a mutant is true.
func (im *image) weigh(t *testing.T, name string, whole, said reading, n *outcomes) {
	t.Helper()
	sound := said.Verified == "" && len(said.Report.Damage) == 0
	if !said.Honest {
		t.Errorf("%s: Verify said %q, Open and Load said %q, want %v", name, said.Verified, said.Opened, queue.ErrDamaged)
	}
	if sound && !bytes.Equal(said.Content, whole.Content) {
		t.Errorf("%s: Verify finds it sound, and it holds something else", name)
	}
	if said.Opened != "" {
		n.refused++
		if sound {
			t.Errorf("%s: Verify finds it sound, and it cannot be opened: %s", name, said.Opened)
		}
		return
	}
	c := &trial{T: t, image: im, name: name, want: records(t, im.newest), revision: im.newest.Revision}
	switch aside := c.compare(said.Saved, said.SetAside) == setAside; {
	case aside && sound:
		t.Errorf("%s: Verify finds it sound, and Load has set aside %v", name, said.SetAside)
	case aside:
		n.setAside++
	case sound:
		n.unharmed++
	default:
		n.past++
	}
}
