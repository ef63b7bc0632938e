package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/storetest"
)

// mustStore makes a store in a directory of its own.
func mustStore(t testing.TB) (s *Store, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "paihao.db")
	s, err := Open(Options{Path: path, Reserve: 1})
	if err != nil {
		t.Fatalf("Open: got %v, want no error", err)
	}
	t.Cleanup(func() { s.Close() })
	return s, path
}

// mustChange changes the closed file of a store behind its back.
func mustChange(t *testing.T, path string, change func(tx *bbolt.Tx) error) []byte {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// A file of a newer program is refused, and not one byte of it is changed. What a store cannot be without is refused
// when it is damaged, and left alone too.
func TestRefusedSchemas(t *testing.T) {
	spoil := func(bucket, key string) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(bucket)).Put([]byte(key), []byte("\x00\x00\x00\x001"))
		}
	}
	for _, c := range []struct {
		name   string
		change func(tx *bbolt.Tx) error
		want   error
	}{
		{"newer", func(tx *bbolt.Tx) error { return putMeta(tx, keySchema, schema+1) }, queue.ErrNewer},
		{"schema", spoil(meta, keySchema), queue.ErrDamaged},
		{"secret", spoil(meta, keySecret), queue.ErrDamaged},
		{"revision", spoil(meta, keyRevision), queue.ErrDamaged},
		{"days", spoil(meta, keyDays), queue.ErrDamaged},
		{"at", spoil(meta, keyAt), queue.ErrDamaged},
		{"untidy", func(tx *bbolt.Tx) error { return tx.Bucket([]byte(meta)).Delete([]byte(keyUntidy)) }, queue.ErrDamaged},
		{"the current day's record", spoil(dayRecords, "day"), queue.ErrDamaged},
		{"no days", func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(dayRecords)) }, queue.ErrDamaged},
		{"tally", spoil(meta, keyTally+bindings), queue.ErrDamaged},
		{"no bindings", func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(bindings)) }, queue.ErrDamaged},
		{"no contacts", func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(contacts)) }, queue.ErrDamaged},
		{"no tickets of today", func(tx *bbolt.Tx) error { return tx.Bucket([]byte(tickets)).DeleteBucket([]byte("day")) }, queue.ErrDamaged},
		{"one ticket less", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(tickets)).Bucket([]byte("day")).Delete([]byte("t"))
		}, queue.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, path := mustStore(t)
			if err := s.Commit(t.Context(), 0, []queue.Change{{Days: []queue.Day{{Date: "day"}}, Tickets: []queue.Ticket{storetest.Ticket("day", "t")}}}); err != nil {
				t.Fatal(err)
			}
			s.Close()
			before := mustChange(t, path, c.change)
			s, err := Open(Options{Path: path, Reserve: 1})
			if err == nil {
				_, err = s.Load(t.Context())
				s.Close()
			}
			if !errors.Is(err, c.want) {
				t.Errorf("Open and Load: got %v, want %v", err, c.want)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Errorf("the file was changed, want it byte for byte as it was")
			}
		})
	}
}

// A file of a newer program is not copied either: nobody knows what else belongs to it.
func TestCopyFileNewer(t *testing.T) {
	s, path := mustStore(t)
	s.Close()
	mustChange(t, path, func(tx *bbolt.Tx) error { return putMeta(tx, keySchema, schema+1) })
	if err := CopyFile(t.Context(), path, path+".copy"); !errors.Is(err, queue.ErrNewer) {
		t.Errorf("CopyFile: got %v, want %v", err, queue.ErrNewer)
	}
	if _, err := os.Stat(path + ".copy"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the copy: got %v, want none", err)
	}
}

// A damaged record may be replaced; after that the store is sound.
func TestDamagedRecordReplaced(t *testing.T) {
	s, path := mustStore(t)
	counter := queue.Change{Counters: []queue.CounterRecord{{ID: "1"}, {ID: "2"}}}
	if err := s.Commit(t.Context(), 0, []queue.Change{counter}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	mustChange(t, path, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(counters)).Put([]byte("1"), []byte("damaged")) })
	for i, want := range []string{"1 [{counters 1}]", "2 []"} {
		s, err := Open(Options{Path: path, Reserve: 1})
		if err != nil {
			t.Fatal(err)
		}
		saved, err := s.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(len(saved.Counters), s.Damage()); got != want {
			t.Errorf("counters and damage: got %s, want %s", got, want)
		}
		if err := s.Commit(t.Context(), uint64(i+1), []queue.Change{counter}); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
}
