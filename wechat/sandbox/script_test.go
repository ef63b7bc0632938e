package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func TestScriptPlaysACustomer(t *testing.T) {
	reply := func(r *http.Request) (*http.Response, error) {
		return says(200, plainReply(someone, account, "好的"))
	}
	s := mustNew(t, options(wire(reply)))
	ticket := mustCode(t, s, strScene("v1.join.a", 600)).Ticket
	at := "/sandbox/customers/" + someone
	for _, c := range []struct{ action, body string }{
		{"follow", ""},
		{"scan", `{"ticket":"` + ticket + `"}`},
		{"scan", `{"scene":"v1.join.a"}`},
		{"say", `{"text":"状态"}`},
		{"unfollow", `{}`},
	} {
		if w := request(s, "POST", at+"/"+c.action, c.body); w.Code != http.StatusNoContent {
			t.Errorf("%s: got %d %s, want 204", c.action, w.Code, w.Body)
		}
	}
	var chat struct {
		Following bool
		Last      int64
		Messages  []sandbox.Message
	}
	w := request(s, "GET", at+"/messages?after=2", "")
	must(t, json.NewDecoder(w.Body).Decode(&chat))
	// Five things were done and four of them answered; leaving is not.
	if chat.Following || chat.Last != 9 || len(chat.Messages) != 7 || chat.Messages[0].ID != 3 {
		t.Errorf("chat: got %+v, want lines 3 to 9 of a person who left", chat)
	}
	var codes []sandbox.Code
	must(t, json.NewDecoder(request(s, "GET", "/sandbox/codes", "").Body).Decode(&codes))
	if len(codes) != 1 || codes[0].Ticket != ticket || codes[0].Scene != "v1.join.a" || codes[0].Expires == nil {
		t.Errorf("codes: got %+v", codes)
	}
}

func TestScriptRefusals(t *testing.T) {
	o := options(wire(refused))
	o.RetryAfter = time.Nanosecond
	s := mustNew(t, o)
	at := "/sandbox/customers/" + someone
	for _, c := range []struct {
		name, method, path, body string
		want                     int
		code                     string
	}{
		{"not JSON", "POST", at + "/say", "text=hello", 400, "bad_request"},
		{"unknown key", "POST", at + "/say", `{"text":"a","word":"b"}`, 400, "bad_request"},
		{"two values", "POST", at + "/follow", `{}{}`, 400, "bad_request"},
		{"too large", "POST", at + "/say", `{"text":"` + strings.Repeat("x", 64<<10) + `"}`, 413, "too_large"},
		{"text too long", "POST", at + "/say", `{"text":"` + strings.Repeat("x", 2049) + `"}`, 400, "bad_request"},
		{"no text", "POST", at + "/say", `{}`, 400, "bad_request"},
		{"bad openid", "POST", "/sandbox/customers/o.o/follow", ``, 400, "bad_request"},
		{"long openid", "POST", "/sandbox/customers/" + strings.Repeat("o", 65) + "/follow", ``, 400, "bad_request"},
		{"bad openid reading", "GET", "/sandbox/customers/o%20o/messages", ``, 400, "bad_request"},
		{"bad after", "GET", at + "/messages?after=x", ``, 400, "bad_request"},
		{"unknown action", "POST", at + "/dance", ``, 404, ""},
		{"not following", "POST", at + "/say", `{"text":"a"}`, 409, "not_following"},
		{"nothing to scan", "POST", at + "/scan", `{}`, 400, "bad_request"},
		{"two things to scan", "POST", at + "/scan", `{"ticket":"a","scene":"b"}`, 400, "bad_request"},
		{"unknown code", "POST", at + "/scan", `{"ticket":"gQ"}`, 410, "unknown_code"},
		{"account is down", "POST", at + "/follow", ``, 502, "given_up"},
		{"senseless fault", "POST", "/sandbox/faults", `{"path":"/"}`, 400, "bad_request"},
		{"fault with unknown key", "POST", "/sandbox/faults", `{"path":"*","delay":5}`, 400, "bad_request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := request(s, c.method, c.path, c.body)
			if w.Code != c.want || !strings.Contains(w.Body.String(), c.code) {
				t.Errorf("got %d %s, want %d %s", w.Code, w.Body, c.want, c.code)
			}
		})
	}
}

func TestFaultRoutes(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	if w := request(s, "POST", "/sandbox/faults", `{"path":"/cgi-bin/qrcode/create","errcode":45009,"times":3}`); w.Code != 204 {
		t.Fatalf("got %d %s, want 204", w.Code, w.Body)
	}
	want := `[{"path":"/cgi-bin/qrcode/create","errcode":45009,"times":3}]`
	if got := strings.TrimSpace(request(s, "GET", "/sandbox/faults", "").Body.String()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := request(s, "DELETE", "/sandbox/faults", "").Code; got != 204 || len(s.Faults()) != 0 {
		t.Errorf("clear: got %d and %v", got, s.Faults())
	}
}

func TestOtherSitesMayNotPlay(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	r := httptest.NewRequest("POST", "/sandbox/customers/"+someone+"/follow", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden || s.Following(someone) {
		t.Errorf("got %d, following %t, want 403 and false", w.Code, s.Following(someone))
	}
}

func TestChatKeepsTheNewestLines(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	must(t, s.Follow(background(), someone))
	for range 200 {
		must(t, s.Say(background(), someone, "hello"))
	}
	if got := s.Messages(someone); len(got) != 200 || got[0].ID != 2 {
		t.Errorf("got %d lines from %d on, want 200 from 2 on", len(got), got[0].ID)
	}
}
