package boltstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// pageSize is what bbolt takes from the system.
var pageSize = os.Getpagesize()

// rounds is how often to try. PAIHAO_ROUNDS stretches it for a long proof: 10 is every day, 100 ten times as long.
func rounds(t *testing.T, usual int) int {
	t.Helper()
	text := os.Getenv("PAIHAO_ROUNDS")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("PAIHAO_ROUNDS: got %q, want a number above 0", text)
	}
	return max(1, usual*n/10)
}

// image is a store's file, and what it said at its last two revisions: when the newest of bbolt's two headers is damaged,
// the one before is what is left.
type image struct {
	file         []byte
	newest, last *queue.Saved
	at           string // where its changed copies are written
}

func mustImage(t *testing.T, n int) *image {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustCommit(t, store, 0, append([]queue.Change{setting(yesterday)}, visits(yesterday, 0, n)...)...)
	mustCommit(t, store, 1, append([]queue.Change{setting(today)}, visits(today, 1<<20, n)...)...)
	mustCommit(t, store, 2, visits(today, 1<<21, n)...)
	im := &image{last: mustLoad(t, store), at: filepath.Join(t.TempDir(), "copy.db")}
	mustCommit(t, store, 3, visit(today, 1<<20)) // replaced by the same
	mustCommit(t, store, 4, visit(today, 1<<22))
	im.newest = mustLoad(t, store)
	im.last.Revision++
	store.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	im.file = file
	return im
}

// verdict is what became of a damaged copy.
type verdict int

const (
	refused  verdict = iota // it was not opened
	setAside                // the damage was found, and the rest is right
	right                   // all is as it was
)

// judge opens a damaged copy, writes to it, deletes the past day from it, writes it anew and opens it again. Whatever the
// store does must be honest.
func (im *image) judge(t *testing.T, file []byte, what string, args ...int) verdict {
	t.Helper()
	if err := os.WriteFile(im.at, file, 0o600); err != nil {
		t.Fatal(err)
	}
	c := &trial{T: t, image: im, name: fmt.Sprint(what, args), want: records(t, im.newest), revision: im.newest.Revision}
	added := visit(today, 1<<23)
	first := c.open(added)
	if first == refused || c.revision == 0 {
		return first
	}
	c.want = append(c.want, records(t, &queue.Saved{
		Tickets: added.Tickets, Bindings: added.Bindings, Notices: added.Notices, Operations: []queue.Operation{*added.Operation},
	})...)
	c.revision++
	c.open(queue.Change{Dropped: []string{yesterday}})
	if c.revision == 0 {
		return first
	}
	past := mustText(t, queue.Day{Date: yesterday})
	c.want = slices.DeleteFunc(c.want, func(r string) bool { return r == past })
	c.revision++
	c.compact()
	c.open()
	return first
}

// trial is one damaged copy and what it should say.
type trial struct {
	*testing.T
	*image
	name     string
	want     []string
	revision uint64 // 0 when nothing more can be asked
}

// open opens the copy, compares, and commits batch if there is one.
func (c *trial) open(batch ...queue.Change) verdict {
	c.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: c.at, Reserve: smallReserve, NoSync: true})
	if err != nil {
		c.mustBeDamage(err)
		return refused
	}
	defer store.Close()
	saved, err := store.Load(c.Context())
	if err != nil {
		c.mustBeDamage(err)
		return refused
	}
	result := c.compare(saved, store.Damage())
	if batch != nil {
		if err := store.Commit(c.Context(), saved.Revision, batch); err != nil {
			c.mustBeDamage(err)
			c.revision = 0
		}
	}
	return result
}

// compact writes the copy anew, in which nothing may change.
func (c *trial) compact() {
	c.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: c.at, Reserve: smallReserve, NoSync: true})
	if err != nil {
		c.mustBeDamage(err)
		return
	}
	defer store.Close()
	if err := store.Compact(c.Context()); err != nil {
		c.mustBeDamage(err)
	}
}

func (c *trial) mustBeDamage(err error) {
	c.Helper()
	if !errors.Is(err, queue.ErrDamaged) {
		c.Fatalf("%s: got %v, want %v", c.name, err, queue.ErrDamaged)
	}
}

