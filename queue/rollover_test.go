package queue_test

import (
	"context"
	"testing"
	"time"

	"paihao/queue"
)

// look lets the queue look at the clock.
func (h *hall) look() queue.View {
	h.Helper()
	if err := h.Settle(context.Background()); err != nil {
		h.Fatalf("look: %v", err)
	}
	return h.View()
}

// wantDay looks, and compares the day and what is said of the clock.
func (h *hall) wantDay(when, day string, doubt, overdue bool) {
	h.Helper()
	v := h.look()
	if v.Day != day || v.Health.Doubt != doubt || v.Health.Overdue != overdue {
		h.Errorf("%s: got day %s, doubt %v, overdue %v, want %s, %v, %v", when, v.Day, v.Health.Doubt, v.Health.Overdue, day, doubt, overdue)
	}
}

// The day begins at its very second, in a run and at a start.
func TestRolloverSecond(t *testing.T) {
	for _, starts := range []time.Duration{0, 4 * time.Hour, 11*time.Hour + 30*time.Minute, 23*time.Hour + 59*time.Minute + 59*time.Second} {
		for off := -2 * time.Second; off <= 2*time.Second; off += time.Second {
			for _, restart := range []bool{false, true} {
				v := venue()
				v.DayStarts = starts
				h := mustHall(t, v)
				date := h.look().Day
				next := later(date, 1)
				begins := mustDawn(t, next, starts)
				h.mustTake("general", "")
				h.clock.turn(begins.Add(off).Sub(h.clock.Now()))
				if restart {
					h.mustReopen()
				}
				want, number := date, "A002"
				if off >= 0 {
					want, number = next, "A001"
				}
				if got := h.mustTake("general", ""); got.Day != want || got.Number != number {
					t.Errorf("day from %v, %v after it, restart %v: got %s of %s, want %s of %s", starts, off, restart, got.Number, got.Day, number, want)
				}
				h.mustClose()
			}
		}
	}
}

func mustDawn(t *testing.T, date string, starts time.Duration) time.Time {
	t.Helper()
	day, err := time.ParseInLocation(time.DateOnly, date, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return day.Add(starts)
}

// In nights in which the clock is turned, each day begins once, at the first moment at which the wall clock has reached its
// beginning.
func TestRolloverSummerTime(t *testing.T) {
	for _, c := range []struct {
		zone   string
		starts time.Duration
		from   string // UTC
		begins []string
	}{
		{"Europe/Berlin", 150 * time.Minute, "2026-03-27T12:00:00Z", []string{"2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"}},
		{"Europe/Berlin", 150 * time.Minute, "2026-10-23T12:00:00Z", []string{"2026-10-24T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"}},
		{"Europe/Berlin", 4 * time.Hour, "2026-03-27T12:00:00Z", []string{"2026-03-28T03:00:00Z", "2026-03-29T02:00:00Z", "2026-03-30T02:00:00Z"}},
		{"America/Sao_Paulo", 0, "2018-11-02T12:00:00Z", []string{"2018-11-03T03:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"}},
		{"Asia/Shanghai", 4 * time.Hour, "2026-11-20T04:00:00Z", []string{"2026-11-20T20:00:00Z", "2026-11-21T20:00:00Z", "2026-11-22T20:00:00Z"}},
	} {
		v := venue()
		v.DayStarts = c.starts
		var err error
		if v.Zone, err = time.LoadLocation(c.zone); err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.from)
		if err != nil {
			t.Fatal(err)
		}
		h := mustHallAt(t, v, now)
		date := h.look().Day
		for _, want := range c.begins {
			for h.look().Day == date {
				h.clock.turn(15 * time.Minute)
			}
			if got := h.clock.Now().UTC().Format(time.RFC3339); got != want || h.look().Day != later(date, 1) {
				t.Errorf("%s, day from %v: %s began at %s, want %s at %s", c.zone, c.starts, h.look().Day, got, later(date, 1), want)
			}
			date = h.look().Day
		}
		h.mustClose()
	}
}

