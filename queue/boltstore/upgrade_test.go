package boltstore_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// A file of schema 1 is upgraded when it is opened, and lies beside as it was. Nothing is done twice.
func TestUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	old := mustOldFile(t, path)
	for range 2 {
		store := mustOpen(t, path)
		wantUpgraded(t, mustLoad(t, store))
		if damage := store.Damage(); len(damage) != 0 {
			t.Errorf("damage: got %v, want none", damage)
		}
		store.Close()
		wantKept(t, path+".schema-1", old)
		wantAlone(t, path, path+".schema-1")
	}
	if r, err := boltstore.Verify(path); err != nil || len(r.Damage) > 0 || r.Schema != 2 {
		t.Errorf("Verify: got %+v, %v, want a sound file of schema 2", r, err)
	}
	store := mustOpen(t, path)
	revision := mustLoad(t, store).Revision
	mustCommit(t, store, revision, setting("2026-11-22"), visit("2026-11-22", 1))
	mustCompact(t, store)
}

func wantKept(t *testing.T, path string, want []byte) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s: got %d bytes, %v, want the old file byte for byte", filepath.Base(path), len(got), err)
	}
}

// The copy of an old file does not take the place of another file.
func TestUpgradeKeepsCopies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	old := mustOldFile(t, path)
	other := bytes.ReplaceAll(old, []byte("weixin.qq.com"), []byte("elsewhere.com"))
	mustWrite(t, path+".schema-1", []byte("somebody's"))
	mustWrite(t, path+".schema-1-2", other)
	mustOpen(t, path).Close()
	wantKept(t, path+".schema-1", []byte("somebody's"))
	wantKept(t, path+".schema-1-2", other)
	wantKept(t, path+".schema-1-3", old)
	mustOldFile(t, path) // put back, and upgraded again
	mustOpen(t, path).Close()
	wantAlone(t, path, path+".schema-1", path+".schema-1-2", path+".schema-1-3")
}

// The copy of an old file holds the customers of its day. It is there for that day, and gone when the next one is compacted;
// other files stay, whatever they are called.
func TestUpgradeForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	other := filepath.Join(t.TempDir(), "other.db")
	mustOpen(t, other).Close()
	mustDo(t, os.Rename(other, path+".schema-1-8")) // another store
	mustWrite(t, path+".schema-1-9", []byte("somebody's"))
	old := mustOldFile(t, path)
	store := mustOpen(t, path)
	revision := mustLoad(t, store).Revision
	mustDo(t, store.Copy(t.Context(), path+".schema-2")) // of this store, and no older
	mustCompact(t, store)
	mustCommit(t, store, revision, visit(today, 1))
	mustCompact(t, store)
	wantKept(t, path+".schema-1", old)
	mustCommit(t, store, revision+1, setting(yesterday)) // opened again: no later day
	mustCompact(t, store)
	wantKept(t, path+".schema-1", old)
	mustCommit(t, store, revision+2, setting("2026-11-22"))
	wantKept(t, path+".schema-1", old)
	mustCompact(t, store)
	wantAlone(t, path, path+".schema-1-8", path+".schema-1-9", path+".schema-2")
	if _, err := os.Stat(path + ".schema-1"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the copy after a later day was compacted: got %v, want none", err)
	}
	wantKept(t, path+".schema-1-9", []byte("somebody's"))
	mustCommit(t, store, revision+3, visit("2026-11-22", 2))
}

// An old file with a page that cannot be read is not upgraded, and stays as it is, without a copy.
func TestUpgradeDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	old := mustOldFile(t, path)
	refused := 0
	for at := 2 * pageSize; at < len(old); at += pageSize {
		file := bytes.Clone(old)
		copy(file[at+8:], []byte{0xff, 0xff, 0xff, 0xff}) // kind and number of elements
		mustWrite(t, path, file)
		store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
		if err == nil { // not one of its pages
			store.Close()
			mustDo(t, os.Remove(path+".schema-1"))
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
}

// upgrade opens the store, to be killed meanwhile.
func upgrade(path string) error {
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
	if err != nil {
		return err
	}
	_, err = store.Load(context.Background())
	return errors.Join(err, store.Close())
}

// TestUpgradeKilled kills a program with signal 9 at random moments of an upgrade. The file is the old one then, byte for
// byte as far as it is in use, or the new one, and there is a whole copy of the old one or none.
func TestUpgradeKilled(t *testing.T) {
	seen := map[int]int{}
	for range rounds(t, 12) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		old := mustOldFile(t, path)
		cmd := child(t, "upgrade", path)
		mustDo(t, cmd.Start())
		<-time.After(time.Duration(rand.IntN(30_000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		r, err := boltstore.Verify(path)
		if err != nil || len(r.Damage) > 0 || len(r.Days) != 2 {
			t.Fatalf("Verify after the kill: got %+v, %v, want a sound file of two days", r, err)
		}
		seen[r.Schema]++
		if _, err := os.Stat(path + ".schema-1"); err == nil || r.Schema == 2 {
			wantKept(t, path+".schema-1", old)
		}
		store := mustOpen(t, path)
		wantUpgraded(t, mustLoad(t, store))
		store.Close()
		wantKept(t, path+".schema-1", old)
		wantAlone(t, path, path+".schema-1")
	}
	t.Logf("killed before and after: %v", seen)
}
