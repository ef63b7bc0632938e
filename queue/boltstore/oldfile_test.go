package boltstore_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// mustOldFile writes the file that a program of schema 1 has made in two business days, with tickets in every state it knew,
// bindings, notices and a code.
func mustOldFile(t *testing.T, path string) []byte {
	t.Helper()
	packed, err := os.Open("testdata/schema-1.db.gz")
	mustDo(t, err)
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	mustDo(t, err)
	file, err := io.ReadAll(unpacked)
	mustDo(t, err)
	mustWrite(t, path, file)
	return file
}

// wantUpgraded holds that the store has what the old file had, and what came with schema 2.
func wantUpgraded(t *testing.T, got *queue.Saved) {
	t.Helper()
	at := func(clock string) time.Time {
		when, err := time.Parse(time.DateTime+"Z07:00", clock+"+08:00")
		mustDo(t, err)
		return when
	}
	days := []queue.Day{
		{Date: yesterday, Seq: 1, OpenedAt: at("2026-11-20 09:00:30"), ClosedAt: at("2026-11-20 09:04:30")},
		{Date: today, Seq: 2, OpenedAt: at("2026-11-21 09:00:30")},
	}
	if !slices.EqualFunc(got.Days, days, func(a, b queue.Day) bool {
		return a.Date == b.Date && a.Seq == b.Seq && a.OpenedAt.Equal(b.OpenedAt) && a.ClosedAt.Equal(b.ClosedAt)
	}) {
		t.Errorf("Days: got %+v, want %+v", got.Days, days)
	}
	if want := at("2026-11-21 09:08:00"); got.Day != today || !got.At.Equal(want) || !got.Untidy {
		t.Errorf("got day %s at %v, untidy %v, want %s at %v, true", got.Day, got.At, got.Untidy, today, want)
	}
	said := ""
	for _, ticket := range got.Tickets {
		said += fmt.Sprintf("%s %s %d, ", ticket.Number, ticket.State, len(ticket.Steps))
	}
	said += fmt.Sprintf("%d bindings, %d notices, %d codes, %d counters, %d operations",
		len(got.Bindings), len(got.Notices), len(got.Codes), len(got.Counters), len(got.Operations))
	if want := "A001 waiting 5, A002 done 4, A003 called 2, 5 bindings, 6 notices, 1 codes, 2 counters, 22 operations"; said != want {
		t.Errorf("got %s, want %s", said, want)
	}
}
