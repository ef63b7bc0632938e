package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"paihao/queue"
)

// checkAgainstList lets random batches, stale ones among them, meet a store that is opened anew now and then. It must
// always give what the plain list of all changes gives.
func checkAgainstList(t *testing.T, fresh func(t *testing.T) (open func() queue.Store)) {
	rapid.Check(t, func(r *rapid.T) {
		open := fresh(t)
		b := &bench{failer: r, open: open, store: open()}
		defer func() { b.store.Close() }()
		day := 0
		for range rapid.IntRange(1, 8).Draw(r, "commits") {
			next := day
			var batch []queue.Change
			for range rapid.IntRange(1, 4).Draw(r, "changes") {
				batch = append(batch, drawChange(r, &next))
			}
			if rapid.IntRange(0, 5).Draw(r, "stale") == 0 {
				stale := b.base + uint64(rapid.SampledFrom([]int64{-1, 1, 2}).Draw(r, "off"))
				if err := b.store.Commit(context.Background(), stale, batch); !errors.Is(err, queue.ErrConflict) {
					r.Fatalf("Commit at %d of a store at %d: got %v, want %v", stale, b.base, err, queue.ErrConflict)
				}
			} else {
				b.mustCommit(batch...)
				day = next
			}
			b.compare("Load")
			if rapid.IntRange(0, 3).Draw(r, "reopen") == 0 {
				b.reopen()
				b.compare("Load after opening anew")
			}
		}
	})
}

// drawChange is a change of few ids, so that records are replaced and deleted often. today is the open day; the change
// may begin another.
func drawChange(r *rapid.T, today *int) (c queue.Change) {
	if *today == 0 || rapid.IntRange(0, 6).Draw(r, "new day") == 0 {
		*today += rapid.IntRange(1, 3).Draw(r, "days later")
		c.Days = []queue.Day{{Date: dayName(*today), Seq: uint64(*today)}}
	}
	day := dayName(*today)
	text := rapid.StringN(0, 40, -1)
	id := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	for range rapid.IntRange(0, 2).Draw(r, "tickets") {
		of := dayName(*today - rapid.IntRange(0, 1).Draw(r, "of yesterday"))
		steps := []queue.Step{{Seq: rapid.Uint64().Draw(r, "seq"), By: text.Draw(r, "by")}}
		c.Tickets = append(c.Tickets, queue.Ticket{ID: of + id.Draw(r, "ticket"), Day: of, Number: text.Draw(r, "number"), Steps: steps})
		c.Notices = append(c.Notices, queue.Notice{ID: of + id.Draw(r, "notice"), Day: of, Reason: text.Draw(r, "reason")})
	}
	for range rapid.IntRange(0, 2).Draw(r, "others") {
		c.Bindings = append(c.Bindings, queue.Binding{ID: id.Draw(r, "binding"), Day: day, Ticket: text.Draw(r, "of")})
		c.Unbound = append(c.Unbound, id.Draw(r, "unbound"))
		c.Codes = append(c.Codes, queue.Code{Purpose: queue.Join, Service: id.Draw(r, "code"), URL: text.Draw(r, "url")})
		c.Counters = append(c.Counters, queue.CounterRecord{ID: id.Draw(r, "counter"), Day: day})
	}
	if rapid.Bool().Draw(r, "operation") {
		c.Operation = &queue.Operation{ID: day + id.Draw(r, "operation id"), Day: day, Body: text.Draw(r, "body")}
	}
	return c
}

func dayName(n int) string { return fmt.Sprintf("2026-01-%02d", n) }
