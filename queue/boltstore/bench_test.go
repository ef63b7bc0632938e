package boltstore_test

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// BenchmarkCommit measures batches of visits, each a ticket, binding, operation and notice, into a day that grows.
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
