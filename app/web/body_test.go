package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"paihao/app/core"
	"paihao/app/web"
)

// large is a body of a little over 64 KiB that would be right if it were shorter.
func large(body string) string { return body + strings.Repeat(" ", 65<<10) }

// Every route that reads a body refuses what it does not understand, and does nothing.
func TestWrongBodies(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	waiting := d.mustTake("general")
	before := d.api(http.MethodGet, "queue", "").body
	wrong := []string{
		`{`, `[]`, `"general"`, `1`, `{"unknown":1}`, `{} {}`, `{}x`, `{"service":1}`, `{"priority":1}`, "\x00", `{"service":"general"}}`,
		large(`{}`), `{"service":"` + strings.Repeat("x", 65<<10) + `"}`,
	}
	for path, others := range map[string][]string{ // fields that are another route's
		"tickets": {"counter", "expect"}, "tickets/" + waiting.ID + "/cancel": {"service", "expect"},
		"counters/1/next": {"service", "counter"}, "counters/1/pause": {"service", "counter", "expect"},
	} {
		bodies := slices.Clone(wrong)
		for _, field := range others {
			bodies = append(bodies, `{"`+field+`":"1"}`)
		}
		for _, body := range bodies {
			t.Run(path+" "+body[:min(len(body), 30)], func(t *testing.T) {
				d.api(http.MethodPost, path, body).refused(t, http.StatusBadRequest, "bad_request")
			})
		}
	}
	for _, nothing := range []string{"", "{}", "null", `{"service":""}`} {
		d.api(http.MethodPost, "tickets", nothing).refused(t, http.StatusBadRequest, "bad_request")
	}
	if after := d.api(http.MethodGet, "queue", "").body; after != before {
		t.Errorf("refused requests changed the hall from %s to %s", before, after)
	}
}

// FuzzAPIBody sends anything to every route: the answer is JSON, never a fault of ours, and what is not a
// well-formed wish changes nothing.
func FuzzAPIBody(f *testing.F) {
	d := mustDoor(f)
	d.mustOpen("1")
	waiting := d.mustTake("general")
	door := web.Local(web.LocalOptions{Hall: d.hall, Words: core.Words, Tokens: tokens()})
	routes := []string{"tickets", "tickets/" + waiting.ID + "/recall", "counters/1/next", "counters/2/pause"}
	for _, seed := range []string{
		``, `{}`, `null`, `{"service":"general"}`, `{"service":"social"}`, `{"expect":"nobody"}`, `{"counter":"1"}`, `{"service":"general","service":"x"}`,
		`{"SERVICE":"general"}`, `{"service":"\ud800"}`, `{}{}`, `[`, `{"expect":"\u0000"}`, "\xff\xfe", `{"service":["general"]}`,
	} {
		for i := range routes {
			f.Add(i, seed, "key")
			f.Add(i, seed, "")
		}
	}
	f.Fuzz(func(t *testing.T, route int, body, key string) {
		revision := d.hall.View().Revision
		r := httptest.NewRequest(http.MethodPost, "http://localhost/api/v1/"+routes[uint(route)%uint(len(routes))], strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+token)
		if key != "" {
			r.Header.Set("Idempotency-Key", key)
		}
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r) // without a connection, which would only make it slow
		a := answer{status: w.Code, body: w.Body.String()}
		if !json.Valid([]byte(a.body)) {
			t.Errorf("answer %q is not JSON", a.body)
		}
		switch a.status {
		case http.StatusOK, http.StatusCreated:
		case http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity:
			if now := d.hall.View().Revision; now != revision {
				t.Errorf("%d %s, but the revision went from %d to %d", a.status, a.body, revision, now)
			}
		default:
			t.Errorf("%q: status %d %s", body, a.status, a.body)
		}
		if a.status < 300 && strings.TrimSpace(body) != "" && !json.Valid([]byte(body)) {
			t.Errorf("%q is no JSON and was carried out", body)
		}
	})
}
