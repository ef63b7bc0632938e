package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// checkAgainstList lets random batches, stale ones among them, meet a store that is opened anew and compacted now and
// then. It must always give what the plain list of all changes gives.
func checkAgainstList(t *testing.T, fresh func(t *testing.T) Place) {
	rapid.Check(t, func(r *rapid.T) {
		b := &bench{failer: r, Place: fresh(t)}
		b.store = b.Open()
		defer func() { b.store.Close() }()
		d := &drawer{T: r}
		for range rapid.IntRange(1, 8).Draw(r, "commits") {
			next := *d
			var batch []queue.Change
			for range rapid.IntRange(1, 4).Draw(r, "changes") {
				batch = append(batch, next.change())
			}
			if rapid.IntRange(0, 5).Draw(r, "stale") == 0 {
				stale := b.base + uint64(rapid.SampledFrom([]int64{-1, 1, 2}).Draw(r, "off"))
				if err := b.store.Commit(context.Background(), stale, batch); !errors.Is(err, queue.ErrConflict) {
					r.Fatalf("Commit at %d of a store at %d: got %v, want %v", stale, b.base, err, queue.ErrConflict)
				}
			} else {
				b.mustCommit(batch...)
				*d = next
			}
			b.compare("Load")
			if rapid.IntRange(0, 3).Draw(r, "reopen") == 0 {
				b.reopen()
				b.compare("Load after opening anew")
			}
			if _, ok := b.store.(queue.Compactor); ok && rapid.IntRange(0, 5).Draw(r, "compact") == 0 {
				b.mustCompact()
				b.compare("Load after Compact")
			}
		}
	})
}

// drawer draws changes of few days and ids, so that records are replaced, deleted and written again often.
type drawer struct {
	*rapid.T
	current int // day; 0 when there is none
}

func (d *drawer) change() (c queue.Change) {
	if d.current == 0 || d.oneIn(4, "days") {
		c.Days = d.days()
	}
	if d.oneIn(2, "at") {
		c.At = time.Unix(rapid.Int64Range(0, 1<<33).Draw(d.T, "time"), 0)
	}
	text := rapid.StringN(0, 40, -1)
	id := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	for range rapid.IntRange(0, 2).Draw(d.T, "tickets") {
		of := dayName(d.day("of"))
		ticket := Ticket(of, of+id.Draw(d.T, "ticket"))
		ticket.Number += text.Draw(d.T, "number")
		ticket.Steps = append(ticket.Steps, queue.Step{Seq: rapid.Uint64().Draw(d.T, "seq"), By: text.Draw(d.T, "by")})
		c.Tickets = append(c.Tickets, ticket)
		c.Notices = append(c.Notices, queue.Notice{ID: of + id.Draw(d.T, "notice"), Day: of, Reason: text.Draw(d.T, "reason")})
	}
	day := dayName(d.current)
	for range rapid.IntRange(0, 2).Draw(d.T, "others") {
		c.Bindings = append(c.Bindings, queue.Binding{ID: id.Draw(d.T, "binding"), Day: day, Ticket: text.Draw(d.T, "bound")})
		c.Unbound = append(c.Unbound, id.Draw(d.T, "unbound"))
		c.Codes = append(c.Codes, queue.Code{Purpose: queue.Join, ID: id.Draw(d.T, "code"), URL: text.Draw(d.T, "url")})
		c.Revoked = append(c.Revoked, queue.Code{Purpose: queue.Join, ID: id.Draw(d.T, "revoked")}.Key())
		c.Contacts = append(c.Contacts, queue.Contact{ID: id.Draw(d.T, "contact"), Union: text.Draw(d.T, "union")})
		c.Forgotten = append(c.Forgotten, id.Draw(d.T, "forgotten"))
		c.Counters = append(c.Counters, queue.CounterRecord{ID: id.Draw(d.T, "counter"), Day: day})
		c.Services = append(c.Services, queue.ServiceRecord{ID: id.Draw(d.T, "service"), Day: day, Stopped: rapid.Bool().Draw(d.T, "stopped")})
	}
	if rapid.Bool().Draw(d.T, "operation") {
		of := dayName(d.day("operation of"))
		c.Operation = &queue.Operation{ID: of + id.Draw(d.T, "operation"), Day: of, Body: text.Draw(d.T, "body")}
	}
	for d.oneIn(4, "drop") {
		if day := d.day("dropped"); day != d.current {
			c.Dropped = append(c.Dropped, dayName(day))
		}
	}
	return c
}

// days are one or two records of days, the last of which is the current one from now on: often a later day, sometimes an
// earlier one or the same.
func (d *drawer) days() (list []queue.Day) {
	for range rapid.IntRange(1, 2).Draw(d.T, "number of days") {
		date := dayName(d.day("day"))
		list = append(list, queue.Day{Date: date, Seq: rapid.Uint64().Draw(d.T, "seq"), Reopened: rapid.Bool().Draw(d.T, "reopened")})
	}
	if d.current == 0 || !d.oneIn(3, "any day") {
		d.current++
		list = append(list, queue.Day{Date: dayName(d.current), OpenedAt: time.Unix(int64(d.current), 0)})
	} else {
		fmt.Sscanf(list[len(list)-1].Date, "2026-01-%d", &d.current)
	}
	return list
}

// day is one of those there may be.
func (d *drawer) day(label string) int { return rapid.IntRange(1, 5).Draw(d.T, label) }

func (d *drawer) oneIn(n int, label string) bool { return rapid.IntRange(1, n).Draw(d.T, label) == n }

func dayName(n int) string { return fmt.Sprintf("2026-01-%02d", n) }
