package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// Verify finds what Load does not read: every kind of damage in any day, by the bucket it is in.
func TestVerify(t *testing.T) {
	tx := func(change func(tx *bbolt.Tx) error) func(*testing.T, string) {
		return func(t *testing.T, path string) { mustChange(t, path, change) }
	}
	old := func(tx *bbolt.Tx, kind string) *bbolt.Bucket {
		return tx.Bucket([]byte(kind)).Bucket([]byte("day 000"))
	}
	first := func(b *bbolt.Bucket) []byte {
		key, _ := b.Cursor().First()
		return bytes.Clone(key)
	}
	for _, c := range []struct {
		name   string
		spoil  func(t *testing.T, path string)
		damage string
		err    error
	}{
		{"sound", func(*testing.T, string) {}, "[]", nil},
		{"record of a past day", tx(func(tx *bbolt.Tx) error {
			b := old(tx, tickets)
			return b.Put(first(b), []byte("nonsense"))
		}), "[{tickets/day 000 1}]", nil},
		{"record that is sealed and makes no sense", tx(func(tx *bbolt.Tx) error {
			b := old(tx, notices)
			return b.Put(first(b), seal(notices+"/day 000", first(b), []byte("nonsense")))
		}), "[{notices/day 000 1}]", nil},
		{"missing record of a past day", tx(func(tx *bbolt.Tx) error {
			b := old(tx, tickets)
			return errors.Join(b.Delete(first(b)), b.Delete(first(b)))
		}), "[{tickets/day 000 2}]", nil},
		{"record too many", tx(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(codes)).Put([]byte("c"), seal(codes, []byte("c"), []byte("{}")))
		}), "[{codes 1}]", nil},
		{"older record", tx(func(tx *bbolt.Tx) error {
			b := old(tx, tickets)
			return b.Put(first(b), seal(tickets+"/day 000", first(b), []byte("{}")))
		}), "[{tickets/day 000 1}]", nil},
		{"missing bucket of a past day", tx(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(tickets)).DeleteBucket([]byte("day 000"))
		}), "[{tickets/day 000 1}]", nil},
		{"tally of a past day", tx(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(meta)).Put([]byte(keyTally+tickets+"/day 000"), []byte("nonsense"))
		}), "[{tickets/day 000 50} {meta 1}]", nil},
		{"secret", tx(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(meta)).Put([]byte(keySecret), []byte("nonsense")) }), "[{meta 1}]", nil},
		{"no bucket", tx(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(codes)) }), "", queue.ErrDamaged},
		{"revision", tx(func(tx *bbolt.Tx) error { return tx.Bucket([]byte(meta)).Put([]byte(keyRevision), nil) }), "", queue.ErrDamaged},
		{"newer", tx(func(tx *bbolt.Tx) error { return putMeta(tx, keySchema, schema+1) }), "", queue.ErrNewer},
		{"one header", func(t *testing.T, path string) { mustSpoil(t, path, 0) }, "[{file header 1}]", nil},
		{"both headers", func(t *testing.T, path string) {
			mustSpoil(t, path, 0)
			mustSpoil(t, path, os.Getpagesize())
		}, "", queue.ErrDamaged},
		{"cut off", func(t *testing.T, path string) { mustDo(t, os.Truncate(path, int64(5*os.Getpagesize()))) }, "", queue.ErrDamaged},
		{"no file", func(t *testing.T, path string) { mustDo(t, os.Remove(path)) }, "", fs.ErrNotExist},
		{"held", func(t *testing.T, path string) {
			s, err := Open(Options{Path: path, Reserve: 1})
			mustDo(t, err)
			t.Cleanup(func() { s.Close() })
		}, "", queue.ErrLocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := mustPast(t, 2)
			c.spoil(t, path)
			before, _ := os.ReadFile(path)
			r, err := Verify(path)
			if !errors.Is(err, c.err) || err == nil && fmt.Sprint(r.Damage) != c.damage {
				t.Errorf("Verify: got damage %v and %v, want %s and %v", r.Damage, err, c.damage, c.err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Errorf("the file was changed, want it byte for byte as it was")
			}
		})
	}
}

// mustSpoil turns the checksum of a header, behind the start of its page.
func mustSpoil(t *testing.T, path string, page int) {
	t.Helper()
	file, err := os.ReadFile(path)
	mustDo(t, err)
	file[page+headerEnd-1] ^= 0xff
	mustDo(t, os.WriteFile(path, file, 0o600))
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestVerifyReport(t *testing.T) {
	r, err := Verify(mustPast(t, 2))
	mustDo(t, err)
	got := fmt.Sprintf("%d %d %s %v %v", r.Schema, r.Revision, r.Day, r.Days, r.Records)
	// Operations are those of two days.
	want := "3 3 day 002 [day 000 day 001 day 002] map[bindings:0 codes:0 contacts:0 counters:0 days:3 notices:150 operations:100 services:0 tickets:150]"
	if got != want {
		t.Errorf("report: got %s, want %s", got, want)
	}
}
