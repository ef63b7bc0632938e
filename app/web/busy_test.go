package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"paihao/app/web"
	"paihao/queue"
)

// busyHall is a hall with a ticket in every state.
type busyHall struct {
	*door
	ids []string // names of the states and ids in turn
}

func mustBusyHall(t testing.TB) *busyHall {
	t.Helper()
	d := mustMorning(t, web.LocalOptions{Backup: func(context.Context, bool) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("all of the data")), nil
	}})
	for _, path := range []string{"1/open", "2/open", "3/open", "4/pause", "6/open"} {
		d.must(&struct{}{}, http.MethodPost, "counters/"+path, "")
	}
	b := &busyHall{door: d}
	named := func(key, path, body string) {
		t.Helper()
		if a := d.api(http.MethodPost, path, body, "Idempotency-Key", key); a.status >= 300 {
			t.Fatalf("%s: %d %s", path, a.status, a.body)
		}
	}
	take := func(state, body string) string {
		t.Helper()
		var taken ticket
		d.must(&taken, http.MethodPost, "tickets", body)
		b.ids = append(b.ids, "{"+state+"}", taken.ID)
		return "tickets/" + taken.ID
	}
	const general = `{"service":"general"}`
	done := take("done", general)
	named("first call", done+"/call", `{"counter":"1"}`)
	named("finish", done+"/finish", "")
	missed := take("missed", general)
	named("call", missed+"/call", `{"counter":"1"}`)
	named("miss", missed+"/miss", "")
	named("second call", take("called", general)+"/call", `{"counter":"1"}`)
	serving := take("serving", `{"service":"general","priority":true,"party":2}`)
	named("third call", serving+"/call", `{"counter":"2"}`)
	named("start", serving+"/start", "")
	take("waiting", general)
	named("hold", take("held", general)+"/hold", "")
	named("take", "tickets", `{"service":"few"}`)
	named("stop", "services/social/close", "")
	d.mustBeUsed()
	d.mustKeep(queue.Code{ID: "paper", Purpose: queue.BindTicket, For: b.filled("{waiting}")})
	d.mustKeep(queue.Code{ID: "1", Purpose: queue.Channel, For: "door"})
	d.mustKeep(queue.Code{ID: "2", Purpose: queue.Channel, For: "gone", FreeAt: d.hall.View().At})
	return b
}

// filled is a text with the tickets' ids in it.
func (b *busyHall) filled(text string) string { return strings.NewReplacer(b.ids...).Replace(text) }

// ask makes a request with a bearer's token; of an answer without an end it takes the first part.
func (b *busyHall) ask(bearer, at string, w wish) answer {
	b.t.Helper()
	method, _, _ := strings.Cut(at, " ")
	if strings.HasSuffix(at, "/events") && bearer != "" {
		s := b.mustStream(bearer)
		defer s.leave()
		return answer{s.response.StatusCode, s.response.Header, fmt.Sprint(s.mustNext())}
	}
	return b.as(bearer, method, b.filled(w.path), b.filled(w.body))
}

// unchanged checks that nothing was written.
func (b *busyHall) unchanged(t *testing.T, revision uint64, after any) {
	t.Helper()
	if now := b.hall.View().Revision; now != revision {
		t.Errorf("%v wrote: revision %d, want %d", after, now, revision)
	}
}