// A machine that was off for less than a day and a half is believed, a longer rest needs WeChat's word or the staff's.
func TestRolloverMachineOff(t *testing.T) {
	for _, c := range []struct {
		off            time.Duration
		day            string // at once
		doubt, overdue bool
		told           string // after WeChat has told the same time
	}{
		{time.Hour, "2026-11-20", false, false, "2026-11-20"},
		{12 * time.Hour, "2026-11-20", false, false, "2026-11-20"},
		{16*time.Hour - time.Second, "2026-11-20", false, false, "2026-11-20"},
		{16 * time.Hour, "2026-11-21", false, false, "2026-11-21"},
		{35 * time.Hour, "2026-11-21", false, false, "2026-11-21"},
		{37 * time.Hour, "2026-11-20", true, true, "2026-11-21"},
		{62 * time.Hour, "2026-11-20", true, true, "2026-11-22"},
		{24 * 365 * time.Hour, "2026-11-20", true, true, "2027-11-20"},
		{-time.Minute, "2026-11-20", false, false, "2026-11-20"},
		{-time.Hour, "2026-11-20", true, false, "2026-11-20"},
		{-20 * time.Hour, "2026-11-20", true, true, "2026-11-20"}, // it waits for the clock, whoever says so
		{-56 * 24 * 365 * time.Hour, "2026-11-20", true, true, "2026-11-20"},
	} {
		for _, restart := range []bool{true, false} {
			h := mustHall(t, venue())
			h.mustTake("general", "")
			if restart {
				h.mustClose()
				h.clock.turn(c.off)
				h.mustOpen()
			} else {
				h.clock.turn(c.off)
			}
			h.wantDay(c.off.String()+" later", c.day, c.doubt, c.overdue)
			h.Hear(h.clock.Now())
			if got := h.look().Day; got != c.told {
				t.Errorf("%v later, restart %v, with WeChat's word: got %s, want %s", c.off, restart, got, c.told)
			}
			h.mustClose()
		}
	}
}

// What WeChat says against the clock keeps the day open; so do people who came meanwhile, until staff end it.
func TestRolloverInDoubt(t *testing.T) {
	h := mustStaffed(t)
	h.Hear(noon.Add(-time.Hour))
	h.wantDay("told another time", "2026-11-20", true, false)
	h.clock.turn(20 * time.Hour)
	h.wantDay("in doubt at the change", "2026-11-20", true, true)
	ticket := h.mustTake("general", "")
	h.Hear(h.clock.Now())
	h.wantDay("without doubt, but somebody came", "2026-11-20", false, true)
	if got := h.ticket(ticket.ID); got.State != queue.Waiting {
		t.Errorf("who came in doubt: got %s, want waiting", got.State)
	}
	o := h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
	if o.Day == nil || o.Day.Date != "2026-11-20" || o.Day.By != queue.ByDesk || !o.Day.ClosedAt.Equal(h.clock.Now()) {
		t.Errorf("closed day: got %+v, want 2026-11-20, by the desk, now", o.Day)
	}
	h.wantDay("ended by staff", "2026-11-21", false, false)
	if got := h.mustTake("general", "").Number; got != "A001" {
		t.Errorf("first ticket: got %s, want A001", got)
	}
}

// A doubt that nobody came in leaves no trace: the day ends by itself once the clock is right.
func TestRolloverAfterDoubt(t *testing.T) {
	h := mustStaffed(t)
	h.mustTake("general", "")
	h.clock.turn(14 * 365 * 24 * time.Hour)
	h.wantDay("2040", "2026-11-20", true, true)
	h.clock.turn(-14 * 365 * 24 * time.Hour)
	h.wantDay("right again", "2026-11-20", false, false)
	h.clock.turn(16 * time.Hour)
	h.wantDay("the next morning", "2026-11-21", false, false)
}

// A venue whose zone was wrong goes on with the day it has, and no number is given out twice.
func TestRolloverChangedZone(t *testing.T) {
	for hours, want := range map[int]string{-12: "2026-11-20", -11: "2026-11-20", 0: "2026-11-20", 8: "2026-11-20", 12: "2026-11-20", 14: "2026-11-21"} {
		h := mustHallAt(t, venue(), noon.Add(11*time.Hour))
		first := h.mustTake("general", "")
		h.mustClose()
		h.options.Venue.Zone = time.FixedZone("moved", hours*60*60)
		h.mustOpen()
		second := h.mustTake("general", "")
		if second.Day != want || second.Day == first.Day && (second.Number != "A002" || second.Ahead != 1) {
			t.Errorf("zone of %d hours: got %s of %s, %d ahead, want A002 or a new day %s", hours, second.Number, second.Day, second.Ahead, want)
		}
		h.mustDo(queue.Command{Verb: queue.CloseDay})
		h.mustClose()
	}
}
