package boltstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// A copy that is on its way when the store is closed gives up, and leaves nothing.
func TestCopyClosed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustCommit(t, store, 0, visits(today, 0, 2000)...)
	copied := make(chan error)
	go func() {
		for i := 0; ; i++ {
			if err := store.Copy(context.Background(), fmt.Sprint(path, i)); err != nil {
				copied <- err
				return
			}
			os.Remove(fmt.Sprint(path, i))
		}
	}()
	store.Close()
	if err := <-copied; !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Copy when the store is closed: got %v, want %v", err, fs.ErrClosed)
	}
	wantAlone(t, path)
}

// Of copies to one path at once the first is there, whole, and the others are refused.
func TestCopyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustCommit(t, store, 0, visits(today, 0, 300)...)
	for round := range 5 {
		to, done := fmt.Sprint(path, round), make(chan error)
		for range 4 {
			go func() { done <- store.Copy(context.Background(), to) }()
		}
		made := 0
		for range 4 {
			err := <-done
			if err == nil {
				made++
			} else if !errors.Is(err, fs.ErrExist) {
				t.Errorf("Copy: got %v, want none or %v", err, fs.ErrExist)
			}
		}
		if r, err := boltstore.Verify(to); made != 1 || err != nil || len(r.Damage) > 0 || r.Records["bindings"] != 300 {
			t.Errorf("copies: got %d, which say %+v and %v, want one that is sound", made, r, err)
		}
	}
}

// A file that nobody holds is copied without what was deleted, and stays as it is with what lies beside it.
func TestCopyFile(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "paihao.db"), filepath.Join(t.TempDir(), "copy.db")
	store := mustOpen(t, from)
	mustCommit(t, store, 0, append([]queue.Change{setting(yesterday)}, visits(yesterday, 0, 100)...)...)
	mustCommit(t, store, 1, append([]queue.Change{setting(today)}, visits(today, 1000, 20)...)...)
	mustCommit(t, store, 2, queue.Change{Codes: []queue.Code{codeOf(7)}})
	mustCommit(t, store, 3, gone(visit(yesterday, 7)), queue.Change{Revoked: []string{codeOf(7).Key()}})
	want := records(t, mustLoad(t, store))
	store.Close()
	if got, want := traces(t, from, 7, 1), len(personal(7)); got != want {
		t.Fatalf("traces of the deleted customer in the file: got %d, want %d, else the test shows nothing", got, want)
	}
	mustWrite(t, from+".compact", []byte("of a killed run"))
	before := files(t, dir)
	mustDo(t, boltstore.CopyFile(t.Context(), from, to))
	if after := files(t, dir); !maps.Equal(before, after) {
		t.Errorf("the file and what lies beside it were changed, want all byte for byte as it was")
	}
	wantAlone(t, to)
	if got := traces(t, to, 7, 1); got != 0 {
		t.Errorf("traces of the deleted customer in the copy: got %d, want none", got)
	}
	if r, err := boltstore.Verify(to); err != nil || len(r.Damage) > 0 || r.Records["tickets"] != 120 {
		t.Errorf("Verify of the copy: got %+v, %v, want it sound with 120 tickets", r, err)
	}
	if got := records(t, mustLoad(t, mustOpen(t, to))); !slices.Equal(got, want) {
		t.Errorf("Load of the copy: got %d records, want the same %d", len(got), len(want))
	}
}

// files gives what is in a directory, by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	list, err := os.ReadDir(dir)
	mustDo(t, err)
	all := map[string]string{}
	for _, e := range list {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		mustDo(t, err)
		all[e.Name()] = string(text)
	}
	return all
}

