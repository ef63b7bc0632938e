package queue_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"
	"time"

	"paihao/queue"
)

// mustBusy is a hall with a ticket in every state, by the state's name.
func mustBusy(t *testing.T) (*hall, map[queue.State]string) {
	t.Helper()
	v := venue()
	v.Rules.MissAfter, v.Rules.CallsBeforeMiss, v.Rules.ExpireMissed, v.Rules.UndoWithin = 0, 1, time.Minute, 10*time.Second
	v.Counters = append(v.Counters, queue.Counter{ID: "4", Services: []string{"general"}})
	h := mustHall(t, v)
	t.Cleanup(h.mustClose)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "2"})
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "4"})
	ids := map[queue.State]string{}
	for _, state := range []queue.State{queue.Expired, queue.Done, queue.Cancelled, queue.Missed, queue.Held, queue.Waiting, queue.Serving} {
		ids[state] = h.bring(state)
	}
	called := h.mustTake("general", "ann")
	h.mustDo(queue.Command{Verb: queue.CallTicket, Ticket: called.ID, Counter: "4"})
	ids[queue.Called] = called.ID
	return h, ids
}

// A day ends by one record, however many tickets it has: who waited has expired, who was being served is done, inexactly.
func TestCloseDay(t *testing.T) {
	h, ids := mustBusy(t)
	revision := h.View().Revision
	o := h.mustDo(queue.Command{Verb: queue.CloseDay, By: queue.ByDesk})
	if o.Day == nil || !o.Day.Closed() || o.Day.By != queue.ByDesk || !o.Day.ClosedAt.Equal(h.clock.Now()) {
		t.Errorf("closed day: got %+v, want it closed now by the desk", o.Day)
	}
	want := map[queue.State]queue.State{queue.Serving: queue.Done, queue.Done: queue.Done, queue.Cancelled: queue.Cancelled}
	for _, when := range []string{"at once", "after a restart"} {
		for was, id := range ids {
			state, known := want[was]
			if !known {
				state = queue.Expired
			}
			if got := h.ticket(id).State; got != state {
				t.Errorf("%s, a ticket that was %s: got it %s, want %s", when, was, got, state)
			}
		}
		v := h.View()
		if !v.Closed || v.Revision != revision+1 || len(h.inLine())+len(v.Missed)+len(v.Held) > 0 || v.Counters[1].Current != nil || len(h.dispatches()) > 0 {
			t.Errorf("%s: got %+v, want it closed and empty", when, v.Snapshot)
		}
		h.mustReopen()
	}
	saved, err := h.store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, ticket := range saved.Tickets {
		final := saved.Days[0].Final(ticket)
		if open := saved.Days[0].Final(ticket).State.Open(); open || final.Inexact != (ticket.State == queue.Serving) {
			t.Errorf("%s, kept as %s: reads %s, inexact %v", ticket.Number, ticket.State, final.State, final.Inexact)
		}
	}
	if ticket := saved.Tickets[len(saved.Tickets)-1]; ticket.State != queue.Called {
		t.Errorf("the last ticket's record: got %s, want it as it was, called", ticket.State)
	}
}

// A closed day takes no tickets, no calls and no steps, and nothing of it is undone but its end.
func TestClosedDay(t *testing.T) {
	h, ids := mustBusy(t)
	h.mustDo(queue.Command{Operation: "mistake", Verb: queue.Finish, Ticket: ids[queue.Called]})
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	before := h.untold()
	for _, verb := range []queue.Verb{queue.Start, queue.Return, queue.Resume, queue.Hold, queue.Cancel, queue.Transfer} {
		for was, id := range ids {
			if _, err := h.Do(t.Context(), to(verb, id)); !errors.Is(err, queue.ErrWrongState) {
				t.Errorf("%s of a ticket that was %s: got %v, want %v", verb, was, err, queue.ErrWrongState)
			}
		}
	}
	h.refused(queue.Command{Service: "general"})
	h.undo("mistake", queue.ErrTooLate)
	if _, err := h.Do(t.Context(), queue.Command{Verb: queue.CloseDay}); !errors.Is(err, queue.ErrDayClosed) {
		t.Errorf("closing once more: got %v, want %v", err, queue.ErrDayClosed)
	}
	if _, err := h.Do(t.Context(), queue.Command{Verb: queue.CallNext, Counter: "2"}); !errors.Is(err, queue.ErrDayClosed) {
		t.Errorf("next: got %v, want %v", err, queue.ErrDayClosed)
	}
	h.clock.turn(2 * time.Minute)
	h.look()
	if got := h.untold(); got != before {
		t.Errorf("the view differs:\n%s", difference(got, before))
	}
}

// forecastLines are those lines of a view that go on with the time: what waits are forecast.
var forecastLines = regexp.MustCompile(`"(low|high)_s": \d+,?`)

