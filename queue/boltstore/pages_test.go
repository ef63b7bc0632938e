package boltstore

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"testing"

	"paihao/queue"
)

// mustPast makes a store's file with some past days, each with the same number of tickets, and one open day.
func mustPast(t testing.TB, pastDays int) string {
	t.Helper()
	s, path := mustStore(t)
	for day := range pastDays + 1 {
		name := fmt.Sprintf("day %03d", day)
		batch := []queue.Change{{Day: name}}
		for n := range 50 {
			id := fmt.Sprintf("%s %03d", name, n)
			batch = append(batch, queue.Change{
				Tickets: []queue.Ticket{{ID: id, Day: name}}, Notices: []queue.Notice{{ID: id, Day: name}},
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

// counted is a file that counts what is read of it.
type counted struct {
	io.ReaderAt
	bytes int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	c.bytes += len(p)
	return c.ReaderAt.ReadAt(p, at)
}

// Neither opening nor Load reads more because there were days before.
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
		if err := checkPages(c, int64(len(file)), h); err != nil {
			t.Fatalf("checkPages: got %v, want no error", err)
		}
		read[i] = c.bytes
		s, err := Open(Options{Path: path})
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
	// The names of the days themselves and their tallies are 30 times as many.
	if read[1] > read[0]+8*os.Getpagesize() || allocated[1] > allocated[0]*1.1 {
		t.Errorf("after 60 days instead of 2: got %d bytes checked and %.0f allocations, want about %d and %.0f",
			read[1], allocated[1], read[0], allocated[0])
	}
}

// FuzzPages looks at files that hold anything. It must come to an end and never read outside.
func FuzzPages(f *testing.F) {
	file, err := os.ReadFile(mustPast(f, 1))
	if err != nil {
		f.Fatal(err)
	}
	size := os.Getpagesize()
	h, _, err := readHeader(bytes.NewReader(file), size)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file[2*size:int(h.count)*size], uint16(h.root), uint16(h.freelist))
	f.Add([]byte{}, uint16(0), uint16(1))
	f.Add(make([]byte, 3*size), uint16(2), uint16(3))
	f.Fuzz(func(t *testing.T, body []byte, root, freelist uint16) {
		whole := append(make([]byte, 2*size), body...)
		h := header{pageSize: size, root: uint64(root), freelist: uint64(freelist), count: uint64(len(whole) / size)}
		c := &counted{ReaderAt: bytes.NewReader(whole)}
		_ = checkPages(c, int64(len(whole)), h)
		if limit := len(whole) + (len(whole)/size+1)*pageHeader; c.bytes > limit {
			t.Errorf("read %d bytes of a file of %d, want each page once", c.bytes, len(whole))
		}
	})
}
