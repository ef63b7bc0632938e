package storetest

import (
	"context"
	"slices"
	"time"

	"paihao/queue"
)

// checkDays holds that the last day written is the current one, that its tickets and notices are given and those of no
// other day, and operations of it and the one before.
func checkDays(b *bench) {
	for i, day := range []string{firstDay, secondDay, thirdDay} {
		b.mustCommit(fullChange(day, 1000*i))
		b.check()
	}
	b.wantOperations(secondDay, thirdDay)
	b.mustCommit(queue.Change{Tickets: []queue.Ticket{Ticket(secondDay, "late")}}) // of a past day: kept, not given
	b.check()
	closed := queue.Day{Date: thirdDay, Seq: 3, ClosedAt: time.Unix(1, 0), By: "desk"}
	b.mustCommit(queue.Change{Days: []queue.Day{closed}}) // the current day's record: nothing else changes
	b.check()
	b.wantOperations(secondDay, thirdDay)
}

// checkChannels holds that the record of the current day is rewritten, as it is whenever somebody comes by a channel, without
// anything else: it is no new day, so operations stay, and so does the day that was current before.
func checkChannels(b *bench) {
	for i, day := range []string{firstDay, secondDay, thirdDay} {
		b.mustCommit(fullChange(day, 1000*i))
	}
	counted := queue.Day{Date: thirdDay, Seq: 3}
	for n := range 5 {
		counted.Channels = append(counted.Channels, queue.ChannelCount{Channel: string(rune('a' + n))})
		counted.Channels[0].Scans++
		id := counted.Channels[n].Channel
		b.mustCommit(
			queue.Change{Days: []queue.Day{counted}, Tickets: []queue.Ticket{Ticket(thirdDay, id)}, Operation: &queue.Operation{ID: id, Day: thirdDay}},
			queue.Change{Days: []queue.Day{{Date: secondDay, Seq: 2, Channels: counted.Channels[:n]}, counted}}, // and a past one
		)
		b.check()
		b.wantOperations(secondDay, thirdDay)
	}
	got := b.mustLoad()
	if channels := got.Days[2].Channels; got.Day != thirdDay || len(got.Days) != 3 || len(channels) != 5 || channels[0].Scans != 5 || channels[4].Channel != "e" {
		b.Errorf("after 5 scans: got day %s of %+v, want %s and its 5 channels, the first scanned 5 times", got.Day, got.Days, thirdDay)
	}
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: firstDay, Seq: 4}, {Date: firstDay, Seq: 4, Channels: counted.Channels}}})
	b.check()
	b.wantOperations(thirdDay) // those of the first day went long ago
	if got := len(b.mustLoad().Days[0].Channels); got != 5 {
		b.Errorf("channels of a day whose record came twice: got %d, want the last one's 5", got)
	}
}

// checkDayBefore holds that an earlier day can be the current one again, with all that it had, and the later one is
// then the one before; and that of several days written at once only the last one counts for that.
func checkDayBefore(b *bench) {
	b.mustCommit(fullChange(firstDay, 0))
	b.mustCommit(fullChange(secondDay, 1000))
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: firstDay, Seq: 1, Reopened: true}}})
	b.check()
	b.wantOperations(firstDay, secondDay)
	if got := b.mustLoad(); got.Day != firstDay || len(got.Tickets) != 2 || len(got.Notices) != 2 {
		b.Errorf("back on the first day: got day %s, %d tickets and %d notices, want %s, 2 and 2", got.Day, len(got.Tickets), len(got.Notices), firstDay)
	}
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: secondDay, Seq: 2}, {Date: firstDay, Seq: 1}, {Date: thirdDay, Seq: 3}}})
	b.check()
	b.wantOperations(firstDay)
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: secondDay, Seq: 2}}})
	b.check()
	b.wantOperations() // those of the second day went when it was neither the current one nor the one before
}

