package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/storetest"
)

// A past day whose pages are damaged is not deleted when it is dropped: its pages may be those of other records. It is set
// aside, and all else goes on. Nor is the file written anew or copied then, since not all of it can be read.
func TestDroppedDayDamaged(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(file []byte, p *pages)
	}{
		{"elements", func(file []byte, p *pages) {
			order.PutUint16(file[rootOf(p, "day 000")*uint64(p.pageSize)+10:], 0xfff)
		}},
		{"root is that of the current day", func(file []byte, p *pages) {
			entry := order.AppendUint64([]byte("day 000"), rootOf(p, "day 000"))
			order.PutUint64(file[bytes.LastIndex(file, entry)+len("day 000"):], rootOf(p, "day 002"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := mustPast(t, 2)
			file, err := os.ReadFile(path)
			mustDo(t, err)
			h, _, err := readHeader(bytes.NewReader(file), os.Getpagesize())
			mustDo(t, err)
			p, err := checkPages(bytes.NewReader(file), int64(len(file)), h)
			mustDo(t, err)
			c.spoil(file, p)
			mustDo(t, os.WriteFile(path, file, 0o600))
			wantSpared(t, path)
		})
	}
}

// rootOf is the page at the root of a day's tickets.
func rootOf(p *pages, date string) uint64 {
	i := slices.IndexFunc(p.days, func(d dated) bool { return d.table() == tableName(tickets, date) })
	return order.Uint64(p.days[i].value)
}

// wantSpared drops the damaged day 000 and day 001 of a file, and holds that the rest goes on.
func wantSpared(t *testing.T, path string) {
	t.Helper()
	s, err := Open(Options{Path: path, Reserve: 1})
	mustDo(t, err)
	defer s.Close()
	before, err := s.Load(t.Context())
	mustDo(t, err)
	late := queue.Change{Tickets: []queue.Ticket{storetest.Ticket("day 000", "late")}}
	if err := s.Commit(t.Context(), 3, []queue.Change{late}); !errors.Is(err, queue.ErrNotWritten) || !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("Commit into the damaged day: got %v, want %v since %v", err, queue.ErrNotWritten, queue.ErrDamaged)
	}
	mustDo(t, s.Commit(t.Context(), 3, []queue.Change{{Days: []queue.Day{{Date: "day 003"}}, Dropped: []string{"day 000", "day 001"}}}))
	mustDo(t, s.Commit(t.Context(), 4, []queue.Change{{Days: []queue.Day{{Date: "day 002"}}}}))
	after, err := s.Load(t.Context())
	if got := fmt.Sprint(s.Damage()); got != "[{tickets/day 000 50} {notices/day 000 50}]" {
		t.Errorf("Damage: got %s, want all of the day that could not be deleted", got)
	}
	if err != nil || len(after.Tickets) != len(before.Tickets) || len(after.Days) != 2 {
		t.Errorf("Load: got %d tickets of days %v and %v, want %d tickets and two days", len(after.Tickets), after.Days, err, len(before.Tickets))
	}
	if err := s.Compact(t.Context()); !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("Compact: got %v, want %v", err, queue.ErrDamaged)
	}
	if err := s.Copy(t.Context(), path+".copy"); !errors.Is(err, queue.ErrDamaged) {
		t.Errorf("Copy: got %v, want %v", err, queue.ErrDamaged)
	}
	mustDo(t, s.Commit(t.Context(), 5, []queue.Change{{Tickets: []queue.Ticket{storetest.Ticket("day 002", "new")}}}))
}

// Deleting alone makes no file untidy, nor does a new day: it is once a day has begun since something was deleted.
func TestUntidy(t *testing.T) {
	day := func(date string) queue.Change { return queue.Change{Days: []queue.Day{{Date: date}}} }
	unbind := queue.Change{Unbound: []string{"b"}}
	s, _ := mustStore(t)
	for i, step := range []struct {
		changes []queue.Change
		want    bool
	}{
		{[]queue.Change{day("1")}, false},
		{[]queue.Change{unbind}, false},
		{[]queue.Change{day("1")}, false}, // the record of the same day
		{[]queue.Change{day("2")}, true},
		{[]queue.Change{unbind}, true},
		{nil, false}, // compacted
		{[]queue.Change{day("3")}, false},
		{[]queue.Change{unbind, day("4")}, true},
	} {
		if step.changes == nil {
			mustDo(t, s.Compact(t.Context()))
		}
		mustDo(t, s.Commit(t.Context(), uint64(i), step.changes))
		if saved, err := s.Load(t.Context()); err != nil || saved.Untidy != step.want {
			t.Errorf("step %d: got untidy %v and %v, want %v", i, saved.Untidy, err, step.want)
		}
	}
}

