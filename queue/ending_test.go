package queue_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// Only staff who end the day with people in it tell them so.
func TestEndOfDay(t *testing.T) {
	for name, end := range map[string]func(h *hall){
		"by itself": func(h *hall) {
			h.clock.turn(24 * time.Hour)
			h.look()
		},
		"by staff, the next morning": func(h *hall) {
			h.clock.turn(40 * time.Hour)
			h.mustDo(queue.Command{Verb: queue.CloseDay})
		},
	} {
		h := mustTelling(t)
		h.mustTake("general", "ann")
		h.mustCall("1")
		h.mustTake("general", "bob")
		end(h)
		if v := h.View(); v.Day == "2026-11-20" || len(h.dispatches()) > 0 {
			t.Errorf("%s: day %s, to send %v, want another day and nothing", name, v.Day, dispatchLines(h.dispatches()))
		}
		saved, err := h.store.Load(context.Background())
		if err != nil || len(saved.Notices) > 0 {
			t.Errorf("%s: got notices %v, %v, want none of the new day", name, saved.Notices, err)
		}
	}
	h := mustTelling(t)
	h.mustTake("general", "ann")
	h.mustCall("1")
	want := []string{"expired A001 ann"}
	for i := range 9 {
		who := fmt.Sprint("customer ", i)
		want = append(want, "expired "+h.mustTake("general", who).Number+" "+who)
	}
	h.mustTake("general", "")
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	if got := dispatchLines(h.dispatches()); !slices.Equal(got, want) {
		t.Errorf("the day was ended: to send %q, want %q", got, want)
	}
	h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
	if got, want := dispatchLines(h.dispatches()), []string{"called A001 ann"}; !slices.Equal(got, want) {
		t.Errorf("the day was opened again: to send %q, want %q", got, want)
	}
}

// That the day has ended is held back as long as a step can be taken back, and void when it is; also over a restart. That
// nobody brought a ticket back after a miss is not.
func TestEndOfDayIsHeldBack(t *testing.T) {
	h := mustTelling(t, func(v *queue.Venue) { v.Rules.ExpireMissed = 30 * time.Minute })
	old := h.act("take call miss wait")
	lapsed := h.notice(old, queue.Lapsed)
	id := h.mustTake("general", "bob").ID
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	ended := h.notice(id, queue.Lapsed)
	held := func(want time.Duration) {
		t.Helper()
		h.Look(func(b *queue.Book) {
			if got, other := b.HeldFor(ended, h.clock.Now()), b.HeldFor(lapsed, h.clock.Now()); got != want || other != 0 {
				t.Errorf("held back for %v, and who missed for %v, want %v and not", got, other, want)
			}
		})
	}
	held(10 * time.Second)
	h.wantClaimed(nil, ended.ID)
	h.clock.turn(10*time.Second - 1)
	h.mustReopen()
	held(1)
	h.wantClaimed([]string{"expired A001"}, ended.ID, lapsed.ID)
	h.clock.turn(1)
	held(0)
	h.wantClaimed([]string{"expired A002"}, ended.ID)

	h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	ended = h.notice(id, queue.Lapsed)
	h.Look(func(b *queue.Book) {
		if got := b.HeldFor(ended, ended.CreatedAt.Add(-time.Hour)); got != 0 {
			t.Errorf("held back by a clock that was set back: for %v, want not at all", got)
		}
	})
}

