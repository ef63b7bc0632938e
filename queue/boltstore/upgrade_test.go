package boltstore_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// An old file is upgraded when it is opened, and lies beside as it was. Nothing is done twice.
func TestUpgrade(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		file := old.mustWrite(t, path)
		for range 2 {
			store := mustOpen(t, path)
			old.wantUpgraded(t, mustLoad(t, store))
			if damage := store.Damage(); len(damage) != 0 {
				t.Errorf("damage: got %v, want none", damage)
			}
			store.Close()
			wantKept(t, old.kept(path), file)
			wantAlone(t, path, old.kept(path))
		}
		if r, err := boltstore.Verify(path); err != nil || len(r.Damage) > 0 || r.Schema != 3 {
			t.Errorf("Verify: got %+v, %v, want a sound file of schema 3", r, err)
		}
		store := mustOpen(t, path)
		revision := mustLoad(t, store).Revision
		mustCommit(t, store, revision, setting("2026-11-22"), visit("2026-11-22", 1))
		mustCompact(t, store)
	})
}

// An upgrade leaves every record as it is but those it is about.
func TestUpgradeTouches(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		old.mustWrite(t, path)
		before := mustValues(t, path)
		mustOpen(t, path).Close()
		after, changed := mustValues(t, path), []string{}
		for key, value := range after {
			if was, ok := before[key]; !ok || was != value {
				changed = append(changed, key)
			}
			delete(before, key)
		}
		if slices.Sort(changed); !slices.Equal(changed, old.changed) || len(before) > 0 {
			t.Errorf("got %q changed and %q gone, want %q and none", changed, slices.Sorted(maps.Keys(before)), old.changed)
		}
	})
}

// A code that a screen shows goes on working: it is found by what its scene says, and by its service.
func TestUpgradeCodes(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		old.mustWrite(t, path)
		q := mustHall(t, path)
		defer q.Close()
		q.Look(func(b *queue.Book) {
			shown, ok := b.Code("general")
			code, found := b.CodeOf(queue.Join, "general")
			if !ok || !found || shown != code || !strings.HasPrefix(code.Scene, "v1.join.general") {
				t.Errorf("code of general: got %+v and %+v, want the old one by both", shown, code)
			}
		})
	})
}

func wantKept(t *testing.T, path string, want []byte) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s: got %d bytes, %v, want the old file byte for byte", filepath.Base(path), len(got), err)
	}
}

// The copy of an old file does not take the place of another file.
func TestUpgradeKeepsCopies(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		file, kept := old.mustWrite(t, path), old.kept(path)
		other := bytes.ReplaceAll(file, []byte("weixin.qq.com"), []byte("elsewhere.com"))
		mustWrite(t, kept, []byte("somebody's"))
		mustWrite(t, kept+"-2", other)
		mustOpen(t, path).Close()
		wantKept(t, kept, []byte("somebody's"))
		wantKept(t, kept+"-2", other)
		wantKept(t, kept+"-3", file)
		old.mustWrite(t, path) // put back, and upgraded again
		mustOpen(t, path).Close()
		wantAlone(t, path, kept, kept+"-2", kept+"-3")
	})
}

// The copy of an old file holds the customers of its day. It is there for that day, and gone when the next one is compacted;
// other files stay, whatever they are called.
func TestUpgradeForgotten(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		path := filepath.Join(t.TempDir(), "paihao.db")
		file, kept, mine := old.mustWrite(t, path), old.kept(path), path+".schema-9"
		other := filepath.Join(t.TempDir(), "other.db")
		mustOpen(t, other).Close()
		mustDo(t, os.Rename(other, kept+"-8")) // another store
		mustWrite(t, kept+"-9", []byte("somebody's"))
		store := mustOpen(t, path)
		revision := mustLoad(t, store).Revision
		mustDo(t, store.Copy(t.Context(), mine)) // of this store, and no older
		mustCompact(t, store)
		mustCommit(t, store, revision, visit(today, 1))
		mustCompact(t, store)
		wantKept(t, kept, file)
		mustCommit(t, store, revision+1, setting(yesterday)) // opened again: no later day
		mustCompact(t, store)
		wantKept(t, kept, file)
		mustCommit(t, store, revision+2, setting("2026-11-22"))
		wantKept(t, kept, file)
		mustCompact(t, store)
		wantAlone(t, path, kept+"-8", kept+"-9", mine)
		if _, err := os.Stat(kept); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the copy after a later day was compacted: got %v, want none", err)
		}
		wantKept(t, kept+"-9", []byte("somebody's"))
		mustCommit(t, store, revision+3, visit("2026-11-22", 2))
	})
}
