package boltstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// An old file with a page that cannot be read, of those that an upgrade or the current day needs, is not upgraded, and stays
// as it is, without a copy. Any other page keeps nobody from their work.
func TestUpgradeDamaged(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		whole := old.mustWrite(t, path)
		refused := 0
		for at := 2 * pageSize; at < len(whole); at += pageSize {
			file := bytes.Clone(whole)
			copy(file[at+8:], []byte{0xff, 0xff, 0xff, 0xff}) // kind and number of elements
			mustWrite(t, path, file)
			store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
			if err == nil {
				old.wantUpgraded(t, mustLoad(t, store))
				store.Close()
				wantKept(t, old.kept(path), file)
				mustDo(t, os.Remove(old.kept(path)))
				continue
			}
			refused++
			if !errors.Is(err, queue.ErrDamaged) {
				t.Errorf("page at %d damaged: got %v, want %v", at, err, queue.ErrDamaged)
			}
			wantKept(t, path, file)
			wantAlone(t, path)
		}
		if refused == 0 {
			t.Errorf("damaged pages that were refused: got none, want some")
		}
	})
}

// The page of a past day that went bad long ago does not keep a venue from its work on the day of an upgrade, unless the
// upgrade needs that day: without it nobody would know when a day of schema 1 began.
func TestUpgradePastDayDamaged(t *testing.T) {
	for _, c := range []struct {
		old  oldFile
		want error
	}{{oldFiles[0], queue.ErrDamaged}, {oldFiles[1], nil}} {
		path := filepath.Join(t.TempDir(), "paihao.db")
		c.old.mustWrite(t, path)
		mustSpoilRoot(t, path, "tickets", yesterday)
		store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
		if !errors.Is(err, c.want) {
			t.Errorf("Open of schema %d with a damaged past day: got %v, want %v", c.old.schema, err, c.want)
		}
		if err == nil {
			c.old.wantUpgraded(t, mustLoad(t, store))
			store.Close()
		}
	}
}

// mustSpoilRoot damages the first page of a day's bucket.
func mustSpoilRoot(t *testing.T, path, kind, day string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	mustDo(t, err)
	root := 0
	mustDo(t, db.View(func(tx *bbolt.Tx) error {
		root = int(tx.Bucket([]byte(kind)).Bucket([]byte(day)).Root())
		return nil
	}))
	mustDo(t, db.Close())
	if root == 0 {
		t.Fatalf("%s of %s: got no page of their own, want one", kind, day)
	}
	file, err := os.ReadFile(path)
	mustDo(t, err)
	copy(file[root*pageSize+8:], []byte{0xff, 0xff, 0xff, 0xff}) // kind and number of elements
	mustWrite(t, path, file)
}

// A code that is damaged in the old file is damaged in the new one, and the others are upgraded.
func TestUpgradeDamagedCode(t *testing.T) {
	path, old := filepath.Join(t.TempDir(), "paihao.db"), oldFiles[1]
	old.mustWrite(t, path)
	db, err := bbolt.Open(path, 0o600, nil)
	mustDo(t, err)
	mustDo(t, db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("codes")).Put([]byte("join/general"), []byte("nonsense"))
	}))
	mustDo(t, db.Close())
	store := mustOpen(t, path)
	saved := mustLoad(t, store)
	if got := fmt.Sprint(store.Damage()); got != "[{codes 1}]" || len(saved.Codes) != 1 || saved.Codes[0].ID != "loan" {
		t.Errorf("got codes %+v and damage %s, want that of loans and one damaged", saved.Codes, got)
	}
	store.Close()
	if r, err := boltstore.Verify(path); err != nil || fmt.Sprint(r.Damage) != "[{codes 1}]" || r.Schema != 3 {
		t.Errorf("Verify: got %+v, %v, want schema 3 with one damaged code", r, err)
	}
}
