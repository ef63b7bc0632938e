//go:build linux

package core_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/queue"
	"paihao/queue/boltstore"
)

// BenchmarkStart is a start as a venue sees it: of the core as a whole, on a disk that is waited for, until its door answers
// that it is well. With 1,000,000 tickets of 365 past days in the file and with none, in turns.
func BenchmarkStart(b *testing.B) {
	const starts = 9
	var halls [2]config.Settings
	for i, each := range []int{0, 1_000_000/365 + 1} {
		halls[i] = mustSettings(b, b.TempDir())
		mustPast(b, halls[i].DataFile(), each)
		mustStart(b, halls[i]) // begins the day, and makes what is made once
	}
	var took [2][]time.Duration
	for b.Loop() {
		for range starts {
			for i, s := range halls {
				took[i] = append(took[i], mustStart(b, s))
			}
		}
	}
	for i := range took {
		slices.Sort(took[i])
	}
	none, past := took[0][len(took[0])/2], took[1][len(took[1])/2]
	b.ReportMetric(milliseconds(none), "ms-none")
	b.ReportMetric(milliseconds(past), "ms-past")
	b.ReportMetric(past.Seconds()/none.Seconds(), "xnone")
	b.ReportMetric(0, "ns/op")
	reportLoad(b)
}

// mustStart opens a core, waits until it answers, and closes it. The next one finds the nightly copy made, which does not belong
// to each start.
func mustStart(b *testing.B, s config.Settings) time.Duration {
	b.Helper()
	begin := time.Now()
	k, err := core.Open(b.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- k.Run(ctx) }()
	resp, err := http.Get("http://" + k.LocalAddr() + "/healthz")
	took := time.Since(begin)
	mustCopied(b, s.DataFile(), k.Queue.View().Day)
	if err == nil {
		err = resp.Body.Close()
	}
	stop()
	if err := errors.Join(err, <-ended, k.Close()); err != nil {
		b.Fatal(err)
	}
	return took
}

// mustPast writes the file of a hall that had so many tickets on each of 365 days, none for no days at all.
func mustPast(b *testing.B, path string, each int) {
	b.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path, NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	for d := range 365 {
		if each == 0 {
			break
		}
		at := time.Now().AddDate(0, 0, d-366)
		date := at.Format(time.DateOnly)
		score := queue.Score{Tickets: each, Error: 3 * time.Minute, Width: 15 * time.Minute, Inside: 0.7}
		c := queue.Change{At: at, Days: []queue.Day{{
			Date: date, Seq: uint64(d + 1), OpenedAt: at, ClosedAt: at.Add(12 * time.Hour),
			Summary: &queue.Summary{Scores: map[string]queue.Score{"general": score}, Left: queue.Sum{N: 7, T: 1 << 30}},
		}}}
		for i := range each {
			c.Tickets = append(c.Tickets, queue.Ticket{
				ID: fmt.Sprintf("%08x-0000-7000-8000-%012x", d, i), Day: date, Number: fmt.Sprintf("A%03d", i+1), Prefix: "A", Serial: i + 1,
				Service: "general", State: queue.Done, Came: uint64(i + 1), Place: queue.Place{Seq: uint64(i + 1)},
				Steps: []queue.Step{
					{Seq: uint64(i + 1), What: queue.Take, At: at, Service: "general"},
					{Seq: uint64(each + i + 1), What: queue.Finish, At: at.Add(time.Hour), Counter: "1"},
				},
			})
		}
		if err := store.Commit(b.Context(), uint64(d), []queue.Change{c}); err != nil {
			b.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
}
