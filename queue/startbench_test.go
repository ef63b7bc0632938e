//go:build unix

package queue_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// ready is a store that was read already.
type ready struct {
	sieve
	saved *queue.Saved
}

func (r ready) Load(context.Context) (*queue.Saved, error) { return r.saved, nil }

// mustStart opens a queue and tells how long that took, and how much of the processors' time.
func mustStart(b *testing.B, o queue.Options) (q *queue.Queue, took, cpu time.Duration) {
	b.Helper()
	runtime.GC()
	begin, before := time.Now(), spent()
	q, err := queue.New(b.Context(), o)
	if err != nil {
		b.Fatalf("New: %v", err)
	}
	return q, time.Since(begin), spent() - before
}

// held is the memory in use, once nothing is there that is not.
func held() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// mustLine writes a file of one day on which so many wait in the lines of a hall.
func mustLine(b *testing.B, v queue.Venue, waiting int) (path string, saved *queue.Saved) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "paihao.db")
	saved, err := crowd{sieve{waiting: waiting}, v.Services}.Load(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	saved.Tickets = saved.Tickets[waiting/2:]
	for i := range saved.Tickets {
		t := &saved.Tickets[i]
		t.ID = fmt.Sprintf("019aa0c3-%04x-7000-8000-%012x", i>>16, i)
		t.Told = &queue.Estimate{Low: 5 * time.Minute, Point: 7 * time.Minute, High: 12 * time.Minute}
	}
	mustFill(b, path, queue.Change{Days: []queue.Day{{Date: saved.Day}}, Tickets: saved.Tickets})
	return path, saved
}

// mustFill commits changes to a file, one after the other, writes it anew, as the end of each day does, and closes it.
func mustFill(b *testing.B, path string, changes ...queue.Change) {
	b.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path, NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	for i, c := range changes {
		if err := store.Commit(b.Context(), uint64(i), []queue.Change{c}); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(store.Compact(b.Context()), store.Close()); err != nil {
		b.Fatal(err)
	}
}

// opening is how a queue in the largest hall opens a file.
func opening(path string) queue.Options {
	return queue.Options{Venue: great(), Now: (&clock{now: noon}).Now, Open: func(context.Context) (queue.Store, error) {
		return boltstore.Open(boltstore.Options{Path: path, NoSync: true})
	}}
}

// BenchmarkStart starts with 1,000,000 waiting. "index" is a start on records that were read already: both books, that of the
// readers and that of the writer. "read" is the file alone, looked at and read; "file" is a whole start.
func BenchmarkStart(b *testing.B) {
	const waiting = 1_000_000
	path, saved := mustLine(b, great(), waiting)
	b.Run("index", func(b *testing.B) {
		o := opening("")
		o.Open = func(context.Context) (queue.Store, error) { return ready{saved: saved}, nil }
		var took, cpu []time.Duration
		for b.Loop() {
			before := held()
			q, t, c := mustStart(b, o)
			took, cpu = append(took, t), append(cpu, c)
			b.ReportMetric((held()-before)/waiting, "bytes/ticket")
			if err := q.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(slices.Min(took).Milliseconds()), "ms-best")
		b.ReportMetric(float64(slices.Min(cpu).Milliseconds()), "cpu-ms-best")
		b.ReportMetric(0, "ns/op") // most of it is what is done between the starts
	})
	saved = nil
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			before := held()
			store, err := boltstore.Open(boltstore.Options{Path: path, NoSync: true})
			if err != nil {
				b.Fatal(err)
			}
			got, err := store.Load(b.Context())
			if err != nil || len(got.Tickets) != waiting {
				b.Fatalf("Load: got %d tickets, %v", len(got.Tickets), err)
			}
			b.ReportMetric((held()-before)/waiting, "bytes/ticket")
			runtime.KeepAlive(got)
			store.Close()
		}
	})
	b.Run("file", func(b *testing.B) {
		for b.Loop() {
			before := held()
			q, took, cpu := mustStart(b, opening(path))
			b.ReportMetric(float64(took.Milliseconds()), "ms")
			b.ReportMetric(float64(cpu.Milliseconds()), "cpu-ms")
			b.ReportMetric((held()-before)/waiting, "bytes/ticket")
			q.Close()
		}
	})
}

