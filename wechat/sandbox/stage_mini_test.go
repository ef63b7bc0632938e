package sandbox_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"paihao/wechat/sandbox"
)

const (
	miniID      = "wxfedcba9876543210"
	miniSecret  = "secret-of-a-mini"
	miniToken   = "tokenOfAMini"
	miniKey     = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"
	miniAccount = "gh_123456789abc"
	noticeID    = "sub-called"  // the account's subscription notice
	otherID     = "sub-near"    // another
	miniNotice  = "mini-called" // the mini program's
	miniNear    = "mini-near"
)

// withMini is options with a mini program and subscription templates in both apps.
func withMini(to http.RoundTripper) sandbox.Options {
	o := options(to)
	o.Subscriptions = map[string][]string{noticeID: {"character_string1", "thing2"}, otherID: {"thing1"}}
	o.Mini = sandbox.Mini{
		AppID: miniID, Secret: miniSecret, Token: miniToken, AESKey: miniKey, Account: miniAccount,
		Callback:  "http://kiosk.test/mini/callback",
		Templates: map[string][]string{miniNotice: {"thing1", "character_string2"}, miniNear: {"thing1"}},
		Pages:     []string{"pages/ticket/ticket", "pages/index/index"},
	}
	return o
}

// pass is a token of an app.
func mustPass(t testing.TB, s http.Handler, id, secret string) string {
	t.Helper()
	a := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(id, secret))
	if a.AccessToken == "" {
		t.Fatalf("no token: %+v", a)
	}
	return "?access_token=" + a.AccessToken
}

func mustOpenMini(t testing.TB, s *sandbox.Sandbox, openid string) sandbox.Visit {
	t.Helper()
	v, err := s.Open(openid, "")
	must(t, err)
	return v
}

// tree calls and decodes any answer.
func mustTree(t testing.TB, s http.Handler, method, path, body string) map[string]any {
	t.Helper()
	w := request(s, method, path, body)
	d := json.NewDecoder(w.Body)
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: status %d, %v", path, w.Code, err)
	}
	return v
}

// wantErrcode calls and compares.
func wantErrcode(t *testing.T, s http.Handler, what, method, path, body string, want int) {
	t.Helper()
	if a := mustCall(t, s, method, path, body); a.Errcode != want {
		t.Errorf("%s: got %d %s, want %d", what, a.Errcode, a.Errmsg, want)
	}
}

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	must(t, err)
	return string(b)
}

type m map[string]any

// with is a copy of a body with some keys changed; nil takes a key away.
func (b m) with(changes m) m {
	out := maps.Clone(b)
	for k, v := range changes {
		if v == nil {
			delete(out, k)
		} else {
			out[k] = v
		}
	}
	return out
}

func value(text string) m { return m{"value": text} }

func bytesOf(text string) *strings.Reader { return strings.NewReader(text) }
