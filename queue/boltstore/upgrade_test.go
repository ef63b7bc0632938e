package boltstore_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// mustOldFile writes the file that a program of schema 1 has made in two business days, with tickets in every state it knew,
// bindings, notices and a code.
func mustOldFile(t *testing.T, path string) []byte {
	t.Helper()
	packed, err := os.Open("testdata/schema-1.db.gz")
	mustDo(t, err)
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	mustDo(t, err)
	file, err := io.ReadAll(unpacked)
	mustDo(t, err)
	mustWrite(t, path, file)
	return file
}

// wantUpgraded holds that the store has what the old file had, and what came with schema 2.
func wantUpgraded(t *testing.T, got *queue.Saved) {
	t.Helper()
	at := func(clock string) time.Time {
		when, err := time.Parse(time.DateTime+"Z07:00", clock+"+08:00")
		mustDo(t, err)
		return when
	}
	days := []queue.Day{
		{Date: yesterday, Seq: 1, OpenedAt: at("2026-11-20 09:00:30"), ClosedAt: at("2026-11-20 09:04:30")},
		{Date: today, Seq: 2, OpenedAt: at("2026-11-21 09:00:30")},
	}
	if !slices.EqualFunc(got.Days, days, func(a, b queue.Day) bool {
		return a.Date == b.Date && a.Seq == b.Seq && a.OpenedAt.Equal(b.OpenedAt) && a.ClosedAt.Equal(b.ClosedAt)
	}) {
		t.Errorf("Days: got %+v, want %+v", got.Days, days)
	}
	if want := at("2026-11-21 09:08:00"); got.Day != today || !got.At.Equal(want) || !got.Untidy {
		t.Errorf("got day %s at %v, untidy %v, want %s at %v, true", got.Day, got.At, got.Untidy, today, want)
	}
	said := ""
	for _, ticket := range got.Tickets {
		said += fmt.Sprintf("%s %s %d, ", ticket.Number, ticket.State, len(ticket.Steps))
	}
	said += fmt.Sprintf("%d bindings, %d notices, %d codes, %d counters, %d operations",
		len(got.Bindings), len(got.Notices), len(got.Codes), len(got.Counters), len(got.Operations))
	if want := "A001 waiting 5, A002 done 4, A003 called 2, 5 bindings, 6 notices, 1 codes, 2 counters, 22 operations"; said != want {
		t.Errorf("got %s, want %s", said, want)
	}
}

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
	if r, err := boltstore.Verify(path); err != nil || !r.Sound() || r.Schema != 2 {
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
		if err != nil || !r.Sound() || len(r.Days) != 2 {
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
