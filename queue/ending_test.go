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

// A day that was ended, and opened again when the next had begun, tells nobody that their ticket has expired.
func TestEndOfDayTakenBackLate(t *testing.T) {
	h := mustTelling(t)
	id := h.mustTake("general", "ann").ID
	h.clock.turn(15*time.Hour + 50*time.Minute) // ten minutes before the next
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	h.clock.turn(10 * time.Minute)
	h.look()
	if day := h.View().Day; day != "2026-11-21" {
		t.Fatalf("day: got %s, want the next", day)
	}
	h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
	h.wantTold(id, "expired pending")
	if list := h.dispatches(); len(list) > 0 {
		t.Errorf("to send: got %q, want nothing", dispatchLines(list))
	}
	if claimed, err := h.Claim(context.Background(), h.notice(id, queue.Lapsed).ID); err != nil || len(claimed) > 0 {
		t.Errorf("Claim: got %v, %v, want nothing", claimed, err)
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
	h := mustTelling(t)
	for i := range many {
		h.mustTake("general", fmt.Sprint("customer ", i))
	}
	h.clock.turn(15*time.Hour + 50*time.Minute) // ten minutes before the next day
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	h.clock.turn(10 * time.Minute)
	h.look()
	h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}) // so that nobody's ticket has expired after all
	h.clock.turn(20*time.Minute + time.Second)
	for _, want := range []int{few, 2 * few, many, many} {
		h.look()
		var got int
		h.Look(func(b *queue.Book) { got = b.Notices()[queue.Stale] })
		if got != want {
			t.Errorf("too old: got %d, want %d", got, want)
		}
	}
}
