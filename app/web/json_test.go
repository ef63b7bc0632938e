package web_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

// shape is a JSON value without what differs from run to run: its keys, and the kinds of its values.
func shape(v any) any {
	switch v := v.(type) {
	case map[string]any:
		s := map[string]any{}
		for key, value := range v {
			s[key] = shape(value)
		}
		return s
	case []any:
		if len(v) == 0 {
			return []any{}
		}
		return []any{shape(v[0])}
	case string:
		if _, err := time.Parse(time.RFC3339, v); err == nil {
			return "time"
		}
		return "text"
	case float64:
		return "number"
	case bool:
		return "truth"
	}
	return nil
}

func mustShape(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return shape(v)
}

var (
	waitShape   = map[string]any{"low_s": "number", "high_s": "number"}
	noticeShape = map[string]any{"kind": "text", "state": "text", "way": "text", "reason": "text", "at": "time"}
	healthShape = map[string]any{
		"trial": "truth", "writable": "truth", "full": "truth", "doubt": "truth", "overdue": "truth",
		"damaged": "number", "no_copy": "truth", "printer": "text", "voice": "text", "wechat": "text",
	}
)

func ticketShape(wait, notices any) map[string]any {
	return map[string]any{
		"id": "text", "number": "text", "service": "text", "state": "text", "priority": "truth", "party": "number",
		"day": "text", "ahead": "number", "wait": wait, "counter": "text", "issued_at": "time", "notices": notices,
	}
}

func checkShape(t *testing.T, what, body string, want any) {
	t.Helper()
	if got := mustShape(t, body); !reflect.DeepEqual(got, want) {
		t.Errorf("%s has the shape\n%v, want\n%v\nin %s", what, got, want, body)
	}
}

func serviceShape(wait, opensAt any) map[string]any {
	return map[string]any{
		"id": "text", "name": "text", "waiting": "number", "wait": wait, "open": "truth", "reason": "text", "opens_at": opensAt,
	}
}

// hallShape is that of a hall with nothing in it but what more says.
func hallShape(more map[string]any) map[string]any {
	shape := map[string]any{
		"day": "text", "closed": "truth", "revision": "number", "health": healthShape, "services": []any{serviceShape(nil, nil)},
		"counters": []any{map[string]any{"id": "text", "name": "text", "state": "text", "current": nil}},
		"calls":    []any{}, "missed": []any{}, "held": []any{}, "codes": []any{},
	}
	maps.Copy(shape, more)
	return shape
}

// An empty hall has empty lists, never null, so that callers need not ask.
func TestShapeOfAnEmptyHall(t *testing.T) {
	d := mustDoor(t)
	checkShape(t, "the hall", d.api(http.MethodGet, "queue", "").body, hallShape(nil))
	checkShape(t, "a ticket", d.api(http.MethodPost, "tickets", `{"service":"general"}`).body, ticketShape(nil, []any{}))
}

func TestShapeOfABusyHall(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	day := time.Now().In(time.FixedZone("", 8*60*60))
	err := d.hall.KeepCodes(t.Context(), queue.Code{ID: "general", Purpose: queue.Join, Service: "general", Scene: "s", Ticket: "t", URL: "http://weixin.qq.com/q/x", CreatedAt: day, ExpiresAt: day})
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.hall.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: "wx", OpenID: "o"}})
	if err != nil {
		t.Fatal(err)
	}
	d.mustTake("general")
	d.mustCall("1")
	d.must(&struct{}{}, http.MethodPost, "tickets/"+out.Ticket.ID+"/miss", "")
	d.must(&struct{}{}, http.MethodPost, "tickets/"+out.Ticket.ID+"/return", "")
	d.mustCall("1")
	waiting := d.mustTake("general")
	body := d.api(http.MethodGet, "queue", "").body
	checkShape(t, "the hall", body, hallShape(map[string]any{
		"services": []any{serviceShape(waitShape, nil)},
		"counters": []any{map[string]any{"id": "text", "name": "text", "state": "text", "current": ticketShape(nil, []any{})}},
		"calls":    []any{map[string]any{"seq": "number", "number": "text", "counter": "text", "at": "time"}},
		"codes":    []any{map[string]any{"purpose": "text", "service": "text", "url": "text", "expires_at": "time"}},
	}))
	checkShape(t, "who waits", d.api(http.MethodGet, "tickets/"+waiting.ID, "").body, ticketShape(waitShape, []any{}))
	checkShape(t, "who was told", d.api(http.MethodGet, "tickets/"+out.Ticket.ID, "").body, ticketShape(waitShape, []any{noticeShape}))
}

