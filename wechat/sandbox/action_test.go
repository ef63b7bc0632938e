package sandbox_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func TestScriptDoesAllThatACustomerCan(t *testing.T) {
	box := &mailbox{}
	s := mustNew(t, withMini(box))
	at := "/sandbox/customers/" + someone + "/"
	var visit sandbox.Visit
	w := request(s, "POST", at+"mini", `{"phone":"13800138000"}`)
	must(t, json.NewDecoder(w.Body).Decode(&visit))
	if w.Code != 200 || visit.Phone != "13800138000" || visit.Code == "" || visit.PhoneCode == "" {
		t.Fatalf("mini: got %d %+v", w.Code, visit)
	}
	inMini := "/sandbox/customers/" + visit.OpenID + "/"
	for _, c := range []struct{ path, body string }{
		{at + "follow", ""},
		{at + "click", `{"key":"STATUS"}`},
		{at + "view", `{"url":"https://kiosk.test/t/1"}`},
		{at + "scanwait", `{"key":"SCAN","result":"A012"}`},
		{at + "grant", `{"template":"` + noticeID + `,` + otherID + `"}`},
		{at + "grant", `{"template":"` + noticeID + `","refused":"` + otherID + `"}`},
		{inMini + "grant", `{"template":"` + miniNotice + `"}`},
		{at + "revoke", `{"template":"` + otherID + `"}`},
		{at + "enter", ""},
		{inMini + "say", `{"text":"hello"}`},
		{at + "block", ""},
		{at + "unblock", ""},
		{at + "report", `{"text":"failed: system failed"}`},
	} {
		if w := request(s, "POST", c.path, c.body); w.Code != http.StatusNoContent {
			t.Errorf("%s: got %d %s, want 204", c.path, w.Code, w.Body)
		}
	}
	var chat struct {
		Following bool
		Mini      string
		Report    string
		Grants    map[string]int
		Last      int64
		Messages  []sandbox.Message
	}
	must(t, json.NewDecoder(request(s, "GET", inMini+"messages", "").Body).Decode(&chat))
	want := map[string]int{noticeID: 2, miniNotice: 1}
	if !chat.Following || chat.Mini != visit.OpenID || chat.Report != "failed: system failed" || !reflect.DeepEqual(chat.Grants, want) ||
		chat.Last != 10 || len(chat.Messages) != 10 {
		t.Errorf("chat: got %+v, want ten lines and the permissions %v", chat, want)
	}
	if len(box.body) != 10 {
		t.Errorf("got %d callbacks, want 10", len(box.body))
	}
}

func TestScriptRefusesActsThatMakeNoSense(t *testing.T) {
	o := options(wire(refused))
	o.RetryAfter = time.Nanosecond
	s := mustNew(t, o)
	at := "/sandbox/customers/" + someone + "/"
	for _, c := range []struct {
		path, body string
		want       int
		code       string
	}{
		{at + "click", `{}`, 400, "bad_request"},
		{at + "click", `{"key":"STATUS"}`, 409, "not_following"},
		{at + "view", `{"url":""}`, 400, "bad_request"},
		{at + "scanwait", `{"key":"a"}`, 400, "bad_request"},
		{at + "grant", `{"template":"nothing"}`, 400, "bad_request"},
		{at + "grant", `{}`, 400, "bad_request"},
		{at + "revoke", `{"template":","}`, 400, "bad_request"},
		{at + "enter", ``, 409, "no_mini"},
		{at + "mini", ``, 409, "no_mini"},
		{at + "mini", `{"tel":"1"}`, 400, "bad_request"},
		{"/sandbox/customers/o%20o/mini", ``, 400, "bad_request"},
		{at + "report", `{"text":"` + strings.Repeat("x", 65) + `"}`, 400, "bad_request"},
		{"/sandbox/quotas", `{"path":"/nothing","day":1}`, 400, "bad_request"},
		{"/sandbox/quotas", `{"path":"/cgi-bin/token","hour":1}`, 400, "bad_request"},
	} {
		if w := request(s, "POST", c.path, c.body); w.Code != c.want || !strings.Contains(w.Body.String(), c.code) {
			t.Errorf("%s %s: got %d %s, want %d %s", c.path, c.body, w.Code, w.Body, c.want, c.code)
		}
	}
}

func TestScriptSetsAQuota(t *testing.T) {
	s, _ := mustClocked(t) // a day that ends between two tokens would allow the second
	if w := request(s, "POST", "/sandbox/quotas", `{"path":"/cgi-bin/stable_token","day":1}`); w.Code != 204 {
		t.Fatalf("got %d %s, want 204", w.Code, w.Body)
	}
	mustToken(t, s)
	wantErrcode(t, s, "a second token", "POST", sandbox.PathToken, tokenBody(appID, secret), 45009)
}

func TestPageLearnsOfTheApps(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	wantErrcode(t, s, "menu", "POST", sandbox.PathMenu+mustPass(t, s, appID, secret), mustJSON(t, menuOf(click("状态"))), 0)
	var got struct {
		Menu                []m1
		Subscriptions, Mini []string
		Paths               []string
	}
	must(t, json.NewDecoder(request(s, "GET", "/sandbox/apps", "").Body).Decode(&got))
	if len(got.Menu) != 1 || got.Menu[0]["name"] != "状态" || !reflect.DeepEqual(got.Subscriptions, []string{noticeID, otherID}) ||
		!reflect.DeepEqual(got.Mini, []string{miniNotice, miniNear}) || len(got.Paths) != len(sandbox.Paths()) {
		t.Errorf("got %+v", got)
	}
	if body := request(mustNew(t, options(wire(success))), "GET", "/sandbox/apps", "").Body.String(); !strings.Contains(body, `"menu":[],"subscriptions":[],"mini":null`) {
		t.Errorf("without any: got %s", body)
	}
}

// Every path of the platform takes faults, and is there at all.
func TestEveryPathIsPlayed(t *testing.T) {
	for _, path := range sandbox.Paths() {
		s := mustNew(t, withMini(&mailbox{}))
		must(t, s.Fault(sandbox.Fault{Path: path, Errcode: -1, Times: 1}))
		wantErrcode(t, s, path, "GET", path, "", -1)
		if w := request(s, "GET", path, ""); strings.Contains(w.Body.String(), "40066") || s.Calls(path) != 2 {
			t.Errorf("%s: got %s after %d calls", path, w.Body, s.Calls(path))
		}
	}
	s := mustNew(t, withMini(&mailbox{}))
	for _, path := range []string{"/sns/other", "/wxa/other", "/wxaapi/other", "/cgi-bin/menu/delete"} {
		wantErrcode(t, s, path, "POST", path, "{}", 40066)
	}
}
