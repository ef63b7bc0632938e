package sandbox_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func plainQuery(id, secret string) string {
	return "?" + url.Values{"grant_type": {"client_credential"}, "appid": {id}, "secret": {secret}}.Encode()
}

func TestPlainTokenReplacesTheOneBefore(t *testing.T) {
	s, c := mustClocked(t)
	stable := mustToken(t, s)
	path := sandbox.PathPlainToken + plainQuery(appID, secret)
	first := mustCall(t, s, "GET", path, "")
	second := mustCall(t, s, "GET", path, "")
	if first.ExpiresIn != 7200 || second.ExpiresIn != 7200 || first.AccessToken == second.AccessToken {
		t.Fatalf("got %d s and %d s, want two tokens of 7200 s", first.ExpiresIn, second.ExpiresIn)
	}
	checkToken(t, s, "old within five minutes", first.AccessToken, 40053)
	c.add(5*time.Minute - time.Second)
	checkToken(t, s, "old at the end of five minutes", first.AccessToken, 40053)
	c.add(time.Second)
	checkToken(t, s, "old after five minutes", first.AccessToken, 40001)
	checkToken(t, s, "new", second.AccessToken, 40053)
	checkToken(t, s, "of the other way", stable, 40053)
	c.add(2 * time.Hour)
	checkToken(t, s, "new at its end", second.AccessToken, 42001)
}

func TestPlainTokenRefusals(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	wantErrcode(t, s, "posted", "POST", sandbox.PathPlainToken+plainQuery(appID, secret), "{}", 43001)
	wantErrcode(t, s, "no grant type", "GET", sandbox.PathPlainToken, "", 40002)
	wantErrcode(t, s, "no secret", "GET", sandbox.PathPlainToken+plainQuery(appID, ""), "", 41004)
	wantErrcode(t, s, "bad secret", "GET", sandbox.PathPlainToken+plainQuery(appID, "guess"), "", 40125)
	wantErrcode(t, s, "bad app", "GET", sandbox.PathPlainToken+plainQuery("wx1", secret), "", 40013)
}

func TestWhitelist(t *testing.T) {
	o := options(wire(success))
	o.Whitelist = []string{"198.51.100.4"}
	s := mustNew(t, o)
	ask := func(from string) string {
		r := httptest.NewRequest("POST", sandbox.PathToken, strings.NewReader(tokenBody(appID, secret)))
		r.RemoteAddr = from
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Body.String()
	}
	want := regexp.MustCompile(`^\{"errcode":40164,"errmsg":"invalid ip 203\.0\.113\.9 ipv6 ::ffff:203\.0\.113\.9, not in whitelist rid: [0-9a-f-]{26}"\}\n$`)
	if got := ask("203.0.113.9:4711"); !want.MatchString(got) {
		t.Errorf("a stranger: got %s", got)
	}
	if got := ask("198.51.100.4:4711"); !strings.Contains(got, "access_token") {
		t.Errorf("on the list: got %s, want a token", got)
	}
	must(t, s.Fault(sandbox.Fault{Path: sandbox.PathToken, Errcode: 40164, Times: 1}))
	if got := ask("198.51.100.4:4711"); !strings.Contains(got, `"errmsg":"invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: `) {
		t.Errorf("by a fault: got %s", got)
	}
}

// Nobody is told a life under 300 seconds, at whatever moment they ask.
func TestToldLifeIsNeverUnderFiveMinutes(t *testing.T) {
	s, c := mustClocked(t)
	for range 400 {
		c.add(37 * time.Second)
		if a := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(appID, secret)); a.ExpiresIn < 300 || a.ExpiresIn > 7200 {
			t.Fatalf("expires_in: got %d, want 300 to 7200", a.ExpiresIn)
		}
	}
}
