package boltstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// crowd is how many customers a venue knows after years, each with a contact and bound to an account.
const crowd = 20_000

// mustCrowd makes a store that knows them.
func mustCrowd(b *testing.B) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "paihao.db")
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	mustCommit(b, store, 0, setting(today))
	const each = 500
	for n := 0; n < crowd; n += each {
		batch := make([]queue.Change, each)
		for i := range batch {
			v := visit(today, n+i)
			account := v.Bindings[0]
			account.Day, account.Ticket, account.Account, account.User, account.At = "", "", "erp", fmt.Sprintf("user-%06d", n+i), v.Operation.At
			batch[i] = queue.Change{Contacts: v.Contacts, Bindings: []queue.Binding{account}}
		}
		mustCommit(b, store, uint64(n/each+1), batch...)
	}
	mustCompact(b, store)
	store.Close()
	return path
}

// BenchmarkCrowd measures a start with many known customers: opening the file, which looks at its pages, reading it, and
// making a queue's two books of it; and what each step keeps in memory. Then 64 of them, from all over the file, take a ticket
// in one commit.
func BenchmarkCrowd(b *testing.B) {
	path := mustCrowd(b)
	open := func(b *testing.B) *boltstore.Store {
		store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
		if err != nil {
			b.Fatal(err)
		}
		return store
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(b).Close()
		}
		reportSize(b, path, "MiB-file")
	})
	b.Run("load", func(b *testing.B) {
		store := open(b)
		defer store.Close()
		var saved *queue.Saved
		before := inUse()
		b.ReportAllocs()
		for b.Loop() {
			saved = mustLoad(b, store)
		}
		b.ReportMetric(inUse()-before, "MiB-kept")
		if len(saved.Contacts) != crowd || len(saved.Bindings) != crowd {
			b.Errorf("got %d contacts and %d bindings, want %d of each", len(saved.Contacts), len(saved.Bindings), crowd)
		}
	})
	b.Run("queue", func(b *testing.B) {
		before, kept := inUse(), 0.0
		b.ReportAllocs()
		for b.Loop() {
			q := mustHall(b, path)
			b.StopTimer()
			kept = inUse() - before
			if err := q.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		b.ReportMetric(kept, "MiB-kept")
	})
	b.Run("commit", func(b *testing.B) { commitCrowd(b, mustOpen(b, path)) })
}

// commitCrowd measures commits of visits by customers who are known, so that each writes to another page.
func commitCrowd(b *testing.B, store *boltstore.Store) {
	revision, dice := mustLoad(b, store).Revision, rand.New(rand.NewPCG(1, 2))
	const size = 64
	for n := crowd; b.Loop(); n += size {
		batch := visits(today, n, size)
		for i := range batch {
			batch[i].Contacts = visit(today, dice.IntN(crowd)).Contacts
		}
		mustCommit(b, store, revision, batch...)
		revision++
	}
	b.ReportMetric(size*float64(b.N)/b.Elapsed().Seconds(), "changes/s")
}

// mustHall begins the queue of a small venue on a file, on the file's day.
func mustHall(t testing.TB, path string) *queue.Queue {
	t.Helper()
	q, err := queue.New(t.Context(), queue.Options{
		Venue: queue.Venue{
			Zone: time.UTC, Services: []queue.Service{{ID: "general", Prefix: "A", Digits: 3, Minutes: 5}},
			Counters: []queue.Counter{{ID: "1", Services: []string{"general"}}},
		},
		Now: func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) },
		Open: func(context.Context) (queue.Store, error) {
			return boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// inUse is how much memory the program uses, in MiB.
func inUse() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
