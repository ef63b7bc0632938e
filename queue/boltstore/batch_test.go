package boltstore_test

import (
	"fmt"
	"testing"

	"paihao/queue"
)

// killDays is after how many commits a new day begins.
const killDays = 12

// killBatch is what is committed on top of a revision: a different number of visits each time, and a new day now and then,
// with which the day before the last one goes. The contacts and the code of the commit before it go each time.
func killBatch(revision uint64) []queue.Change {
	day := killDay(revision)
	batch := killVisits(revision)
	if revision%killDays == 0 {
		begin := queue.Change{Days: []queue.Day{{Date: day}}}
		if revision >= 2*killDays {
			begin.Dropped = []string{killDay(revision - 2*killDays)}
		}
		batch = append([]queue.Change{begin}, batch...)
	}
	batch[0].Codes = []queue.Code{killCode(revision)}
	if revision > 0 {
		batch[0].Revoked = []string{killCode(revision - 1).Key()}
		for _, c := range killVisits(revision - 1) {
			batch[0].Forgotten = append(batch[0].Forgotten, c.Contacts[0].ID)
		}
	}
	return batch
}

func killVisits(revision uint64) []queue.Change {
	return visits(killDay(revision), int(revision)*8, 1+int(revision%8))
}

func killCode(revision uint64) queue.Code {
	return queue.Code{Purpose: queue.BindAccount, ID: fmt.Sprint(revision), Account: "erp", User: "u"}
}

func killDay(revision uint64) string { return fmt.Sprintf("day %06d", revision/killDays) }

// wantWhole holds that the store has exactly what was committed up to its revision.
func wantWhole(t *testing.T, got *queue.Saved) {
	t.Helper()
	want := map[string]bool{}
	for revision := range got.Revision {
		for _, c := range killBatch(revision) {
			s := &queue.Saved{Bindings: c.Bindings}
			if revision+1 == got.Revision {
				s.Contacts, s.Codes = c.Contacts, c.Codes
			}
			if killDay(revision) == got.Day {
				s.Tickets, s.Notices = c.Tickets, c.Notices
			}
			if revision/killDays+1 >= (got.Revision-1)/killDays {
				s.Days = c.Days
				if c.Operation != nil {
					s.Operations = []queue.Operation{*c.Operation}
				}
			}
			for _, r := range records(t, s) {
				want[r] = true
			}
		}
	}
	for _, r := range records(t, got) {
		if !want[r] {
			t.Fatalf("at revision %d: got %s, want only what was committed", got.Revision, r)
		}
		delete(want, r)
	}
	if len(want) > 0 {
		t.Fatalf("at revision %d: %d records are missing, want none", got.Revision, len(want))
	}
}