// Who may have read that the day has ended is told how they stand when that is taken back, in one word that is in place of
// all that was still to be told them, and once; also when the next day has begun meanwhile. Who was not told, is told nothing.
func TestEndOfDayTakenBack(t *testing.T) {
	for _, c := range []struct {
		story string
		as    queue.NoticeState // what became of the notice that the day has ended; empty: never claimed, sending: on its way
		want  []string          // beside "expired"
		end   string
	}{
		{"take", queue.Accepted, []string{"back pending"}, "expired accepted"},
		{"take", queue.Sending, []string{"back pending"}, "expired sending"},
		{"take", queue.Pending, []string{"back pending"}, "expired void"},
		{"take", queue.Refused, nil, "expired refused"},
		{"take", queue.Stale, nil, "expired expired"},
		{"take", "", nil, "expired void"},
		{"take hold", queue.Accepted, []string{"back pending"}, "expired accepted"},
		{"take call", queue.Accepted, []string{"called void", "called pending"}, "expired accepted"},
		{"take call", "", []string{"called pending"}, "expired void"},
		{"take call miss", queue.Accepted, []string{"called void", "missed void", "missed pending"}, "expired accepted"},
		{"take cancel", "", nil, ""},
		{"take call finish", "", []string{"called void", "feedback pending"}, ""},
	} {
		for _, late := range []bool{false, true} {
			h := mustTelling(t)
			h.clock.turn(16*time.Hour - 30*time.Second) // before the next day
			id := h.act(c.story)
			h.mustDo(queue.Command{Verb: queue.CloseDay})
			h.clock.turn(15 * time.Second)
			if c.as != "" {
				n := h.notice(id, queue.Lapsed).ID
				h.mustClaim(n)
				if c.as != queue.Sending {
					h.settle(queue.Settlement{Notice: n, State: c.as})
				}
			}
			if late {
				h.clock.turn(15 * time.Second)
				h.look()
				if day := h.View().Day; day != "2026-11-21" {
					t.Fatalf("day: got %s, want the next", day)
				}
			}
			h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
			for range 3 {
				h.look()
			}
			want := slices.Clone(c.want)
			switch {
			case late && c.end == "expired sending": // nobody knows any more that it was on its way
				want = append(want, "expired void")
			case c.end != "":
				want = append(want, c.end)
			}
			got := h.told(id)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s, told as %q, late %v: got %q, want %q", c.story, c.as, late, got, want)
			}
		}
	}
}

// Who was held when the day was ended reads that they are back when they wait again.
func TestEndOfDayTakenBackFromHeld(t *testing.T) {
	h := mustTelling(t)
	id := h.act("take hold day")
	h.clock.turn(time.Minute)
	h.mustSettle(queue.Accepted)
	h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
	if list := dispatchKinds(h.dispatches()); len(list) > 0 {
		t.Errorf("to tell while it is held: %q, want nothing", list)
	}
	h.goOn(id, "resume")
	if list := dispatchKinds(h.dispatches()); !slices.Equal(list, []string{"back A001"}) {
		t.Errorf("to tell when it waits: %q, want that it is back", list)
	}
}

// What nobody can send any more ends when it is too old: what the day's end has overtaken, and what was being sent to somebody
// who has left when the program ended.
func TestFade(t *testing.T) {
	for _, c := range []struct {
		story   string
		restart bool
		want    []string
	}{
		{"take call day wait", false, []string{"called expired", "expired pending"}},
		{"take call day wait", true, []string{"called expired", "expired pending"}},
		{"take call wait", false, []string{"called pending"}}, // who sends notes that it is too late
		{"take call claim forget wait", false, []string{"called sending"}},
		{"take call claim forget wait", true, []string{"called void"}},
		{"take call claim wait", true, []string{"called sending"}},
	} {
		h, id := mustTelling(t), ""
		for word := range strings.FieldsSeq(c.story) {
			switch {
			case word == "claim":
				h.mustClaim(h.notice(id, queue.YourTurn).ID)
				continue
			case word == "wait" && c.restart:
				h.mustReopen()
			}
			id = h.goOn(id, word)
		}
		if got := h.told(id); !slices.Equal(got, c.want) {
			t.Errorf("%s, restart %v: got %q, want %q", c.story, c.restart, got, c.want)
		}
	}
}

// However many are too old at once, each decision ends a few of them only.
func TestManyFade(t *testing.T) {
	const many, few = 150, 64
	h := mustTelling(t, func(v *queue.Venue) { v.Tells = []queue.NoticeKind{queue.Issued} })
	for i := range many {
		id := h.mustTake("general", fmt.Sprint("customer ", i)).ID
		h.mustDo(queue.Command{Verb: queue.Notify, Ticket: id, Kind: queue.Issued})
	}
	h.mustDo(queue.Command{Verb: queue.CloseDay}) // so that nobody waits any more
	h.clock.turn(time.Minute + time.Second)
	for _, want := range []int{few, 2 * few, many, many} {
		h.look()
		var got int
		h.Look(func(b *queue.Book) { got = b.Notices()[queue.Stale] })
		if got != want {
			t.Errorf("too old: got %d, want %d", got, want)
		}
	}
}