// A file of an older layout is copied in that layout, and can be upgraded there.
func TestCopyFileOld(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		from, to := filepath.Join(t.TempDir(), "paihao.db"), filepath.Join(t.TempDir(), "copy.db")
		file := old.mustWrite(t, from)
		mustDo(t, boltstore.CopyFile(t.Context(), from, to))
		wantKept(t, from, file)
		wantAlone(t, from)
		content, copied := mustValues(t, from), mustValues(t, to)
		delete(content, "meta/untidy") // a copy holds no byte of what was deleted
		delete(copied, "meta/untidy")
		if !maps.Equal(content, copied) {
			t.Errorf("the copy holds something else than the file, want the same")
		}
		if r, err := boltstore.Verify(to); err != nil || r.Schema != old.schema {
			t.Errorf("Verify of the copy: got schema %d, %v, want %d", r.Schema, err, old.schema)
		}
		old.wantUpgraded(t, mustLoad(t, mustOpen(t, to)))
	})
}

// What cannot be copied is refused, with nothing written anywhere.
func TestCopyFileRefused(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		spoil func(t *testing.T, from, to string)
		want  error
	}{
		{"held", t.Context(), func(t *testing.T, from, _ string) { mustOpen(t, from) }, queue.ErrLocked},
		{"no file", t.Context(), func(t *testing.T, from, _ string) { mustDo(t, os.Remove(from)) }, fs.ErrNotExist},
		{"empty", t.Context(), func(t *testing.T, from, _ string) { mustWrite(t, from, nil) }, queue.ErrDamaged},
		{"zeros", t.Context(), func(t *testing.T, from, _ string) { mustWrite(t, from, make([]byte, 1<<16)) }, queue.ErrDamaged},
		{"other program's", t.Context(), func(t *testing.T, from, _ string) {
			mustDo(t, os.Remove(from))
			mustOther(t, from)
		}, queue.ErrDamaged},
		{"page of a past day", t.Context(), func(t *testing.T, from, _ string) { mustSpoilTickets(t, from, yesterday) }, queue.ErrDamaged},
		{"over a file", t.Context(), func(t *testing.T, _, to string) { mustWrite(t, to, []byte("somebody's")) }, fs.ErrExist},
		{"over itself", t.Context(), func(t *testing.T, from, to string) { mustDo(t, os.Symlink(from, to)) }, fs.ErrExist},
		{"with an ended context", ended, func(*testing.T, string, string) {}, context.Canceled},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, to := filepath.Join(t.TempDir(), "paihao.db"), filepath.Join(t.TempDir(), "copy.db")
			store := mustOpen(t, from)
			mustCommit(t, store, 0, append([]queue.Change{setting(yesterday)}, visits(yesterday, 0, 100)...)...)
			mustCommit(t, store, 1, setting(today))
			store.Close()
			c.spoil(t, from, to)
			here, there := files(t, filepath.Dir(from)), files(t, filepath.Dir(to))
			if err := boltstore.CopyFile(c.ctx, from, to); !errors.Is(err, c.want) {
				t.Errorf("CopyFile: got %v, want %v", err, c.want)
			}
			if !maps.Equal(files(t, filepath.Dir(from)), here) {
				t.Errorf("the file and what lies beside it were changed, want all as it was")
			}
			if got := files(t, filepath.Dir(to)); !maps.Equal(got, there) {
				t.Errorf("where the copy was to be: got %d files, want the %d of before", len(got), len(there))
			}
		})
	}
}

// mustSpoilTickets makes each page with tickets of a day one that cannot be read, in a file that may be in use.
func mustSpoilTickets(t *testing.T, path, day string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	mustDo(t, err)
	defer file.Close()
	data, err := os.ReadFile(path)
	mustDo(t, err)
	spoiled := 0
	for at := 0; at+pageSize <= len(data); at += pageSize {
		if bytes.Contains(data[at:at+pageSize], fmt.Appendf(nil, `"day":%q,"number"`, day)) {
			_, err := file.WriteAt([]byte{0xff, 0xff}, int64(at)+8) // the kind of a page
			mustDo(t, err)
			spoiled++
		}
	}
	if spoiled == 0 {
		t.Fatalf("pages with tickets of %s: got none, want some to spoil", day)
	}
}
