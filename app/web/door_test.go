package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// send makes one request; headers are names and values in turn.
func (d *door) send(method, path, body string, headers ...string) answer {
	d.t.Helper()
	r, err := http.NewRequest(method, d.url+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Add(headers[i], headers[i+1])
	}
	resp, err := d.client.Do(r)
	if err != nil {
		d.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		d.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

// api makes one request to the API with the manager's token.
func (d *door) api(method, path, body string, headers ...string) answer {
	d.t.Helper()
	return d.as(manager, method, path, body, headers...)
}

// as makes one request to the API with a bearer's token.
func (d *door) as(bearer, method, path, body string, headers ...string) answer {
	d.t.Helper()
	return d.send(method, "/api/v1/"+path, body, append(headers, "Authorization", "Bearer "+bearer)...)
}

// must is an api request that succeeds, read into v.
func (d *door) must(v any, method, path, body string) {
	d.t.Helper()
	a := d.api(method, path, body)
	if a.status >= 300 {
		d.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		d.t.Fatalf("%s %s: %v in %s", method, path, err, a.body)
	}
}

// ticket is what these tests read of a ticket.
type ticket struct{ ID, Number, State, Counter string }

func (d *door) mustTake(service string) (t ticket) {
	d.t.Helper()
	d.must(&t, http.MethodPost, "tickets", `{"service":"`+service+`"}`)
	return t
}

func (d *door) mustOpen(counter string) {
	d.t.Helper()
	d.must(&struct{}{}, http.MethodPost, "counters/"+counter+"/open", "")
}

// mustCall calls the next ticket to a counter; it is empty when nobody waits.
func (d *door) mustCall(counter string) ticket {
	d.t.Helper()
	var next struct{ Called ticket }
	d.must(&next, http.MethodPost, "counters/"+counter+"/next", "")
	return next.Called
}

// refused checks that an answer is an error of the API, with a sentence in both languages.
func (a answer) refused(t testing.TB, status int, code string) {
	t.Helper()
	var got struct {
		Error struct{ Code, Message string }
	}
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		t.Fatalf("got %d %q, want %d %s", a.status, a.body, status, code)
	}
	if a.status != status || got.Error.Code != code {
		t.Errorf("got %d %s, want %d %s", a.status, got.Error.Code, status, code)
	}
	if zh, en, ok := strings.Cut(got.Error.Message, " "); !ok || zh == "" || en == "" || strings.Contains(got.Error.Message, "error.") {
		t.Errorf("%s: message %q, want a sentence in Chinese and one in English", code, got.Error.Message)
	}
	if h := a.header.Get("Content-Type"); h != "application/json; charset=utf-8" {
		t.Errorf("%s: content type %q, want JSON", code, h)
	}
}