// mustTaught is what a full day of the largest hall has taught: 960 tickets, each counter with three shifts.
func mustTaught(b *testing.B) *queue.Summary {
	b.Helper()
	h := mustHall(b, great())
	defer h.mustClose()
	for round := range 32 {
		for c := range 30 {
			counter := fmt.Sprint("c", c)
			if round%12 == 0 {
				h.mustDo(queue.Command{Verb: queue.Open, Counter: counter})
			}
			h.mustTake(fmt.Sprint("s", (c+round)%12), "")
			h.clock.turn(20 * time.Second)
			h.mustDo(queue.Command{Verb: queue.CallNext, Counter: counter})
			if round%12 == 11 {
				h.mustDo(queue.Command{Verb: queue.Close, Counter: counter})
			}
		}
	}
	h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
	days := h.mustDays()
	if len(days) != 1 || days[0].Summary == nil || len(days[0].Summary.Counters) != 30 || len(days[0].Summary.Scores) != 12 {
		b.Fatalf("taught: got %d days, want one of 30 counters and 12 services", len(days))
	}
	return days[0].Summary
}

// mustPast writes a file of so many days with so many tickets each, and one more, which is today and has ten.
func mustPast(b *testing.B, days, each int) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "paihao.db")
	services, today := great().Services, time.Date(2026, 11, 20, 0, 0, 0, 0, shanghai)
	var changes []queue.Change
	taught := mustTaught(b)
	for d := range days + 1 {
		at := today.AddDate(0, 0, d-days)
		date, n := at.Format(time.DateOnly), each
		closed := at.Add(24 * time.Hour)
		if d == days {
			n, closed = 10, time.Time{}
		}
		c := queue.Change{Days: []queue.Day{{Date: date, Seq: uint64(d + 1), OpenedAt: at, ClosedAt: closed}}}
		if d < days {
			c.Days[0].Summary = taught
			if d < days-27 { // as what it has taught but for the scores goes
				c.Days[0].Summary = &queue.Summary{Scores: taught.Scores}
			}
		}
		for i := range n {
			s := services[i%len(services)]
			t := queue.Ticket{
				ID: fmt.Sprintf("%08x-0000-7000-8000-%012x", d, i), Day: date, Number: fmt.Sprintf("%s%03d", s.Prefix, i/12+1), Prefix: s.Prefix,
				Serial: i/12 + 1, Service: s.ID, State: queue.Waiting, Came: uint64(i + 1), Place: queue.Place{Seq: uint64(i + 1)},
				Steps: []queue.Step{{Seq: uint64(i + 1), What: queue.Take, At: at, Service: s.ID}},
			}
			if d < days {
				t.State = queue.Done
				t.Steps = append(t.Steps, queue.Step{Seq: uint64(n + i + 1), What: queue.Finish, At: at, Counter: "c1"})
			}
			c.Tickets = append(c.Tickets, t)
			c.Notices = append(c.Notices, queue.Notice{ID: t.ID, Day: date, Kind: queue.YourTurn, Ticket: t.ID, State: queue.Delivered, CreatedAt: at})
		}
		changes = append(changes, c)
	}
	mustFill(b, path, changes...)
	return path
}

// BenchmarkStartPast starts with 1,000,000 tickets of 365 past days, and with none, in turns: it may take twice as long
// (xnone), since what is past stays in the file, and what the last days have taught is read when it is asked for first. That
// is when the first view is made: until then (view), which has the waits of all services in it, or before, when somebody was
// served today already.
func BenchmarkStartPast(b *testing.B) {
	const days, starts = 365, 15
	paths := [2]string{mustPast(b, 0, 0), mustPast(b, days, 1_000_000/days+1)}
	var starting, viewing [2]float64
	for b.Loop() {
		var took, seen [2][]time.Duration
		for range starts {
			for i, path := range paths {
				q, t, _ := mustStart(b, opening(path))
				begin := time.Now()
				q.View()
				took[i], seen[i] = append(took[i], t), append(seen[i], t+time.Since(begin))
				q.Close()
			}
		}
		for i := range paths {
			starting[i], viewing[i] = middle(took[i]), middle(seen[i])
		}
	}
	info, err := os.Stat(paths[1])
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(starting[0], "ms-none")
	b.ReportMetric(starting[1], "ms-past")
	b.ReportMetric(starting[1]/starting[0], "xnone")
	b.ReportMetric(viewing[1], "ms-past-view")
	b.ReportMetric(viewing[1]/viewing[0], "xnone-view")
	b.ReportMetric(float64(info.Size())/(1<<20), "MiB")
	b.ReportMetric(0, "ns/op")
}

// middle is the median, in milliseconds.
func middle(list []time.Duration) float64 {
	slices.Sort(list)
	return list[len(list)/2].Seconds() * 1e3
}
