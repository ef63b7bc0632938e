package queue_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// channels is what came by channels on each day that is kept, by the day of the month.
func (h *hall) channels() (lines []string) {
	for _, d := range h.mustDays() {
		for _, c := range d.Channels {
			lines = append(lines, fmt.Sprintf("%s %s %d %d %d %d", d.Date[len("2026-11-"):], c.Channel, c.Followers, c.Scans, c.Tickets, c.Cancels))
		}
	}
	return lines
}

// mustDays lists all days that are kept.
func (h *hall) mustDays() []queue.Day {
	h.Helper()
	days, err := h.Days(context.Background(), "", "9")
	if err != nil {
		h.Fatalf("Days: %v", err)
	}
	return days
}

// wantChannels holds that so many followers, scans, tickets and cancels are counted, now and after a restart.
func (h *hall) wantChannels(name string, want ...string) {
	h.Helper()
	for _, when := range []string{"at once", "after a restart"} {
		if got := h.channels(); !slices.Equal(got, want) {
			h.Errorf("%s, %s: got %q, want %q", name, when, got, want)
		}
		h.mustReopen()
	}
}

// by is a ticket that is taken by the code of a channel.
func by(channel, name string) queue.Command {
	return queue.Command{Verb: queue.Take, Service: "general", Customer: customer(name), Meeting: &queue.Meeting{Channel: channel}}
}

// What comes by a channel is counted with the change that it comes with, and cancels are taken back with them.
func TestChannels(t *testing.T) {
	h := mustForgiving(t)
	h.mustMeet("ann", queue.Meeting{Channel: "door", Follow: true})
	h.mustMeet("ann", queue.Meeting{Follow: true, Channel: "door", Followed: noon.Add(-time.Minute)}) // WeChat was asked too
	h.mustMeet("bob", queue.Meeting{Follow: true})
	h.wantChannels("a follower", "20 door 1 0 0 0")
	h.mustMeet("ann", queue.Meeting{Channel: "door"})
	h.mustMeet("bob", queue.Meeting{Channel: "desk"})
	h.wantChannels("two scans", "20 door 1 1 0 0", "20 desk 0 1 0 0")
	id := h.mustDo(by("door", "ann")).Ticket.ID
	h.mustTake("general", "bob")
	h.wantChannels("a ticket", "20 door 1 2 1 0", "20 desk 0 1 0 0")
	if _, err := h.Do(t.Context(), by("door", "ann")); err == nil {
		t.Error("a second ticket was given out")
	}
	h.mustDo(queue.Command{Operation: "mistake", Verb: queue.Cancel, Ticket: id})
	h.wantChannels("cancelled", "20 door 1 2 1 1", "20 desk 0 1 0 0")
	h.undo("mistake", nil)
	h.wantChannels("taken back", "20 door 1 2 1 0", "20 desk 0 1 0 0")
	h.mustDo(queue.Command{Verb: queue.Cancel, Ticket: id, Customer: customer("ann"), Meeting: &queue.Meeting{Channel: "desk"}})
	h.wantChannels("cancelled with a scan", "20 door 1 2 1 1", "20 desk 0 2 0 0")
	h.clock.turn(24 * time.Hour)
	h.mustMeet("ann", queue.Meeting{Channel: "door"})
	h.wantChannels("the next day", "20 door 1 2 1 1", "20 desk 0 2 0 0", "21 door 0 1 0 0")
	if v := h.View(); v.Day != "2026-11-21" || v.Closed {
		t.Errorf("day: got %s, closed %v, want the 21st, open", v.Day, v.Closed)
	}
}

