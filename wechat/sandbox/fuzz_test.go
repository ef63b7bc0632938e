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

// FuzzBodies sends any body to every path that takes one, with a good token: the answer is always JSON with status 200, and
// what is refused has a rid.
func FuzzBodies(f *testing.F) {
	o := withMini(wire(success))
	o.SendTime = time.Nanosecond
	o.Quotas = map[string]sandbox.Quota{}
	for _, path := range sandbox.Paths() {
		o.Quotas[path] = sandbox.Quota{}
	}
	s := mustNew(f, o)
	must(f, s.Follow(background(), someone))
	tokens := map[bool]string{false: mustPass(f, s, appID, secret), true: mustPass(f, s, miniID, miniSecret)}
	who := mustOpenMini(f, s, someone)
	for _, seed := range []string{
		`{}`, `[]`, `null`, `{"data":[]}`, `{"touser":"` + who.OpenID + `"}`, serviceText(someone, "a"), good(nil),
		strScene("a", 60), permanent("b"), mustJSON(f, notice), mustJSON(f, menuOf(click("a"))), `{"tag":{"name":"a"}}`,
		`{"openid_list":["` + someone + `"],"tagid":100}`, `{"code":"` + who.PhoneCode + `"}`, tokenBody(appID, secret),
		`{"button":[{"name":"a","sub_button":[{"sub_button":[{}]}]}]}`, `{"expire_seconds":1e400}`, "\xff", strings.Repeat("[", 20_000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, path := range sandbox.Paths() {
			for _, token := range tokens {
				checkAnswer(t, s, path, token, body)
			}
		}
	})
}

func checkAnswer(t *testing.T, s http.Handler, path, token, body string) {
	t.Helper()
	if path == sandbox.PathImage {
		return
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("POST", path+token, strings.NewReader(body)))
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != 200 {
		t.Fatalf("%s: %d, %v: %s", path, w.Code, err, w.Body)
	}
	if a.Errcode != 0 && !strings.Contains(a.Errmsg, " rid: ") {
		t.Errorf("%s: %+v has no rid", path, a)
	}
}

// FuzzScripts does the same with the acts of a script, which end with a status of their own.
func FuzzScripts(f *testing.F) {
	o := withMini(wire(success))
	s := mustNew(f, o)
	must(f, s.Follow(background(), someone))
	for _, action := range []string{"scan", "say", "click", "view", "scanwait", "grant", "revoke", "report", "mini", "enter", "no"} {
		f.Add(action, `{"scene":"a","text":"b","key":"c"}`)
		f.Add(action, `{"template":"`+noticeID+`","url":"https://k.test","result":"r"}`)
	}
	f.Fuzz(func(t *testing.T, action, body string) {
		for _, c := range action {
			if c < 'a' || c > 'z' {
				return
			}
		}
		w := request(s, "POST", "/sandbox/customers/"+someone+"/"+action, body)
		if w.Code >= 500 || w.Code == 200 && action != "mini" {
			t.Errorf("%s %q: got %d %s", action, body, w.Code, w.Body)
		}
		if n := len(s.Messages(someone)); n > 200 {
			t.Errorf("the chat has %d lines", n)
		}
	})
}

// FuzzReply gives any answer to a callback of each form: it is taken or not, and a text is never longer than allowed.
func FuzzReply(f *testing.F) {
	reply := ""
	answer := wire(func(*http.Request) (*http.Response, error) { return says(200, reply) })
	o := withMini(answer)
	o.Deliveries, o.Mini.AESKey = 1, ""
	s := mustNew(f, o)
	o.JSON, o.AESKey = true, aesKey
	sealed := mustNew(f, o)
	who := mustOpenMini(f, s, someone).OpenID
	for _, b := range []*sandbox.Sandbox{s, sealed} {
		must(f, b.Follow(background(), someone))
	}
	f.Add(plainReply(someone, account, "a"))
	f.Add(jsonReply(someone, account, "text", "a"))
	f.Add(jsonReply(who, miniAccount, "transfer_customer_service", ""))
	f.Add(sealedReply(plainReply(someone, account, "a"), aesKey, appID, nil))
	f.Add(`{"Encrypt":"","TimeStamp":1e9,"Nonce":""}`)
	f.Fuzz(func(t *testing.T, body string) {
		reply = body
		for _, b := range []*sandbox.Sandbox{s, sealed} {
			for _, to := range []string{someone, who} {
				_ = b.Say(background(), to, "hello")
			}
			for _, text := range texts(b, someone, sandbox.Reply) {
				if text == "" || len(text) > 2048 {
					t.Fatalf("took a text of %d bytes", len(text))
				}
			}
		}
	})
}
