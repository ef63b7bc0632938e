package boltstore_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// BenchmarkCommit measures batches of visits, each a ticket, binding, contact, operation and notice, into a day that grows.
func BenchmarkCommit(b *testing.B) {
	for _, size := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("changes=%d", size), func(b *testing.B) {
			store := mustOpen(b, filepath.Join(b.TempDir(), "paihao.db"))
			mustCommit(b, store, 0, queue.Change{Days: []queue.Day{{Date: today}}})
			b.ReportAllocs()
			for revision := 1; b.Loop(); revision++ {
				mustCommit(b, store, uint64(revision), visits(today, revision*size, size)...)
			}
			b.ReportMetric(float64(size)*float64(b.N)/b.Elapsed().Seconds(), "changes/s")
		})
	}
}

// BenchmarkLoad measures a start with 2,000 visits in the open day.
func BenchmarkLoad(b *testing.B) {
	store := mustOpen(b, filepath.Join(b.TempDir(), "paihao.db"))
	mustCommit(b, store, 0, append([]queue.Change{{Days: []queue.Day{{Date: today}}}}, visits(today, 0, 2000)...)...)
	b.ReportAllocs()
	for b.Loop() {
		mustLoad(b, store)
	}
}

// mustYear makes a store of 200 days with 500 visits each, never compacted: with the pages that deleted records have left.
func mustYear(b *testing.B) (store *boltstore.Store, path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "paihao.db")
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	for day := range 200 {
		date := time.Date(2026, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		begin := setting(date)
		for n := range 500 {
			left := gone(visit(date, (day-1)*500+n))
			begin.Unbound, begin.Forgotten = append(begin.Unbound, left.Unbound...), append(begin.Forgotten, left.Forgotten...)
		}
		mustCommit(b, store, uint64(day), append([]queue.Change{begin}, visits(date, day*500, 500)...)...)
	}
	store.Close()
	return mustOpen(b, path), path
}

// reportSize tells how large a file is, in MiB.
func reportSize(b *testing.B, path, unit string) {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/(1<<20), unit)
}

// BenchmarkCompact writes a file of 100,000 tickets anew.
func BenchmarkCompact(b *testing.B) {
	store, path := mustYear(b)
	before, _ := os.Stat(path)
	b.ReportAllocs()
	for b.Loop() {
		mustCompact(b, store)
	}
	b.ReportMetric(float64(before.Size())/(1<<20), "MiB-before")
	reportSize(b, path, "MiB-after")
}

// BenchmarkCopy copies a file of 100,000 tickets, and tells the longest that a commit took meanwhile.
func BenchmarkCopy(b *testing.B) {
	store, path := mustYear(b)
	revision := mustLoad(b, store).Revision
	stop, longest := make(chan struct{}), time.Duration(0)
	var writer sync.WaitGroup
	writer.Go(func() {
		for {
			began := time.Now()
			if err := store.Commit(context.Background(), revision, []queue.Change{visit("2026-07-19", int(revision)<<10)}); err != nil {
				b.Error(err)
			}
			longest = max(longest, time.Since(began))
			revision++
			select {
			case <-stop:
				return
			default:
			}
		}
	})
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		if err := store.Copy(b.Context(), fmt.Sprint(path, n)); err != nil {
			b.Fatal(err)
		}
	}
	close(stop)
	writer.Wait()
	b.ReportMetric(float64(longest.Milliseconds()), "ms-longest-commit")
	reportSize(b, fmt.Sprint(path, n), "MiB")
}

// BenchmarkVerify reads all of a file of 100,000 tickets.
func BenchmarkVerify(b *testing.B) {
	store, path := mustYear(b)
	store.Close()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := boltstore.Verify(path); err != nil || len(r.Damage) > 0 || r.Records["tickets"] != 100_000 {
			b.Fatalf("Verify: got %+v, %v, want 100,000 sound tickets", r, err)
		}
	}
}

// put is one write of BenchmarkRawGroupCommit, on its way to the committer.
type put struct {
	key, value []byte
	done       chan error
}

// BenchmarkRawGroupCommit is what the disk and bbolt give at best, for others to be compared with: 64 writers, each with
// one put of 200 bytes at a time, and one goroutine that commits all that are waiting, at most 256, together.
func BenchmarkRawGroupCommit(b *testing.B) {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	const writers = 64
	puts := make(chan put, writers)
	var committer, all sync.WaitGroup
	committer.Go(func() { commitPuts(db, puts) })
	for w := range writers {
		all.Go(func() {
			for i := w; i < b.N; i += writers {
				p := put{binary.BigEndian.AppendUint64(nil, uint64(i)), make([]byte, 200), make(chan error, 1)}
				puts <- p
				if err := <-p.done; err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	close(puts)
	committer.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "puts/s")
}

func commitPuts(db *bbolt.DB, puts <-chan put) {
	for first := range puts {
		group := gather(first, puts)
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("raw"))
			for i := 0; err == nil && i < len(group); i++ {
				err = bucket.Put(group[i].key, group[i].value)
			}
			return err
		})
		for _, p := range group {
			p.done <- err
		}
	}
}

// gather takes the puts that wait behind the first.
func gather(first put, puts <-chan put) []put {
	group := []put{first}
	for len(group) < 256 {
		select {
		case p, ok := <-puts:
			if !ok {
				return group
			}
			group = append(group, p)
		default:
			return group
		}
	}
	return group
}
