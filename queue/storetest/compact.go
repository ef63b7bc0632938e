package storetest

import (
	"context"

	"paihao/queue"
)

func (b *bench) mustCompact() {
	b.Helper()
	if err := b.store.(queue.Compactor).Compact(context.Background()); err != nil {
		b.Fatalf("Compact: got %v, want no error", err)
	}
}

// checkCompact holds that compacting loses nothing and needs no opening anew, and that a store is untidy from the new day
// on that deleted something until it was compacted, whatever happens between.
func checkCompact(b *bench) {
	b.mustCompact()
	b.wantUntidy("a new store", false)
	full := fullChange(firstDay, 0)
	b.mustCommit(full)
	b.mustCompact()
	b.compare("Load after Compact")
	b.wantUntidy("nothing was deleted", false)
	for _, d := range deletions {
		b.checkUntidy(d, full.Days[0])
	}
	b.mustCommit(fullChange(secondDay, 1000))
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: thirdDay}}, Unbound: []string{full.Bindings[0].ID}, Dropped: []string{firstDay}})
	b.wantUntidy("a new day has deleted records", true)
	b.mustCommit(queue.Change{Counters: []queue.CounterRecord{{ID: "1"}}})
	b.wantUntidy("something else was committed", true)
	b.mustCompact()
	b.compare("Load after Compact")
	b.mustCommit(queue.Change{Tickets: []queue.Ticket{Ticket(thirdDay, "t")}})
	b.refuse(context.Background(), b.base-1, queue.ErrConflict, queue.Change{})
	b.wantUntidy("it was compacted", false)
	b.mustCompact()
	b.check()
}

// checkUntidy holds that what is deleted makes the store untidy with the next day, and not when the current day's record is
// rewritten, which is no new day: the file would be written anew all day long.
func (b *bench) checkUntidy(d deletion, current queue.Day) {
	b.mustCommit(d.written("brief", "note"))
	b.mustCommit(d.deleted("brief"))
	current.Channels = []queue.ChannelCount{{Channel: d.name, Scans: 1}}
	b.mustCommit(queue.Change{Days: []queue.Day{current}})
	b.wantUntidy("the day's record was rewritten after "+d.name+" were deleted", false)
	deleted := d.deleted("brief")
	deleted.Days = []queue.Day{current}
	b.mustCommit(deleted)
	b.wantUntidy("it was rewritten together with deleting "+d.name, false)
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: thirdDay}}})
	b.wantUntidy("a new day has begun since "+d.name+" were deleted", true)
	b.mustCompact()
	b.wantUntidy("it was compacted", false)
	b.mustCommit(queue.Change{Days: []queue.Day{current}, Dropped: []string{thirdDay}})
	b.mustCompact()
}

// wantUntidy asks twice, the second time after the store was opened anew.
func (b *bench) wantUntidy(when string, want bool) {
	b.Helper()
	for range 2 {
		if got := b.mustLoad().Untidy; got != want {
			b.Errorf("Untidy when %s: got %v, want %v", when, got, want)
		}
		b.reopen()
	}
}

func checkCompactCancelled(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := b.store.(queue.Compactor).Compact(ctx); err == nil {
		b.Errorf("Compact with an ended context: got no error, want one")
	}
	b.check()
	b.mustCommit(fullChange(secondDay, 1000))
	b.store.Close()
	if err := b.store.(queue.Compactor).Compact(context.Background()); err == nil {
		b.Errorf("Compact after Close: got no error, want one")
	}
	b.store = b.Open()
	b.check()
}
