package boltstore_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// reading is what a program that only reads says of a file.
type reading struct {
	Verified string           // the error of Verify, empty for none
	Honest   bool             // that error and the next are about damage
	Report   boltstore.Report // of Verify
	Content  []byte           // a hash of all that lies in the file, when Verify found it sound
	Opened   string           // the error of Open and Load
	Saved    *queue.Saved     // what Load gave
	SetAside []boltstore.Damage
}

// readMutants reads files whose names come line by line, and says what it found in each. It may die of one.
func readMutants(string) error {
	names, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for names.Scan() {
		if err := out.Encode(readMutant(names.Text())); err != nil {
			return err
		}
	}
	return names.Err()
}

func readMutant(path string) (r reading) {
	r.Honest = true
	note := func(to *string, err error) {
		if err != nil {
			*to, r.Honest = err.Error(), r.Honest && errors.Is(err, queue.ErrDamaged)
		}
	}
	var err error
	if r.Report, err = boltstore.Verify(path); err == nil && r.Report.Sound() {
		r.Content, err = contentOf(path)
	}
	note(&r.Verified, err)
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
	if err == nil {
		defer store.Close()
		r.Saved, err = store.Load(context.Background())
		r.SetAside = store.Damage()
	}
	note(&r.Opened, err)
	return r
}

// contentOf is a hash of every key and value of a file, of past days too.
func contentOf(path string) ([]byte, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	hash := sha256.New()
	err = db.View(func(tx *bbolt.Tx) error { return hashTree(hash, tx.Cursor().Bucket()) })
	return hash.Sum(nil), err
}

func hashTree(to io.Writer, b *bbolt.Bucket) error {
	return b.ForEach(func(key, value []byte) error {
		fmt.Fprintf(to, "%q %q\n", key, value)
		if value != nil {
			return nil
		}
		return hashTree(to, b.Bucket(key))
	})
}

// reader is a program that reads mutants, started anew when it died of one.
type reader struct {
	*testing.T
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *json.Decoder
	crashes int
}

func (r *reader) start() {
	r.Helper()
	r.cmd = child(r.T, mutantPart, "")
	r.cmd.Stderr = nil // a crash is counted, what it says is long
	in, err := r.cmd.StdinPipe()
	mustDo(r.T, err)
	out, err := r.cmd.StdoutPipe()
	mustDo(r.T, err)
	mustDo(r.T, r.cmd.Start())
	r.in, r.out = in, json.NewDecoder(out)
}

// read gives what the program says of a file; ok is false when it died.
func (r *reader) read(path string) (said reading, ok bool) {
	r.Helper()
	if r.cmd == nil {
		r.start()
	}
	_, err := fmt.Fprintln(r.in, path)
	if err == nil {
		err = r.out.Decode(&said)
	}
	if err != nil {
		r.stop()
		r.crashes++
	}
	return said, err == nil
}

func (r *reader) stop() {
	if r.cmd != nil {
		r.in.Close()
		r.cmd.Wait()
		r.cmd = nil
	}
}

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
		commit(append(visits(day, (i+1)<<20+8, 8), queue.Change{Unbound: []string{visit(day, (i+1)<<20).Bindings[0].ID}})...)
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
	if whole.Verified+whole.Opened != "" || !whole.Report.Sound() || len(whole.Content) == 0 {
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
	sound := said.Verified == "" && said.Report.Sound()
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
