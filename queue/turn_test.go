package queue_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

// turnsOf is what the store keeps of a counter.
func (h *hall) turnsOf(counter string) (r queue.CounterRecord) {
	h.Helper()
	saved, err := h.store.Load(context.Background())
	if err != nil {
		h.Fatalf("Load: %v", err)
	}
	for _, r = range saved.Counters {
		if r.ID == counter {
			return r
		}
	}
	return queue.CounterRecord{}
}

// A counter's turns are kept with when they happened, over a restart, and for one day.
func TestTurns(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	for i, verb := range []queue.Verb{queue.Open, queue.Open, queue.Pause, queue.Open, queue.Close, queue.Close} { // the same again is none
		h.clock.turn(time.Minute)
		h.mustDo(queue.Command{Verb: verb, Counter: "1"})
		if i == 2 {
			h.mustReopen()
		}
	}
	minute := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }
	want := []queue.Turn{
		{At: minute(1), State: queue.CounterOpen},
		{At: minute(3), State: queue.CounterPaused},
		{At: minute(4), State: queue.CounterOpen},
		{At: minute(5), State: queue.CounterClosed},
	}
	if got, want := turnLine("1", h.turnsOf("1").Turns), turnLine("1", want); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	h.clock.turn(24 * time.Hour)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	r := h.turnsOf("1")
	if len(r.Turns) != 1 || r.Day != "2026-11-21" || turnLine("1", r.Before) != turnLine("1", want) {
		t.Errorf("the next day: got %+v, want its one turn, and those of the day before beside it", r)
	}
	h.mustTake("general", "")
	h.mustDo(queue.Command{Verb: queue.Close, Counter: "1"})
	if r := h.turnsOf("1"); len(r.Turns) != 2 || len(r.Before) > 0 {
		t.Errorf("after a ticket: got %+v, want two turns and nothing of the day before", r)
	}
}

// The turn of a clock that is in doubt says so.
func TestTurnInDoubt(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.clock.turn(14 * year)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	if got := h.turnsOf("1").Turns; len(got) != 1 || !got[0].Doubt {
		t.Errorf("got %+v, want one in doubt", got)
	}
}

// Who plays with a button does not fill the record: it keeps how the day began and what came last.
func TestTurnsAreFew(t *testing.T) {
	checkInBubble(t, func(r *rapid.T) {
		h := mustHall(r, venue())
		defer h.mustClose()
		var all []queue.Turn
		verbs := map[queue.CounterState]queue.Verb{queue.CounterOpen: queue.Open, queue.CounterPaused: queue.Pause, queue.CounterClosed: queue.Close}
		state := queue.CounterClosed
		for range rapid.SampledFrom([]int{1, 199, 200, 201, 202, 450}).Draw(r, "turns") {
			states := []queue.CounterState{queue.CounterOpen, queue.CounterPaused, queue.CounterClosed}
			states = slices.DeleteFunc(states, func(s queue.CounterState) bool { return s == state })
			state = rapid.SampledFrom(states).Draw(r, "state")
			h.clock.turn(time.Second)
			h.mustDo(queue.Command{Verb: verbs[state], Counter: "1"})
			all = append(all, queue.Turn{At: h.clock.Now(), State: state})
		}
		got := h.turnsOf("1").Turns
		if len(got) > 200 || len(all) <= 200 && len(got) != len(all) || len(got) < min(len(all), 199) {
			r.Fatalf("got %d turns of %d", len(got), len(all))
		}
		newest := all[len(all)-len(got)+1:]
		if got, want := turnLine("1", got), turnLine("1", append(all[:1:1], newest...)); got != want {
			r.Fatalf("got %s, want %s", got, want)
		}
	})
}

// What happened at counters while a day was over that is opened again belongs to it, and so does what they did before.
func TestTurnsOfADayThatIsOpenedAgain(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	for _, counter := range []string{"1", "2"} {
		h.mustDo(queue.Command{Verb: queue.Open, Counter: counter})
	}
	h.clock.turn(20 * time.Hour)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.clock.turn(time.Minute)
	h.undo(queue.DayClosing, nil)
	morning := noon.Add(20 * time.Hour)
	for counter, want := range map[string][]queue.Turn{
		"1": {
			{At: noon, State: queue.CounterOpen},
			{At: morning, State: queue.CounterOpen},
			{At: morning.Add(time.Minute), State: queue.CounterClosed},
		},
		"2": {{At: noon, State: queue.CounterOpen}},
	} {
		r := h.turnsOf(counter)
		if got, want := turnLine(counter, r.Turns), turnLine(counter, want); got != want || r.Day != "2026-11-20" {
			t.Errorf("got %s of %s, want %s of 2026-11-20", got, r.Day, want)
		}
	}
}
