package web_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"paihao/app/core"
	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/boltstore"
	"paihao/queue/storetest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// What the bearers of the tests show, by their role. token is the manager's.
const (
	token  = "a-token-of-the-tests"
	clerk  = "a-token-of-a-clerk"
	reader = "a-token-of-a-board"
)

func tokens() []web.Token {
	return []web.Token{
		web.NewToken("", token, web.RoleManage), web.NewToken("clerk-1", clerk, web.RoleCall), web.NewToken("board", reader, web.RoleRead),
	}
}

// door is the local door of a hall, behind a real listener.
type door struct {
	t      testing.TB
	hall   *queue.Queue
	url    string
	client *http.Client
}

func hall() queue.Venue {
	return queue.Venue{
		Name: "大厅", Zone: time.FixedZone("CST", 8*60*60),
		Rules: queue.Rules{Near: 1, ReturnAfter: 1, CallsBeforeMiss: 1, OneTicketEach: true},
		Services: []queue.Service{
			{ID: "general", Name: "综合", Prefix: "A", Digits: 3, Minutes: 5}, {ID: "social", Name: "社保", Prefix: "B", Digits: 3, Minutes: 8},
		},
		Counters: []queue.Counter{
			{ID: "1", Name: "1号窗口", Services: []string{"general"}}, {ID: "2", Name: "2号窗口", Services: []string{"general", "social"}},
		},
	}
}

// mustDoor opens a hall on a file of its own.
func mustDoor(t testing.TB) *door {
	t.Helper()
	return mustDoorAt(t, filepath.Join(t.TempDir(), "hall.db"))
}

func mustDoorAt(t testing.TB, path string) *door {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return mustDoorOn(t, storetest.Failing(store), web.LocalOptions{Tokens: tokens()})
}

// mustDoorOn opens a hall on a store, with what the options say of the door.
func mustDoorOn(t testing.TB, store *storetest.FailingStore, o web.LocalOptions) *door {
	t.Helper()
	q, err := queue.New(t.Context(), queue.Options{Venue: hall(), Open: store.Open})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Hall, o.Words = q, core.Words
	d := &door{t: t, hall: q, client: &http.Client{Transport: &http.Transport{}}}
	d.url = mustServe(t, web.Local(o))
	t.Cleanup(d.client.CloseIdleConnections)
	return d
}

// mustServe answers with h on a free port until the test ends.
func mustServe(t testing.TB, h http.Handler) (url string) {
	t.Helper()
	s, err := web.Listen("127.0.0.1:0", 10*time.Second, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s.Serve(h)
	t.Cleanup(func() { mustClose(t, s) })
	return "http://" + s.Addr()
}

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

// api makes one request to the API with its token.
func (d *door) api(method, path, body string, headers ...string) answer {
	d.t.Helper()
	return d.send(method, "/api/v1/"+path, body, append(headers, "Authorization", "Bearer "+token)...)
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
