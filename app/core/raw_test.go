//go:build linux

package core_test

import (
	"encoding/binary"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// rawCommits is the least that durable callbacks could cost: each writer puts 200 bytes and waits until they are on the
// disk, n puts in all. One goroutine commits together what is waiting, as the queue does, and there is nothing else:
// no HTTP, no cipher, no tickets.
func rawCommits(b *testing.B, writers, n int) (took, cpu time.Duration) {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, NoStatistics: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("raw")); return err }); err != nil {
		b.Fatal(err)
	}
	puts := make(chan put, 256)
	start, used := time.Now(), processorTime()
	var writing, committing sync.WaitGroup
	committing.Go(func() { commitPuts(b, db, puts) })
	for w := range writers {
		writing.Go(func() {
			written := make(chan struct{}, 1)
			for i := w; i < n; i += writers {
				puts <- put{i, written}
				<-written
			}
		})
	}
	writing.Wait()
	took, cpu = time.Since(start), processorTime()-used
	close(puts)
	committing.Wait()
	return took, cpu
}

// put is one writer's wish.
type put struct {
	key     int
	written chan struct{}
}

func commitPuts(b *testing.B, db *bbolt.DB, puts <-chan put) {
	value := make([]byte, 200)
	for first := range puts {
		batch := []put{first}
		for more := true; more; {
			select {
			case p, open := <-puts:
				if more = open; open {
					batch = append(batch, p)
				}
			default:
				more = false
			}
		}
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket := tx.Bucket([]byte("raw"))
			for _, p := range batch {
				if err := bucket.Put(binary.BigEndian.AppendUint64(nil, uint64(p.key)), value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Error(err)
		}
		for _, p := range batch {
			p.written <- struct{}{}
		}
	}
}
