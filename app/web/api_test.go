package web_test

import (
	"net/http"
	"strings"
	"testing"
)

const nowhere = "00000000-0000-7000-8000-000000000000"

// TestTicketsWay takes one ticket through every route, and asks for each route in a state where it is refused.
func TestTicketsWay(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	first, second := d.mustTake("general"), d.mustTake("general")
	if first.Number != "A001" || second.Number != "A002" || first.State != "waiting" {
		t.Fatalf("took %+v and %+v, want A001 and A002 waiting", first, second)
	}
	act := func(action, wantState string) {
		t.Helper()
		var got ticket
		d.must(&got, http.MethodPost, "tickets/"+first.ID+"/"+action, `{"counter":"1"}`)
		if got.ID != first.ID || got.State != wantState {
			t.Errorf("%s: %+v, want %s %s", action, got, first.Number, wantState)
		}
		d.must(&got, http.MethodGet, "tickets/"+first.ID, "")
		if got.State != wantState {
			t.Errorf("after %s it reads %s, want %s", action, got.State, wantState)
		}
	}
	refuse := func(actions ...string) {
		t.Helper()
		for _, action := range actions {
			d.api(http.MethodPost, "tickets/"+first.ID+"/"+action, "").refused(t, http.StatusConflict, "wrong_state")
		}
	}
	refuse("recall", "start", "finish", "miss", "return")
	if called := d.mustCall("1"); called.ID != first.ID || called.State != "called" || called.Counter != "1" {
		t.Fatalf("called %+v, want %s to 1", called, first.Number)
	}
	refuse("return")
	d.api(http.MethodPost, "tickets/"+first.ID+"/start", `{"counter":"2"}`).refused(t, http.StatusConflict, "wrong_state")
	act("recall", "called")
	act("miss", "missed")
	refuse("recall", "start", "finish", "miss")
	act("return", "waiting")
	if called := d.mustCall("1"); called.ID != second.ID {
		t.Errorf("called %s, want %s: one goes before a ticket that came back", called.Number, second.Number)
	}
	var next struct{ Finished, Called ticket }
	d.must(&next, http.MethodPost, "counters/1/next", `{"expect":"`+second.ID+`"}`)
	if next.Finished.ID != second.ID || next.Finished.State != "done" || next.Called.ID != first.ID {
		t.Errorf("next: %+v, want %s done and %s called", next, second.Number, first.Number)
	}
	act("start", "serving")
	refuse("recall", "start", "miss", "return", "cancel")
	act("finish", "done")
	refuse("recall", "start", "finish", "miss", "return", "cancel")
}

// A counter calls while it is open, and says that it is not with a code of its own.
func TestCounterStates(t *testing.T) {
	d := mustDoor(t)
	d.mustTake("general")
	for _, control := range []string{"", "pause", "close"} {
		if control != "" {
			d.must(&struct{}{}, http.MethodPost, "counters/1/"+control, "")
		}
		d.api(http.MethodPost, "counters/1/next", "").refused(t, http.StatusConflict, "closed")
	}
	d.mustOpen("1")
	if called := d.mustCall("1"); called.Number != "A001" {
		t.Errorf("an open counter called %q, want A001", called.Number)
	}
}

func TestNobodyWaits(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	if a := d.api(http.MethodPost, "counters/1/next", ""); a.status != http.StatusOK || a.body != `{"finished":null,"called":null}`+"\n" {
		t.Errorf("got %d %s, want 200 and nobody called", a.status, a.body)
	}
	d.mustTake("general")
	last := d.mustCall("1")
	a := d.api(http.MethodPost, "counters/1/next", "")
	if !strings.HasPrefix(a.body, `{"finished":{"id":"`+last.ID+`"`) || !strings.HasSuffix(a.body, `"called":null}`+"\n") {
		t.Errorf("got %s, want the last one finished and nobody called", a.body)
	}
}

// expect saves a caller who looked at an old picture from finishing somebody else's ticket.
func TestExpect(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	first := d.mustTake("general")
	d.mustTake("general")
	d.api(http.MethodPost, "counters/1/next", `{"expect":"`+first.ID+`"}`).refused(t, http.StatusConflict, "wrong_state")
	d.must(&struct{}{}, http.MethodPost, "counters/1/next", `{"expect":"nobody"}`)
	for _, wrong := range []string{"nobody", nowhere} {
		d.api(http.MethodPost, "counters/1/next", `{"expect":"`+wrong+`"}`).refused(t, http.StatusConflict, "wrong_state")
	}
	var still ticket
	d.must(&still, http.MethodGet, "tickets/"+first.ID, "")
	if still.State != "called" {
		t.Errorf("after wrong expectations %s is %s, want called", still.Number, still.State)
	}
	d.must(&struct{}{}, http.MethodPost, "counters/1/next", `{"expect":"`+first.ID+`"}`)
}

// What is no route is not found, also by the wrong method.
func TestUnknown(t *testing.T) {
	d := mustDoor(t)
	for _, at := range []string{
		"GET ", "GET nothing", "GET queue/", "POST queue", "DELETE queue", "POST queue/events", "GET queue/events/", "GET tickets", "PUT tickets",
		"GET tickets/no%2Fid", "POST tickets/" + nowhere, "DELETE tickets/" + nowhere, "GET tickets/" + nowhere + "/start",
		"POST tickets/" + nowhere + "/next", "POST tickets/" + nowhere + "/take", "POST tickets/" + nowhere + "/later", "POST tickets/" + nowhere + "/CALL",
		"GET counters/1/next", "POST counters/1", "POST counters/1/take", "POST counters/1/finish", "POST counters/1/next/next",
		"POST services/general", "POST services/general/issue", "POST services/general/pause", "GET day/close", "POST day/open", "POST day", "GET undo", "GET backup",
	} {
		method, path, _ := strings.Cut(at, " ")
		t.Run(at, func(t *testing.T) {
			d.api(method, path, "").refused(t, http.StatusNotFound, "not_found")
			d.as(reader, method, path, "").refused(t, http.StatusNotFound, "not_found")
			d.as("", method, path, "").refused(t, http.StatusUnauthorized, "unauthorized")
		})
	}
}
