package boltstore

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"paihao/queue"
	"paihao/queue/storetest"
)

// run is one run of a program that goes from day to day.
type run struct {
	*testing.T
	store    *Store
	revision uint64
	n        int // customers so far
}

// commit writes 50 customers of a day, behind what else is to be written.
func (r *run) commit(day string, more ...queue.Change) error {
	batch := more
	for range 50 {
		id := fmt.Sprintf("%s %04d", day, r.n)
		batch = append(batch, queue.Change{
			Tickets: []queue.Ticket{storetest.Ticket(day, id)}, Notices: []queue.Notice{{ID: id, Day: day}},
			Operation: &queue.Operation{ID: id, Day: day},
		})
		r.n++
	}
	err := r.store.Commit(r.Context(), r.revision, batch)
	if err == nil {
		r.revision++
	}
	return err
}

// begin writes the first customers of a day, and drops others.
func (r *run) begin(day string, dropped ...string) error {
	return r.commit(day, queue.Change{Days: []queue.Day{{Date: day}}, Dropped: dropped})
}

// mustSpoilDay damages the tickets of a day in a file that is in use.
func mustSpoilDay(t *testing.T, path, day string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	mustDo(t, err)
	defer file.Close()
	p, _, err := checkFile(file, os.Getpagesize())
	mustDo(t, err)
	_, err = file.WriteAt([]byte{0xff, 0x0f}, int64(rootOf(p, day))*int64(p.pageSize)+10) // number of elements
	mustDo(t, err)
}

// A page of a past day that goes bad while the program runs stops no other day. It is found when that day is written to or
// deleted, though the same run has made it: then the day is set aside.
func TestPastDayDamagedMeanwhile(t *testing.T) {
	s, path := mustStore(t)
	r := &run{T: t, store: s}
	for _, day := range []string{"day 000", "day 001", "day 002"} {
		mustDo(t, r.begin(day))
		mustDo(t, r.commit(day))
	}
	mustSpoilDay(t, path, "day 001")
	mustDo(t, r.commit("day 002"))
	mustDo(t, r.begin("day 003"))
	for range 3 {
		mustDo(t, r.commit("day 003"))
	}
	if err := r.commit("day 001"); !errors.Is(err, queue.ErrNotWritten) || !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("Commit into the damaged day: got %v, want %v since %v", err, queue.ErrNotWritten, queue.ErrDamaged)
	}
	mustDo(t, r.begin("day 004", "day 000", "day 001"))
	mustDo(t, r.commit("day 004"))
	if got := fmt.Sprint(s.Damage()); got != "[{tickets/day 001 100} {notices/day 001 100}]" {
		t.Errorf("Damage: got %s, want all of the day that could not be deleted, and no other", got)
	}
	if saved, err := s.Load(t.Context()); err != nil || len(saved.Tickets) != 100 || len(saved.Days) != 3 {
		t.Errorf("Load: got %d tickets, %d days, %v, want 100 and 3", len(saved.Tickets), len(saved.Days), err)
	}
}

// No commit reads the pages of days before, however long the program has been running. Only one that goes back to a past
// day reads those, and no other day's.
func TestCommitReadsNoPastDay(t *testing.T) {
	s, _ := mustStore(t)
	r := &run{T: t, store: s}
	var back []int64
	for i := range 12 {
		day := fmt.Sprintf("day %03d", i)
		mustDo(t, r.begin(day))
		for n := range 3 {
			counted := queue.Change{Days: []queue.Day{{Date: day, Channels: []queue.ChannelCount{{Channel: "poster", Scans: n}}}}} // no new day
			if got := mustCountRead(t, func() error { return r.commit(day, counted) }); got > 1000 {
				t.Errorf("commit on day %d: got %d bytes read, want none of a page", i, got)
			}
		}
		if i == 1 || i == 11 {
			back = append(back, mustCountRead(t, func() error { return r.commit("day 000") }))
		}
	}
	if back[0] < int64(os.Getpagesize()) || back[1] > back[0]+back[0]/2 {
		t.Errorf("commits into the first day: got %v bytes read, want as many on the last day as on the second", back)
	}
}

// mustCountRead tells how many bytes the program reads from files while f runs.
func mustCountRead(t *testing.T, f func() error) int64 {
	t.Helper()
	read := func() (n int64) {
		text, err := os.ReadFile("/proc/self/io")
		mustDo(t, err)
		if _, err := fmt.Sscanf(string(text), "rchar: %d", &n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := read()
	mustDo(t, f())
	return read() - before
}
