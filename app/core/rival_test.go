//go:build linux

package core_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"paihao/app/web"
	"paihao/queue"
	"paihao/wechat"
)

// scanning is how long a crowd scans at each door in a round, and mostScans more than it gets done by then.
const scanning, mostScans = 500 * time.Millisecond, 8000

// BenchmarkCallbackRatio lets three doors take turns, each before crowds of the same size: the whole kiosk, and behind the
// same callback and the same server two that only write, as bbolt itself offers to: one DB.Batch for each scan, and one
// DB.Update. What they write is as many records of the same size as the kiosk's, made beforehand. An op is a round; the
// figures are the middle ones of all rounds, and the ratios those of the kiosk to each, round by round. Beside each rate
// stands what a scan costs the processors, and what it costs the crowd, which shares them.
func BenchmarkCallbackRatio(b *testing.B) {
	for _, connections := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) { benchmarkRatio(b, connections) })
	}
}

func benchmarkRatio(b *testing.B, connections int) {
	hall, c := mustInvite(b)
	c.Connections = connections
	records := mustScanned(b, hall, c)
	doors := []*entry{
		{name: "kiosk", address: hall.PublicAddr()},
		mustRival(b, "batch", c, records, (*bbolt.DB).Batch), mustRival(b, "update", c, records, (*bbolt.DB).Update),
	}
	doors[0].taken = func() int { return hall.Queue.View().Totals[queue.Waiting] - 1 }
	for round := 0; b.Loop(); round++ {
		for i := range doors {
			c.First = (round + 1) * mostScans // customers are new in each round
			doors[(round+i)%len(doors)].turn(b, c)
		}
	}
	for _, d := range doors {
		if n := d.taken(); n != d.scans {
			b.Errorf("%s: got %d scans kept, want %d", d.name, n, d.scans)
		}
		b.ReportMetric(middle(d.rates), d.name+"/s")
		b.ReportMetric(float64(d.cpu.Microseconds())/float64(d.scans), d.name+"-cpu-µs")
	}
	b.ReportMetric(float64(doors[0].scans)/float64(hall.Queue.View().Revision), "scans/commit")
	b.ReportMetric(float64(doors[0].crowd.Microseconds())/float64(doors[0].scans), "crowd-cpu-µs")
	hall.close(b)
	for _, d := range doors[1:] {
		b.ReportMetric(middle(quotients(doors[0].rates, d.rates)), "kiosk÷"+d.name)
	}
	reportLoad(b)
}

// entry is where a crowd scans.
type entry struct {
	name, address string
	scans         int        // so far
	taken         func() int // how many of them are kept
	rates         []float64  // scans a second, by rounds
	cpu, crowd    time.Duration
}

// turn lets a crowd of new customers scan.
func (d *entry) turn(b *testing.B, c crowd) {
	b.Helper()
	c.Address, c.Within, c.Customers, c.Scans = d.address, scanning, mostScans, mostScans
	scan := mustGather(b, c)
	used := processorTime()
	r := scan()
	mustGet(b, r)
	d.cpu += processorTime() - used
	d.crowd += r.CPU
	d.scans += r.Scans
	d.rates = append(d.rates, float64(r.Scans)/r.Took.Seconds())
}

// records are the sizes of what a scan leaves in a file, by bucket.
type records map[string]int

// mustScanned lets one customer scan, and tells what that has left in the hall's file.
func mustScanned(b *testing.B, h *busyHall, c crowd) records {
	b.Helper()
	c.Connections, c.Customers, c.Scans = 1, 1, 1
	mustGet(b, mustGather(b, c)())
	path := filepath.Join(b.TempDir(), "copy.db")
	if err := h.Queue.Backup(b.Context(), path); err != nil {
		b.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	sizes := records{}
	err = db.View(func(tx *bbolt.Tx) error {
		for _, kind := range []string{"tickets", "bindings", "contacts", "operations"} {
			sizes[kind] = largest(tx.Bucket([]byte(kind)))
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("records of a scan: %v bytes", sizes)
	return sizes
}

// largest is the size of the largest value in a bucket and those in it.
func largest(bucket *bbolt.Bucket) (size int) {
	_ = bucket.ForEach(func(key, value []byte) error {
		if size = max(size, len(value)); value == nil {
			size = max(size, largest(bucket.Bucket(key)))
		}
		return nil
	})
	return size
}

// mustRival opens a door behind which each scan is written by one call of write.
func mustRival(b *testing.B, name string, c crowd, r records, write func(*bbolt.DB, func(*bbolt.Tx) error) error) *entry {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), name+".db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, NoStatistics: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := db.Update(r.make); err != nil {
		b.Fatal(err)
	}
	var last atomic.Int64
	callback, err := wechat.NewCallback(wechat.CallbackOptions{AppID: c.AppID, Token: c.Token, AESKey: c.AESKey, Safe: true},
		func(context.Context, wechat.Event) wechat.Reply {
			id := fmt.Appendf(nil, "%036d", last.Add(1))
			if err := write(db, func(tx *bbolt.Tx) error { return r.put(tx, id) }); err != nil {
				b.Errorf("%s: %v", name, err)
			}
			return wechat.Reply{Text: "您的号码 A012，前面 7 位，约 20–30 分钟"}
		})
	if err != nil {
		b.Fatal(err)
	}
	server, err := web.Listen("127.0.0.1:0", 10*time.Second, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	server.Serve(web.Public(web.PublicOptions{Callback: callback}))
	b.Cleanup(func() {
		if err := server.Close(context.Background()); err != nil {
			b.Error(err)
		}
		db.Close()
	})
	return &entry{name: name, address: server.Addr(), taken: func() int { return count(db) }}
}

func (r records) make(tx *bbolt.Tx) error {
	for bucket := range r {
		if _, err := tx.CreateBucket([]byte(bucket)); err != nil {
			return err
		}
	}
	return nil
}

// put writes the records of one scan, with ids that rise as the kiosk's do.
func (r records) put(tx *bbolt.Tx, id []byte) error {
	for name, size := range r {
		bucket := tx.Bucket([]byte(name))
		bucket.FillPercent = 0.9 // as the kiosk has it
		if err := bucket.Put(id, make([]byte, size)); err != nil {
			return err
		}
	}
	return nil
}

// count tells how many tickets a rival keeps.
func count(db *bbolt.DB) (n int) {
	_ = db.View(func(tx *bbolt.Tx) error {
		n = tx.Bucket([]byte("tickets")).Stats().KeyN
		return nil
	})
	return n
}

func quotients(over, under []float64) (list []float64) {
	for i := range over {
		list = append(list, over[i]/under[i])
	}
	return list
}

func middle(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