// A follower of whom we hear late counts for the day on which they followed, if whoever followed then is still known.
func TestFollowersHeardOfLate(t *testing.T) {
	for _, c := range []struct {
		name     string
		followed time.Duration // before noon of the 23rd
		want     string
	}{
		{"a moment ago", time.Minute, "23 door 1 0 0 0"},
		{"yesterday", 24 * time.Hour, "22 door 1 0 0 0"},
		{"when no day was", 48 * time.Hour, "23 door 1 0 0 0"},
		{"the day before that", 3*24*time.Hour - time.Minute, "20 door 1 0 0 0"},
		{"before we knew anybody", 4 * 24 * time.Hour, ""},
		{"in the future", -24 * time.Hour, "23 door 1 0 0 0"},
	} {
		v := venue()
		v.Rules.KeepBindingsDays = 2
		h := mustHall(t, v) // on the 20th
		for _, days := range []time.Duration{2, 1} {
			h.clock.turn(days * 24 * time.Hour)
			h.Hear(h.clock.Now())
			h.look()
		}
		ticket := h.mustTake("general", "bob")
		h.store.RefuseOpens(1) // the store goes on as it is
		h.mustMeet("ann", queue.Meeting{Follow: true, Channel: "door", Followed: h.clock.Now().Add(-c.followed)})
		h.mustTake("general", "")
		h.store.RefuseOpens(0)
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		h.wantChannels(c.name, want...)
		if v, line := h.View(), h.inLine(); v.Day != "2026-11-23" || v.Closed || len(line) != 2 || line[0].ID != ticket.ID {
			t.Errorf("%s: got day %s, closed %v, line %v, want the 23rd as it was", c.name, v.Day, v.Closed, line)
		}
		if got, _ := h.contact("ann"); !got.Followed.Equal(h.clock.Now().Add(-max(0, c.followed))) {
			t.Errorf("%s: followed at %v, want %v before %v, and not after it", c.name, got.Followed, c.followed, h.clock.Now())
		}
		h.mustClose()
	}
}

// The counts stay with their day when it is closed, opened again, and when the next one is torn out again.
func TestChannelsOfADayThatIsOpenedAgain(t *testing.T) {
	h := mustForgiving(t)
	h.mustDo(by("door", "ann"))
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	h.mustMeet("bob", queue.Meeting{Channel: "door"})
	if v := h.View(); !v.Closed || v.Totals[queue.Expired] != 1 {
		t.Errorf("a scan after the day was closed: got closed %v, %v, want it to stay so", v.Closed, v.Totals)
	}
	h.wantChannels("closed", "20 door 0 2 1 0")
	h.undo(queue.DayClosing, nil)
	h.wantChannels("open again", "20 door 0 2 1 0")
	if v := h.View(); v.Closed || v.Totals[queue.Waiting] != 1 {
		t.Errorf("open again: got closed %v, %v, want one waiting", v.Closed, v.Totals)
	}
	h.clock.turn(24 * time.Hour)
	h.mustMeet("ann", queue.Meeting{Channel: "desk"})
	h.mustMeet("ann", queue.Meeting{Channel: "door"})
	h.wantChannels("the next day", "20 door 0 2 1 0", "21 desk 0 1 0 0", "21 door 0 1 0 0")
	h.undo(queue.DayClosing, nil)
	h.wantChannels("torn out", "20 door 0 3 1 0", "20 desk 0 1 0 0")
	if v := h.View(); v.Day != "2026-11-20" || v.Totals[queue.Waiting] != 1 {
		t.Errorf("opened again: got %s with %v, want the 20th with one waiting", v.Day, v.Totals)
	}
}

// A day that had to take another date, since a clock was wrong, has the followers of the date by the clock, be they heard of
// at once or late.
func TestFollowersOfADayOfAnotherDate(t *testing.T) {
	h := mustStaffed(t)
	h.clock.turn(24 * time.Hour)
	h.mustTake("general", "")
	h.clock.turn(-24 * time.Hour)
	h.mustDo(queue.Command{Verb: queue.CloseDay}) // staff say that it is the 20th
	h.clock.turn(time.Hour)
	h.mustMeet("ann", queue.Meeting{Channel: "door", Follow: true})
	h.mustMeet("bob", queue.Meeting{Channel: "door", Follow: true, Followed: noon.Add(time.Minute)})
	h.wantChannels("the 20th once more", "22 door 2 0 0 0")
}

// A list of days that somebody holds stays as it was.
func TestDaysAreNotChanged(t *testing.T) {
	h := mustStaffed(t)
	h.mustDo(by("door", "ann"))
	days := h.mustDays()
	before := mustText(t, days)
	h.mustDo(by("door", "bob"))
	if got := mustText(t, days); got != before {
		t.Errorf("days: got %s, want %s", got, before)
	}
	h.wantChannels("two", "20 door 0 2 2 0")
}

// Many scans at once are one commit and all counted.
func TestChannelsOfABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustStaffed(t)
		var list []queue.Command
		for i := range 20 {
			list = append(list, by("door", fmt.Sprint("customer ", i)))
		}
		revision := h.View().Revision
		for i, got := range h.batch(func() {}, list...) {
			if got.err != nil {
				t.Errorf("take %d: %v", i, got.err)
			}
		}
		if got := h.View().Revision - revision; got != 2 {
			t.Errorf("commits: got %d, want one for what was at the disk, and one for all that waited", got)
		}
		h.wantChannels("twenty", "20 door 0 20 20 0")
	})
}