// Damage that was set aside is there after the file was written anew, as it was.
func TestCompactDamagedRecord(t *testing.T) {
	path := mustPast(t, 2)
	mustChange(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(tickets)).Bucket([]byte("day 002")).Put([]byte("day 002 007"), []byte("nonsense"))
	})
	s, err := Open(Options{Path: path, Reserve: 1})
	mustDo(t, err)
	defer s.Close()
	for _, step := range []func(context.Context) error{func(context.Context) error { return nil }, s.Compact} {
		mustDo(t, step(t.Context()))
		saved, err := s.Load(t.Context())
		if got := fmt.Sprint(s.Damage()); err != nil || len(saved.Tickets) != 49 || got != "[{tickets/day 002 1}]" {
			t.Errorf("Load: got %d tickets, damage %s and %v, want 49 and one damaged", len(saved.Tickets), got, err)
		}
	}
}

// A compaction whose last step fails leaves it to the next commit to say that nobody knows.
func TestCompactInDoubt(t *testing.T) {
	s, path := mustStore(t)
	db, file, err := s.writeAnew(t.Context(), path+compacting)
	mustDo(t, err)
	old := s.db
	mustDo(t, s.file.Close()) // so that bbolt fails when it closes the old file
	if err := s.replace(db, file); err == nil {
		t.Errorf("replace: got no error, want one")
	}
	if err := s.Commit(t.Context(), 0, nil); err == nil || errors.Is(err, queue.ErrNotWritten) || errors.Is(err, queue.ErrConflict) {
		t.Errorf("Commit after: got %v, want one that leaves open whether it was written", err)
	}
	mustDo(t, s.Close())
	old.Close()
	again, err := Open(Options{Path: path, Reserve: 1})
	mustDo(t, err)
	defer again.Close()
	mustDo(t, again.Commit(t.Context(), 0, nil))
}

// Where files cannot be renamed while they are open, the store is compacted all the same.
func TestCompactClosed(t *testing.T) {
	s, path := mustStore(t)
	mustDo(t, s.Commit(t.Context(), 0, []queue.Change{{Counters: []queue.CounterRecord{{ID: "1"}}}}))
	db, _, err := s.writeAnew(t.Context(), path+compacting)
	mustDo(t, err)
	mustDo(t, s.replaceClosed(db))
	mustDo(t, s.Commit(t.Context(), 1, []queue.Change{{Counters: []queue.CounterRecord{{ID: "2"}}}}))
	if saved, err := s.Load(t.Context()); err != nil || len(saved.Counters) != 2 {
		t.Errorf("Load: got %+v, %v, want two counters", saved, err)
	}
	if _, err := os.Lstat(path + compacting); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the new file's first name: got %v, want none", err)
	}
}

// A commit does not wait for a copy, whatever the file grows to meanwhile.
func TestCommitDuringCopy(t *testing.T) {
	s, _ := mustStore(t)
	reader, err := s.db.Begin(false) // what a copy holds
	mustDo(t, err)
	defer reader.Rollback()
	for revision := range uint64(20) {
		batch := make([]queue.Change, 64)
		for i := range batch {
			id := fmt.Sprint(revision, i)
			batch[i].Bindings = []queue.Binding{{ID: id, Ticket: fmt.Sprintf("%04000d", i)}}
		}
		mustDo(t, s.Commit(t.Context(), revision, batch))
	}
	if info, err := s.file.Stat(); err != nil || info.Size() < 4<<20 {
		t.Errorf("file: got %v, %v, want it to have grown past 4 MiB", info.Size(), err)
	}
}
