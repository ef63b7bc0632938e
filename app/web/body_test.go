package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"paihao/app/web"
)

// large is a body of a little over 64 KiB that would be right if it were shorter.
func large(body string) string { return body + strings.Repeat(" ", 65<<10) }

// Every route that changes something refuses what it does not understand, and does nothing. Which fields it reads is in the
// table of routes.
func TestWrongBodies(t *testing.T) {
	b := mustBusyHall(t)
	revision := b.hall.View().Revision
	for _, l := range table {
		if !strings.HasPrefix(l.at, "POST ") {
			continue
		}
		t.Run(l.at, func(t *testing.T) {
			for _, body := range []string{
				`{`, `[]`, `"general"`, `1`, `{} {}`, `{}x`, "\x00", `{"service":"general"}}`, `{"service":1}`, `{"service":["general"]}`, `{"counter":null,}`,
				`{"operation":{}}`, large(`{}`), `{"service":"` + strings.Repeat("x", 65<<10) + `"}`,
			} {
				a := b.ask(manager, l.at, wish{l.well.path, body})
				t.Run(body[:min(len(body), 30)], func(t *testing.T) { a.refused(t, http.StatusBadRequest, "bad_request") })
			}
			b.unchanged(t, revision, "wrong bodies")
		})
	}
}

// FuzzAPIBody sends anything to every route that reads a field: the answer is JSON, never a fault of ours, and what is not
// a well-formed wish changes nothing.
func FuzzAPIBody(f *testing.F) {
	b := mustBusyHall(f)
	door := web.Local(web.LocalOptions{Hall: b.hall, Words: inWords, Tokens: tokens(), Codes: &mint{hall: b.hall}})
	var routes []string
	for _, l := range table {
		if l.fields != "" {
			routes = append(routes, b.filled(l.well.path))
		}
	}
	for _, seed := range []string{
		``, `{}`, `null`, `{"service":"general"}`, `{"service":"small","party":2,"priority":true}`, `{"party":4}`, `{"party":-1}`, `{"party":1e3}`,
		`{"priority":1}`, `{"expect":"nobody"}`, `{"counter":"1"}`, `{"counter":"3","expect":"nobody"}`, `{"service":"social","counter":"1"}`,
		`{"operation":"hold"}`, `{"operation":"key"}`, `{"operation":"day/close"}`, `{"operation":"\u0000"}`, `{"service":"general","service":"x"}`,
		`{"SERVICE":"general"}`, `{"service":"\ud800"}`, `{}{}`, `[`, `{"expect":"\u0000"}`, "\xff\xfe", `{"service":["general"]}`,
		`{"account":"crm","user_id":"7"}`, `{"account":"staff","user_id":"li","refresh":true}`, `{"account":"\u202e","user_id":"\ud800"}`,
	} {
		for i := range routes {
			f.Add(i, seed, "key")
			f.Add(i, seed, "")
		}
	}
	f.Fuzz(func(t *testing.T, route int, body, key string) {
		revision := b.hall.View().Revision
		r := httptest.NewRequest(http.MethodPost, "http://localhost/api/v1/"+routes[uint(route)%uint(len(routes))], strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+manager)
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
		case http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusTooManyRequests:
			b.unchanged(t, revision, a)
		default:
			t.Errorf("%q: status %d %s", body, a.status, a.body)
		}
		if a.status < 300 && strings.TrimSpace(body) != "" && !json.Valid([]byte(body)) {
			t.Errorf("%q is no JSON and was carried out", body)
		}
	})
}