// checkPast holds that of many days the newest are given, and those before by their dates alone, wherever the current day
// lies among them; that all of them can be read, and that they outlive what happens to others.
func checkPast(b *bench) {
	const days = queue.DaysGiven + 9
	for n := range days {
		b.mustCommit(queue.Change{Days: []queue.Day{{Date: dayName(n + 1), Seq: uint64(n + 1), By: "desk"}}})
	}
	b.check()
	b.wantDays("", "9", days)
	b.wantDays(dayName(3), dayName(days-1), days-3)
	b.wantDays(dayName(days+1), "9", 0)
	b.mustCommit(queue.Change{
		Days:    []queue.Day{{Date: dayName(4), Channels: []queue.ChannelCount{{Channel: "a", Scans: 1}}}, {Date: dayName(days)}},
		Dropped: []string{dayName(2), dayName(days - 2)},
	})
	b.check()
	b.wantDays(dayName(1), dayName(4), 3)
	for _, current := range []int{days - 4, 6, 5, 1, days} { // as when a wrong clock is believed
		b.mustCommit(queue.Change{Days: []queue.Day{{Date: dayName(current), Seq: 100}}})
		b.check()
	}
}

// wantDays holds that the records of days of a span can be read, each as it was written last.
func (b *bench) wantDays(from, to string, n int) {
	b.Helper()
	got, err := b.store.Days(context.Background(), from, to)
	var want []queue.Day
	for _, c := range b.taken {
		want = merge(want, c.Days, dayDate)
		want = slices.DeleteFunc(want, func(d queue.Day) bool { return slices.Contains(c.Dropped, d.Date) })
	}
	want = slices.DeleteFunc(want, func(d queue.Day) bool { return d.Date < from || to < d.Date })
	if d := difference(got, want); d != "" || err != nil || len(got) != n {
		b.Errorf("Days from %q to %q: got %d, %v, want %d: %s", from, to, len(got), err, n, d)
	}
}

// checkDropped holds that a dropped day is gone with its tickets and notices and all else stays; also when it was current
// until the same change, and when it is written again.
func checkDropped(b *bench) {
	for i, day := range []string{firstDay, secondDay, thirdDay} {
		b.mustCommit(fullChange(day, 1000*i))
	}
	b.mustCommit(queue.Change{Dropped: []string{firstDay, "2025-01-01"}})
	b.check()
	b.mustCommit(queue.Change{Dropped: []string{firstDay}}) // once more
	b.check()
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: secondDay, Seq: 2}}, Dropped: []string{thirdDay}, Tickets: []queue.Ticket{Ticket(thirdDay, "t")}})
	b.check()
	b.wantOperations(secondDay, thirdDay)
	if got := b.mustLoad(); len(got.Days) != 1 || len(got.Tickets) != 2 {
		b.Errorf("after two of three days were dropped: got days %v and %d tickets, want one and 2", got.Days, len(got.Tickets))
	}
	b.mustCommit(queue.Change{Days: []queue.Day{{Date: firstDay, Seq: 4}}}, queue.Change{Tickets: []queue.Ticket{Ticket(firstDay, "t")}})
	b.check()
	if got := b.mustLoad().Tickets; len(got) != 1 {
		b.Errorf("tickets of a day that was dropped and came again: got %d, want the new one", len(got))
	}
	b.refuse(context.Background(), b.base, queue.ErrNotWritten, queue.Change{Dropped: []string{firstDay}})
	b.mustCommit(
		queue.Change{Tickets: []queue.Ticket{Ticket(secondDay, "u")}, Dropped: []string{secondDay}},
		queue.Change{Tickets: []queue.Ticket{Ticket(secondDay, "v")}, Days: []queue.Day{{Date: secondDay, Seq: 5}}},
	)
	b.check()
}

// checkAt holds that the time of the last change that has one is given.
func checkAt(b *bench) {
	at := time.Date(2026, 11, 21, 9, 30, 0, 123456789, time.FixedZone("", 8*60*60))
	b.mustCommit(queue.Change{At: at})
	b.check()
	b.mustCommit(queue.Change{Counters: []queue.CounterRecord{{ID: "1"}}})
	b.mustCommit()
	b.check()
	b.mustCommit(queue.Change{At: at.Add(2 * time.Hour)}, queue.Change{At: at.Add(-time.Hour)}, queue.Change{})
	b.check() // what counts is the order of the changes, not that of the times
}

// wantOperations holds that the operations are of these days.
func (b *bench) wantOperations(days ...string) {
	b.Helper()
	got, want := map[string]bool{}, map[string]bool{}
	for _, o := range b.mustLoad().Operations {
		got[o.Day] = true
	}
	for _, day := range days {
		want[day] = true
	}
	if len(got) != len(want) {
		b.Errorf("days of the operations: got %v, want %v", got, days)
	}
	for day := range want {
		if !got[day] {
			b.Errorf("days of the operations: got %v, want %v", got, days)
		}
	}
}