// Closing by mistake is taken back to the last trace, until the next ticket is taken.
func TestReopenDay(t *testing.T) {
	for _, restart := range []bool{false, true} {
		h, _ := mustBusy(t)
		before := forecastLines.ReplaceAllString(h.untold(), "")
		h.mustDo(queue.Command{Operation: "close", Verb: queue.CloseDay})
		if restart {
			h.mustReopen()
		}
		h.clock.turn(time.Hour)
		o := h.undo("close", nil)
		if o.Day == nil || o.Day.Closed() {
			t.Errorf("opened day: got %+v, want it open", o.Day)
		}
		h.clock.turn(-time.Hour) // or missed tickets expire
		if got := forecastLines.ReplaceAllString(h.untold(), ""); got != before {
			t.Errorf("restart %v: the view differs:\n%s", restart, difference(got, before))
		}
		h.undo("close", queue.ErrTooLate)
		h.undo(queue.DayClosing, queue.ErrTooLate)
	}
}

// A day that ended by itself is opened again as well, with all its tickets, and is ended by staff alone then.
func TestReopenYesterday(t *testing.T) {
	for name, look := range map[string]func(h *hall){"after a beat": func(h *hall) { h.look() }, "at once": func(*hall) {}, "after a restart": (*hall).mustReopen} {
		h := mustStaffed(t)
		h.mustTake("general", "ann")
		h.mustTake("general", "bob")
		h.mustCall("1")
		before := h.View()
		h.clock.turn(17 * time.Hour)
		look(h)
		h.undo(queue.DayClosing, nil)
		v := h.View()
		if g, w := fmt.Sprint(v.Day, v.Closed, v.Totals, v.Counters[0].Current.Number), fmt.Sprint(before.Day, false, before.Totals, before.Counters[0].Current.Number); g != w || v.Counters[0].State != queue.CounterOpen {
			t.Errorf("%s: got %s, counter %s, want %s", name, g, v.Counters[0].State, w)
		}
		h.clock.turn(24 * time.Hour)
		h.wantDay(name+", a day later", "2026-11-20", false, true)
		if got := h.mustTake("general", "").Number; got != "A003" {
			t.Errorf("%s: got %s, want A003", name, got)
		}
		h.mustDo(queue.Command{Verb: queue.CloseDay})
		h.wantDay(name+", ended", "2026-11-22", false, false)
		h.mustTake("general", "")
		h.undo(queue.DayClosing, queue.ErrTooLate)
	}
}

// A second press on the same undo, or one that comes after another closing, does not open yesterday.
func TestReopenOnlyWhatItClosed(t *testing.T) {
	h := mustStaffed(t)
	h.mustTake("general", "")
	h.clock.turn(20 * time.Hour)
	h.mustDo(queue.Command{Operation: "close", Verb: queue.CloseDay})
	h.undo("close", nil)
	h.undo("close", queue.ErrTooLate)
	h.wantDay("undone twice", "2026-11-21", false, false)
	h.clock.turn(time.Minute)
	h.mustDo(queue.Command{Operation: "again", Verb: queue.CloseDay})
	h.undo("close", queue.ErrTooLate)
	h.undo("again", nil)
}

// What a counter was turned to in a day that was given up is not found again when its date comes back.
func TestDroppedDayLeavesNothing(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	h.clock.turn(17 * time.Hour)
	h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
	h.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
	h.undo(queue.DayClosing, nil)
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	for _, when := range []string{"at once", "after a restart"} {
		if v := h.View(); v.Day != "2026-11-21" || v.Counters[0].State != queue.CounterClosed || !v.Services[0].Open {
			t.Errorf("%s: got %s, counter %s, service open %v, want a fresh 2026-11-21", when, v.Day, v.Counters[0].State, v.Services[0].Open)
		}
		h.mustReopen()
	}
}

// Staff's word that the clock is right counts once it is written, however that was found out, and not when it was not.
func TestCloseDayUnwritten(t *testing.T) {
	for name, c := range map[string]struct {
		fail func(*hall)
		day  string
		want error
	}{
		"refused":       {func(h *hall) { h.store.RefuseCommits(1) }, "2026-11-20", queue.ErrNotWritten},
		"lost":          {func(h *hall) { h.store.LoseCommits(1) }, "2026-11-20", queue.ErrNotWritten},
		"written after": {func(h *hall) { h.store.DoubtCommits(1) }, noon.Add(14 * year).Format(time.DateOnly), nil},
	} {
		h := mustStaffed(t)
		h.clock.turn(14 * year)
		h.look()
		c.fail(h)
		if _, err := h.Do(context.Background(), queue.Command{Verb: queue.CloseDay}); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		h.wantDay(name, c.day, c.want != nil, c.want != nil)
		h.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		h.mustDo(queue.Command{Verb: queue.Pause, Counter: "1"})
		h.wantDay(name+", and something else written", c.day, c.want != nil, c.want != nil)
	}
}

// A day that staff have closed is left under a clock in doubt as well: they are told that another day has come, and begin it.
func TestClosedDayInDoubt(t *testing.T) {
	h := mustStaffed(t)
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	h.clock.turn(-50 * year)
	h.mustReopen()
	v := h.look()
	if !v.Closed || !v.Health.Doubt || !v.Health.Overdue {
		t.Errorf("the next morning under a dead clock: got closed %v, %+v, want closed, doubt, overdue", v.Closed, v.Health)
	}
	h.mustDo(queue.Command{Verb: queue.CloseDay})
	if got := h.mustTake("general", "").Number; got != "A001" || h.View().Health.Doubt {
		t.Errorf("after staff's word: got %s, %+v, want A001 and no doubt", got, h.View().Health)
	}
}
