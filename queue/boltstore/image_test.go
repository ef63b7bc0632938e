package boltstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

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
		Tickets: added.Tickets, Bindings: added.Bindings, Contacts: added.Contacts, Notices: added.Notices, Operations: []queue.Operation{*added.Operation},
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