// compare holds that every record is one that was written, and that as many are missing as were reported.
func (c *trial) compare(saved *queue.Saved, damage []boltstore.Damage) verdict {
	c.Helper()
	missing := 0
	for _, d := range damage {
		if d.Where != "file header" {
			missing += d.Records
		} else if saved.Revision == c.last.Revision {
			c.want, c.revision = records(c, c.last), c.last.Revision
		}
	}
	if saved.Revision != c.revision || saved.Day != c.newest.Day || !bytes.Equal(saved.Secret, c.newest.Secret) {
		c.Fatalf("%s: got day %s and revision %d, want %s and %d, same secret", c.name, saved.Day, saved.Revision, c.newest.Day, c.revision)
	}
	unseen := map[string]bool{}
	for _, r := range c.want {
		unseen[r] = true
	}
	for _, r := range records(c, saved) {
		if !unseen[r] {
			c.Fatalf("%s: got the record %s, want none that was not written", c.name, r)
		}
		delete(unseen, r)
	}
	if len(unseen) != missing {
		c.Fatalf("%s: got %d records missing and %d reported, want the same", c.name, len(unseen), missing)
	}
	if len(damage) > 0 {
		return setAside
	}
	return right
}

// TestFlippedBits turns single bits of a store's file, as many as there are rounds.
func TestFlippedBits(t *testing.T) {
	im := mustImage(t, 15)
	var all []int
	for at := range im.file {
		all = append(all, at)
	}
	im.flip(t, all, rounds(t, 80), setAside, right) // few bits are such that the file is refused: none may be among these
}

// The pages' own numbers are where bbolt would go astray.
func TestFlippedPageHeaders(t *testing.T) {
	im := mustImage(t, 15)
	var all []int
	for page := 0; page < len(im.file); page += pageSize {
		for at := page; at < page+16+2*16; at++ { // header and two elements
			all = append(all, at)
		}
	}
	im.flip(t, all, rounds(t, 80), refused, right)
}

// flip turns a bit and then a byte at each of n places, and wants some of each of these verdicts.
func (im *image) flip(t *testing.T, places []int, n int, want ...verdict) {
	t.Helper()
	var seen [3]int
	for i := 0; i < len(places); i += max(1, len(places)/n) {
		for _, mask := range []byte{1 << (places[i] % 8), 0xff} {
			file := bytes.Clone(im.file)
			file[places[i]] ^= mask
			seen[im.judge(t, file, "flipped at, mask", places[i], int(mask))]++
		}
	}
	t.Logf("%d bytes: refused %d, set aside %d, right %d", len(im.file), seen[refused], seen[setAside], seen[right])
	for _, v := range want { // a table of damage that hits nothing proves nothing
		if seen[v] == 0 && n >= 80 {
			t.Errorf("refused, set aside and right: got %v, want some of each of %v", seen, want)
		}
	}
}

func TestTruncated(t *testing.T) {
	im := mustImage(t, 15)
	random := rand.New(rand.NewPCG(1, 2))
	sizes := []int{0, 1, 15, 16, 80, pageSize - 1, 2*pageSize - 1}
	for at := 0; at < len(im.file); at += pageSize {
		sizes = append(sizes, at, at+1, at+random.IntN(pageSize))
	}
	for _, size := range sizes {
		im.judge(t, im.file[:min(size, len(im.file))], "cut off at", size)
	}
	if got := im.judge(t, im.file[:len(im.file)/2], "cut in half at", len(im.file)/2); got != refused {
		t.Errorf("cut in half: got %v, want refused", got)
	}
}

func TestZeroedPage(t *testing.T) {
	im := mustImage(t, 15)
	for at := 0; at < len(im.file); at += pageSize {
		file := bytes.Clone(im.file)
		clear(file[at:min(at+pageSize, len(file))])
		im.judge(t, file, "zeroed page at", at)
	}
}

// A page in the place of another, as a disk that loses its way writes it.
func TestSwappedPages(t *testing.T) {
	im := mustImage(t, 15)
	random := rand.New(rand.NewPCG(3, 4))
	pages := len(im.file) / pageSize
	for i := range rounds(t, 60) {
		from, to := random.IntN(pages), random.IntN(pages)
		if i < 2 {
			from, to = i, 1-i // the two headers
		}
		file := bytes.Clone(im.file)
		copy(file[to*pageSize:(to+1)*pageSize], im.file[from*pageSize:])
		im.judge(t, file, "page written to the place of", from, to)
	}
}
