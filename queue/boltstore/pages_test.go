package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/storetest"
)

// mustPast makes a store's file with some past days, each with the same number of tickets, and one open day.
func mustPast(t testing.TB, pastDays int) string {
	t.Helper()
	s, path := mustStore(t)
	for day := range pastDays + 1 {
		name := fmt.Sprintf("day %03d", day)
		batch := []queue.Change{{Days: []queue.Day{{Date: name}}}}
		for n := range 50 {
			id := fmt.Sprintf("%s %03d", name, n)
			batch = append(batch, queue.Change{
				Tickets: []queue.Ticket{storetest.Ticket(name, id)}, Notices: []queue.Notice{{ID: id, Day: name}},
				Operation: &queue.Operation{ID: id, Day: name},
			})
		}
		if err := s.Commit(t.Context(), uint64(day), batch); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// checkAll looks at every page.
func checkAll(file io.ReaderAt, size int64, h header) error {
	p, err := checkPages(file, size, h)
	if err != nil {
		return err
	}
	return p.checkAllDays()
}

// counted is a file that counts what is read of it.
type counted struct {
	io.ReaderAt
	bytes int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	c.bytes += len(p)
	return c.ReaderAt.ReadAt(p, at)
}

// Neither opening nor Load reads more because there were days before, but for the days' own records.
func TestPastDaysCostNothing(t *testing.T) {
	var read [2]int
	var allocated [2]float64
	for i, pastDays := range []int{2, 60} {
		path := mustPast(t, pastDays)
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := &counted{ReaderAt: bytes.NewReader(file)}
		h, _, err := readHeader(c, os.Getpagesize())
		if err != nil {
			t.Fatal(err)
		}
		p, err := checkPages(c, int64(len(file)), h)
		if err != nil {
			t.Fatalf("checkPages: got %v, want no error", err)
		}
		if err := p.checkDay(fmt.Sprintf("day %03d", pastDays)); err != nil {
			t.Fatalf("checkDay: got %v, want no error", err)
		}
		read[i] = c.bytes
		s, err := Open(Options{Path: path, Reserve: 1})
		if err != nil {
			t.Fatal(err)
		}
		allocated[i] = testing.AllocsPerRun(3, func() {
			if _, err := s.Load(t.Context()); err != nil {
				t.Errorf("Load: got %v, want no error", err)
			}
		})
		s.Close()
	}
	// The names of the days themselves, their records and tallies are 20 times as many.
	if read[1] > read[0]+8*os.Getpagesize() || allocated[1] > allocated[0]+58*12 {
		t.Errorf("after 60 days instead of 2: got %d bytes checked and %.0f allocations, want about %d and %.0f",
			read[1], allocated[1], read[0], allocated[0])
	}
}

// mustSmall makes a bbolt file of small pages, which a fuzzer gets through quickly: inline buckets and others, a branch,
// a page with overflow, free pages.
func mustSmall(t testing.TB, pageSize int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "small.db")
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: pageSize, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		t.Fatal(err)
	}
	fill := func(tx *bbolt.Tx) error {
		top, err := tx.CreateBucketIfNotExists([]byte(tickets))
		if err != nil {
			return err
		}
		day, err := top.CreateBucketIfNotExists([]byte("day"))
		for n := 0; err == nil && n < 9; n++ {
			err = day.Put(fmt.Append(nil, "key ", n), make([]byte, 5*n*n))
		}
		return err
	}
	if err := errors.Join(db.Update(fill), db.Update(fill), db.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// A page that says it is longer than it is would, once replaced, take others with it. Only in a page that is not in use
// may that go unseen; and such a page may hold anything.
func TestTooLongPages(t *testing.T) {
	const size = 256
	file := mustSmall(t, size)
	h, _, err := readHeader(bytes.NewReader(file), size)
	if err != nil {
		t.Fatal(err)
	}
	unseen := func(change func(page []byte), id int) bool {
		changed := bytes.Clone(file)
		change(changed[id*size : (id+1)*size])
		return checkAll(bytes.NewReader(changed), int64(len(file)), h) == nil
	}
	refused := 0
	for id := 2; id < int(h.count); id++ {
		if order.Uint64(file[id*size:]) != uint64(id) {
			continue // the rest of a long page, without a header
		}
		longer := unseen(func(page []byte) { page[12]++ }, id)
		anything := unseen(func(page []byte) { clear(page) }, id)
		if longer && !anything {
			t.Errorf("page %d one too long: got no error, want one", id)
		}
		if !longer {
			refused++
		}
	}
	if refused == 0 {
		t.Errorf("pages in use: got none, want some")
	}
}

// FuzzPages looks at files that hold anything. It must come to an end, and read each page once and nothing outside.
func FuzzPages(f *testing.F) {
	const size = 256
	file := mustSmall(f, size)
	h, _, err := readHeader(bytes.NewReader(file), size)
	if err != nil {
		f.Fatal(err)
	}
	if err := checkAll(bytes.NewReader(file), int64(len(file)), h); err != nil {
		f.Fatalf("checkAll of a sound file: got %v, want no error", err)
	}
	f.Add(file[2*size:int(h.count)*size], uint16(h.root), uint16(h.freelist))
	f.Add([]byte{}, uint16(0), uint16(1))
	f.Add(make([]byte, 3*size), uint16(2), uint16(3))
	f.Fuzz(func(t *testing.T, body []byte, root, freelist uint16) {
		whole := append(make([]byte, 2*size), body...)
		h := header{pageSize: size, root: uint64(root), freelist: uint64(freelist), count: uint64(len(whole) / size)}
		c := &counted{ReaderAt: bytes.NewReader(whole)}
		_ = checkAll(c, int64(len(whole)), h) // either answer will do
		if limit := len(whole) + (len(whole)/size+1)*pageHeader; c.bytes > limit {
			t.Errorf("read %d bytes of a file of %d, want each page once", c.bytes, len(whole))
		}
	})
}
