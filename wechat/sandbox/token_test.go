package sandbox_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func TestTokenRefusals(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	for _, c := range []struct {
		name, method, body string
		want               int
		text               string
	}{
		{"not posted", "GET", tokenBody(appID, secret), 43002, "require POST method"},
		{"empty", "POST", "", 44002, "empty post data"},
		{"not JSON", "POST", "grant_type=client_credential", 47001, "data format error"},
		{"wrong type", "POST", `{"grant_type":1}`, 47001, "data format error"},
		{"escaped", "POST", `{"grant_type":"client_credential","appid":"\u0077x"}`, 40033, "invalid charset"},
		{"too long", "POST", `{"appid":"` + strings.Repeat("x", 64<<10) + `"}`, 45002, "content size out of limit"},
		{"grant type", "POST", `{"grant_type":"password","appid":"a","secret":"b"}`, 40002, "invalid grant_type"},
		{"no appid", "POST", tokenBody("", secret), 41002, "appid missing"},
		{"no secret", "POST", tokenBody(appID, ""), 41004, "appsecret missing"},
		{"bad appid", "POST", tokenBody("wxffff", secret), 40013, "invalid appid"},
		{"bad secret", "POST", tokenBody(appID, "guess"), 40125, "invalid appsecret"},
		{"names with capitals", "POST", `{"grant_type":"client_credential","AppID":"` + appID + `","Secret":"` + secret + `"}`, 41002, "appid missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustCall(t, s, c.method, sandbox.PathToken, c.body)
			if a.Errcode != c.want || !strings.HasPrefix(a.Errmsg, c.text) || a.AccessToken != "" {
				t.Errorf("got %+v, want %d %s", a, c.want, c.text)
			}
			if !regexp.MustCompile(` rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`).MatchString(a.Errmsg) {
				t.Errorf("errmsg %q ends with no rid", a.Errmsg)
			}
		})
	}
	if got := s.Calls(sandbox.PathToken); got != 12 {
		t.Errorf("calls: got %d, want 12", got)
	}
}

func TestTokenStaysTheSameUntilFiveMinutesBeforeItsEnd(t *testing.T) {
	s, c := mustClocked(t)
	first := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(appID, secret))
	if first.ExpiresIn != 7200 {
		t.Errorf("expires_in: got %d, want 7200", first.ExpiresIn)
	}
	c.add(6899 * time.Second)
	same := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(appID, secret))
	if same.AccessToken != first.AccessToken || same.ExpiresIn != 301 {
		t.Errorf("301 s before the end: got another token or %d s, want the same and 301", same.ExpiresIn)
	}
	c.add(time.Second)
	next := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(appID, secret))
	if next.AccessToken == first.AccessToken || next.ExpiresIn != 7200 {
		t.Errorf("300 s before the end: got the old token or %d s, want a new one", next.ExpiresIn)
	}
	checkToken(t, s, "old in the overlap", first.AccessToken, 40053)
	checkToken(t, s, "new", next.AccessToken, 40053)
	c.add(300 * time.Second)
	checkToken(t, s, "old at its end", first.AccessToken, 42001)
	checkToken(t, s, "new later", next.AccessToken, 40053)
}

// checkToken makes a call that a good token lets through to 40053.
func checkToken(t *testing.T, s *sandbox.Sandbox, name, token string, want int) {
	t.Helper()
	a := mustCall(t, s, "POST", sandbox.PathQRCode+"?access_token="+token, `{"action_name":"QR_STR_SCENE"}`)
	if a.Errcode != want {
		t.Errorf("%s: got %d %s, want %d", name, a.Errcode, a.Errmsg, want)
	}
}

func TestBadTokens(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	mustToken(t, s)
	checkToken(t, s, "missing", "", 41001)
	checkToken(t, s, "malformed", "not%20a%20token", 40014)
	checkToken(t, s, "unknown", "wrong", 40001)
	a := mustCall(t, s, "POST", sandbox.PathTemplate+"?access_token=wrong", `{}`)
	want := "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r rid: "
	if !strings.HasPrefix(a.Errmsg, want) {
		t.Errorf("got %q, want it to begin with %q", a.Errmsg, want)
	}
}

func TestForcedToken(t *testing.T) {
	s, c := mustClocked(t)
	force := strings.TrimSuffix(tokenBody(appID, secret), "}") + `,"force_refresh":true}`
	first := mustToken(t, s)
	forced := mustCall(t, s, "POST", sandbox.PathToken, force).AccessToken
	if forced == first {
		t.Error("forced: got the old token")
	}
	checkToken(t, s, "forced away", first, 40001)
	c.add(29 * time.Second)
	if got := mustCall(t, s, "POST", sandbox.PathToken, force).AccessToken; got != forced {
		t.Error("forced again within 30 s: got another token, want the same")
	}
	for range 19 {
		c.add(30 * time.Second)
		mustCall(t, s, "POST", sandbox.PathToken, force)
	}
	c.add(30 * time.Second)
	if a := mustCall(t, s, "POST", sandbox.PathToken, force); a.Errcode != 45009 {
		t.Errorf("21st of the day: got %+v, want 45009", a)
	}
}

func TestUnknownPath(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	if a := mustCall(t, s, "POST", "/cgi-bin/nothing", "{}"); a.Errcode != 40066 {
		t.Errorf("got %+v, want 40066", a)
	}
}
