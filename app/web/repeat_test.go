package web_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"paihao/queue"
)

// A request with a key is carried out once; a repeat gets the same answer, also after a restart, and whatever
// has happened since.
func TestRepeat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hall.db")
	type request struct{ key, path, body string }
	var asked []request
	var answered []answer
	t.Run("first run", func(t *testing.T) {
		d := mustDoorAt(t, path)
		ask := func(key, path, body string) {
			t.Helper()
			a := d.api(http.MethodPost, path, body, "Idempotency-Key", key)
			if a.status >= 300 {
				t.Fatalf("%s: %d %s", path, a.status, a.body)
			}
			asked, answered = append(asked, request{key, path, body}), append(answered, a)
		}
		here := func() string { return d.hall.View().Counters[0].Current.ID }
		ask("open", "counters/1/open", "")
		ask("take", "tickets", `{"service":"general"}`)
		ask("take 2", "tickets", `{"service":"general","priority":true}`)
		ask("take 3", "tickets", `{"party":2}`)
		ask("next", "counters/1/next", `{"expect":"nobody"}`)
		ask("start", "tickets/"+here()+"/start", "")
		ask("next 2", "counters/1/next", "")
		ask("undo", "undo", `{"operation":"next 2"}`)
		ask("hold", "tickets/"+here()+"/hold", "")
		held := d.hall.View().Held[0].ID
		ask("resume", "tickets/"+held+"/resume", "")
		ask("call", "tickets/"+held+"/call", `{"counter":"1","expect":"nobody"}`)
		ask("release", "tickets/"+held+"/release", `{"counter":"1"}`)
		ask("transfer", "tickets/"+held+"/transfer", `{"service":"social"}`)
		ask("cancel", "tickets/"+held+"/cancel", "")
		ask("next 3", "counters/1/next", "")
		ask("next 4", "counters/1/next", "")
		ask("pause", "counters/1/pause", "")
		ask("close", "counters/1/close", "")
		ask("stop", "services/social/close", "")
		ask("issue", "services/social/open", "")
		ask("day", "day/close", "")
		ask("day again", "undo", `{"operation":"day"}`)
		ask("~ !\"#"+strings.Repeat("k", 250), "tickets", `{"service":"social"}`)
	})
	again := func(t *testing.T) {
		d := mustDoorAt(t, path)
		revision := d.hall.View().Revision
		for i, r := range asked {
			got := d.api(http.MethodPost, r.path, r.body, "Idempotency-Key", r.key)
			if got.status != answered[i].status || got.body != answered[i].body {
				t.Errorf("%s: %d %s, want as the first time %d %s", r.key, got.status, got.body, answered[i].status, answered[i].body)
			}
		}
		if now := d.hall.View().Revision; now != revision {
			t.Errorf("repeats wrote: revision %d, want %d", now, revision)
		}
		for i, r := range asked {
			other := asked[(i+1)%len(asked)]
			if other.path == r.path && other.body == r.body {
				other = asked[0]
			}
			d.api(http.MethodPost, other.path, other.body, "Idempotency-Key", r.key).refused(t, http.StatusUnprocessableEntity, "key_reused")
		}
	}
	t.Run("second run", again)
	t.Run("third run", again)
}

func TestRepeatAtTheSameTime(t *testing.T) {
	d := mustDoor(t)
	answers := make([]answer, 16)
	var asking sync.WaitGroup
	for i := range answers {
		asking.Go(func() {
			answers[i] = d.api(http.MethodPost, "tickets", `{"service":"general"}`, "Idempotency-Key", "one")
		})
	}
	asking.Wait()
	for _, a := range answers {
		if a.status != http.StatusCreated || a.body != answers[0].body {
			t.Errorf("got %d %s and %s, want the same ticket", a.status, a.body, answers[0].body)
		}
	}
	if n := d.hall.View().Services[0].Waiting; n != 1 {
		t.Errorf("%d tickets, want 1", n)
	}
}

// Without a key every request is a new one.
func TestNoKey(t *testing.T) {
	d := mustDoor(t)
	if a, b := d.mustTake("general"), d.mustTake("general"); a.ID == b.ID {
		t.Errorf("two requests without a key got one ticket %s", a.ID)
	}
}

// A refusal is not kept: the same key may succeed later.
func TestRefusalIsNotKept(t *testing.T) {
	d := mustDoor(t)
	d.api(http.MethodPost, "counters/1/next", "", "Idempotency-Key", "k").refused(t, http.StatusConflict, "closed")
	d.mustOpen("1")
	if a := d.api(http.MethodPost, "counters/1/next", "", "Idempotency-Key", "k"); a.status != http.StatusOK {
		t.Errorf("got %d %s, want 200", a.status, a.body)
	}
}

// A key has to survive the store byte for byte, and is no other name than that of a request.
func TestWrongKeys(t *testing.T) {
	d := mustDoor(t)
	for _, key := range []string{"", strings.Repeat("k", 256), "\xff", "号", "a\tb", queue.DayClosing} {
		d.api(http.MethodPost, "tickets", `{"service":"general"}`, "Idempotency-Key", key).refused(t, http.StatusBadRequest, "bad_request")
	}
	d.api(http.MethodPost, "tickets", `{"service":"general"}`, "Idempotency-Key", "a", "Idempotency-Key", "b").refused(t, http.StatusBadRequest, "bad_request")
	if n := d.hall.View().Services[0].Waiting; n != 0 {
		t.Errorf("%d tickets, want none", n)
	}
}

// A key is its first bearer's: who asked belongs to the request.
func TestKeyOfAnother(t *testing.T) {
	d := mustDoor(t)
	for range 2 {
		if a := d.as(clerk, http.MethodPost, "tickets", `{"service":"general"}`, "Idempotency-Key", "k"); a.status != http.StatusCreated {
			t.Errorf("got %d %s, want 201", a.status, a.body)
		}
	}
	d.api(http.MethodPost, "tickets", `{"service":"general"}`, "Idempotency-Key", "k").refused(t, http.StatusUnprocessableEntity, "key_reused")
}
