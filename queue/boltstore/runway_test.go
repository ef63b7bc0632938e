package boltstore

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// What lies ahead of a file's pages is zeros, as many as its size allows, and none where there is no room for them. Whatever
// length the file has, no byte of its pages changes.
func TestLengthen(t *testing.T) {
	const mib = 1 << 20
	for name, c := range map[string]struct {
		used, length, limit, want int64
		full                      bool
	}{
		"a small file":              {used: 40 << 10, length: 64 << 10, want: 104 << 10},
		"enough is left":            {used: 40 << 10, length: 72 << 10, want: 72 << 10},
		"a file of some size":       {used: mib, length: mib, want: mib + mib/2},
		"a large file":              {used: 64 * mib, length: 64 * mib, want: 65 * mib},
		"a file made larger":        {used: mib, length: 7 * mib, want: 7 * mib},
		"a full disk":               {used: mib, length: mib, want: mib, full: true},
		"near its size limit":       {used: mib, length: mib, limit: mib + 100, want: mib + 100},
		"at its size limit":         {used: mib, length: mib, limit: mib, want: mib},
		"beyond its size limit":     {used: mib, length: mib, limit: mib / 2, want: mib},
		"cut off":                   {used: 64 * mib, length: mib, want: mib},
		"cut off by half a page":    {used: mib, length: mib - 2048, want: mib - 2048},
		"with half a page to spare": {used: mib, length: mib + 2048, want: mib + mib/2},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := mustStore(t)
			if err := os.Truncate(path, c.length); err != nil {
				t.Fatal(err)
			}
			if s.db.MaxSize, s.reserve.lacking = 1<<30, c.full; c.limit > 0 {
				s.db.MaxSize = int(c.limit)
			}
			before := mustHead(t, path, c.length)
			if err := s.lengthen(c.used); err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Size() != c.want {
				t.Fatalf("length: got %d, %v, want %d", info.Size(), err, c.want)
			}
			if !bytes.Equal(mustHead(t, path, c.length), before) {
				t.Error("the file has changed where it was")
			}
		})
	}
}

// A file that grows has some room ahead of each commit, and never much.
func TestRunwayAhead(t *testing.T) {
	s, path := mustStore(t)
	for base := range uint64(60) {
		contact := queue.Contact{ID: fmt.Sprint(base), Phone: strings.Repeat("1", 9<<10)}
		if err := s.Commit(t.Context(), base, []queue.Change{{Contacts: []queue.Contact{contact}}}); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		used := int64(0)
		if err := s.db.View(func(tx *bbolt.Tx) error { used = tx.Size(); return nil }); err != nil {
			t.Fatal(err)
		}
		if ahead := info.Size() - used; ahead <= 0 || ahead > max(used, 3*growth) {
			t.Errorf("commit %d: got %d bytes ahead of %d, want some, and not more than that", base, ahead, used)
		}
	}
}

func mustHead(t *testing.T, path string, n int64) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data[:n]
}

// What cannot be written is left to the commit; what could not be synced is not.
func TestLengthenFails(t *testing.T) {
	for _, c := range []struct {
		file string
		fail bool
	}{
		{"/dev/full", false}, // no room
		{"/dev/null", true},  // takes all, and knows no sync
	} {
		file, err := os.OpenFile(c.file, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		s, _ := mustStore(t)
		s.file = file
		if err := s.lengthen(0); (err != nil) != c.fail {
			t.Errorf("%s: got %v, want an error %v", c.file, err, c.fail)
		}
	}
}
