package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// undone is the answer to POST undo.
type undone struct {
	Tickets []ticket
	Day     *struct {
		Date     string
		OpenedAt *time.Time `json:"opened_at"`
		ClosedAt *time.Time `json:"closed_at"`
	}
}

// mustUndo takes a request back as a bearer.
func (d *door) mustUndo(bearer, operation string) (u undone) {
	d.t.Helper()
	a := d.as(bearer, http.MethodPost, "undo", `{"operation":"`+operation+`"}`)
	if a.status != http.StatusOK {
		d.t.Fatalf("undo %s: %d %s", operation, a.status, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &u); err != nil {
		d.t.Fatalf("%v in %s", err, a.body)
	}
	return u
}

// A call that was a slip is taken back whole, by whoever may call.
func TestUndoOfACall(t *testing.T) {
	d := mustMorning(t, web.LocalOptions{})
	d.mustOpen("1")
	first, second := d.mustTake("general"), d.mustTake("general")
	d.mustCall("1")
	d.api(http.MethodPost, "counters/1/next", "", "Idempotency-Key", "slip")
	u := d.mustUndo(clerk, "slip")
	states := map[string]string{}
	for _, ticket := range u.Tickets {
		states[ticket.ID] = ticket.State
	}
	if len(states) != 2 || states[first.ID] != "called" || states[second.ID] != "waiting" || u.Day != nil {
		t.Errorf("undone %+v, want %s called, %s waiting and no day", u, first.Number, second.Number)
	}
	if calls := d.hall.View().Calls; len(calls) != 1 || calls[0].Ticket != first.ID {
		t.Errorf("calls %+v, want %s's alone", calls, first.Number)
	}
	d.as(clerk, http.MethodPost, "undo", `{"operation":"slip"}`).refused(t, http.StatusConflict, "wrong_state")
}

// Undo takes back what the API was asked by that key, and nothing that others have done under such a name.
func TestUndoOfOthers(t *testing.T) {
	d := mustMorning(t, web.LocalOptions{})
	waiting := d.mustTake("general")
	if _, err := d.hall.Do(t.Context(), queue.Command{Operation: "desk/1", Verb: queue.Hold, Ticket: waiting.ID, By: queue.ByDesk}); err != nil {
		t.Fatal(err)
	}
	for _, bearer := range []string{clerk, manager} {
		d.as(bearer, http.MethodPost, "undo", `{"operation":"desk/1"}`).refused(t, http.StatusNotFound, "not_found")
	}
}

// The day's end is a manager's to take back, by whichever name, and whoever ended it.
func TestUndoOfTheDay(t *testing.T) {
	d := mustMorning(t, web.LocalOptions{})
	waiting := d.mustTake("general")
	byKey := func() string {
		d.api(http.MethodPost, "day/close", "", "Idempotency-Key", "end")
		return "end"
	}
	byDesk := func() string {
		if _, err := d.hall.Do(t.Context(), queue.Command{Verb: queue.CloseDay, By: queue.ByDesk}); err != nil {
			t.Fatal(err)
		}
		return queue.DayClosing
	}
	for _, end := range []func() string{byKey, byDesk} {
		operation := end()
		if v := d.hall.View(); !v.Closed || v.Totals[queue.Expired] != 1 {
			t.Fatalf("the day is not closed: %+v", v)
		}
		if body := d.api(http.MethodGet, "queue", "").body; !strings.Contains(body, `"closed":true`) {
			t.Errorf("after the day's end the hall reads %s, want it closed", body)
		}
		d.api(http.MethodPost, "day/close", "").refused(t, http.StatusConflict, "closed")
		d.as(clerk, http.MethodPost, "undo", `{"operation":"`+operation+`"}`).refused(t, http.StatusUnauthorized, "unauthorized")
		u := d.mustUndo(manager, operation)
		if u.Tickets == nil || len(u.Tickets) != 0 || u.Day == nil || u.Day.Date != "2026-11-21" || u.Day.OpenedAt == nil || u.Day.ClosedAt != nil {
			t.Errorf("undone %+v, want no tickets and the day of 2026-11-21 that is not closed", u)
		}
		var again ticket
		d.must(&again, http.MethodGet, "tickets/"+waiting.ID, "")
		if again.State != "waiting" {
			t.Errorf("the ticket is %s, want waiting", again.State)
		}
	}
}

// A slip that is too old stays.
func TestUndoTooLate(t *testing.T) {
	var passed atomic.Int64
	now := func() time.Time { return morning.Add(time.Duration(passed.Load())) }
	d := mustDoorOf(t, queue.Options{Venue: hall(), Open: storetest.Memory().Open, Now: now}, web.LocalOptions{Tokens: tokens()})
	waiting := d.mustTake("general")
	d.api(http.MethodPost, "tickets/"+waiting.ID+"/hold", "", "Idempotency-Key", "slip")
	passed.Store(int64(11 * time.Second))
	d.api(http.MethodPost, "undo", `{"operation":"slip"}`).refused(t, http.StatusConflict, "wrong_state")
}