// Times name the venue's zone, days are dates, ids are UUIDv7s, and what people read is not escaped away.
func TestTexts(t *testing.T) {
	d := mustDoor(t)
	var got struct {
		ID, Day  string
		IssuedAt string `json:"issued_at"`
	}
	d.must(&got, http.MethodPost, "tickets", `{"service":"general"}`)
	for text, form := range map[string]string{
		got.IssuedAt: `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$`, got.Day: `^\d{4}-\d\d-\d\d$`,
		got.ID: `^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
	} {
		if !regexp.MustCompile(form).MatchString(text) {
			t.Errorf("%q, want the form %s", text, form)
		}
	}
	var hall struct {
		Services []struct{ Name string }
		Missed   []string
	}
	d.must(&hall, http.MethodGet, "queue", "")
	if hall.Services[0].Name != "综合" {
		t.Errorf("name %q, want 综合", hall.Services[0].Name)
	}
}

// Nothing of WeChat's secrets and nobody's openid is in an answer, whatever the hall holds.
func TestAnswersNameNobody(t *testing.T) {
	d := mustDoor(t)
	out, err := d.hall.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: "wxapp", OpenID: "o-somebody"}})
	if err != nil {
		t.Fatal(err)
	}
	d.mustOpen("1")
	d.mustCall("1")
	answers := map[string]string{
		"queue": d.api(http.MethodGet, "queue", "").body, "ticket": d.api(http.MethodGet, "tickets/"+out.Ticket.ID, "").body,
		"health": d.send(http.MethodGet, "/healthz", "").body,
	}
	for _, what := range slices.Sorted(maps.Keys(answers)) {
		if regexp.MustCompile(`o-somebody|wxapp`).MatchString(answers[what]) {
			t.Errorf("%s names the customer: %s", what, answers[what])
		}
	}
}

// A call that was put back, or given up, is not shown: nobody is to come any more. Who is called again is shown by that call.
func TestCallsThatStand(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	d.mustOpen("2")
	var hall struct {
		Calls []struct{ Number, Counter string }
	}
	want := func(calls ...string) {
		t.Helper()
		d.must(&hall, http.MethodGet, "queue", "")
		got := []string{}
		for _, c := range hall.Calls {
			got = append(got, c.Number+" to "+c.Counter)
		}
		if !slices.Equal(got, calls) {
			t.Errorf("got the calls %q, want %q", got, calls)
		}
	}
	for range 2 {
		d.mustTake("general")
	}
	first, second := d.mustCall("1").ID, d.mustCall("2").ID
	want("A002 to 2", "A001 to 1")
	d.must(new(any), http.MethodPost, "tickets/"+first+"/release", "")
	want("A002 to 2")
	d.must(new(any), http.MethodPost, "tickets/"+second+"/cancel", "")
	want()
	d.mustCall("2")
	want("A001 to 2")
}

// However many calls windows are given, the API shows the last 13; and a code for all services has none of its own.
func TestHallInBounds(t *testing.T) {
	d := mustDoor(t)
	d.mustOpen("1")
	for range 15 {
		d.mustTake("general")
		d.mustCall("1")
	}
	now := time.Now()
	err := d.hall.KeepCodes(t.Context(), queue.Code{ID: "all", Purpose: queue.Join, Scene: "s", Ticket: "t", URL: "http://weixin.qq.com/q/all", CreatedAt: now, ExpiresAt: now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.hall.AskHelp("取号屏"); err != nil {
		t.Fatal(err)
	}
	var hall struct {
		Calls  []struct{ Number string }
		Codes  []struct{ Purpose, Service, URL string }
		Health map[string]any
	}
	d.must(&hall, http.MethodGet, "queue", "")
	if len(hall.Calls) != 13 || hall.Calls[0].Number != "A015" || hall.Calls[12].Number != "A003" {
		t.Errorf("got the calls %v, want those of A015 to A003", hall.Calls)
	}
	if len(hall.Codes) != 1 || hall.Codes[0].Service != "" || hall.Codes[0].Purpose != "join" {
		t.Errorf("got the codes %+v, want the one for all services", hall.Codes)
	}
	if h := hall.Health; h["help_to"] != "取号屏" || h["help_at"] == nil || h["printer"] != "" {
		t.Errorf("got the health %v, want who calls for staff, and no printer", h)
	}
}
