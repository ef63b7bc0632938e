package sandbox_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func TestQuotas(t *testing.T) {
	c := newClock()
	c.set(time.Date(2026, 11, 21, 23, 58, 0, 0, time.FixedZone("Beijing", 8*3600)))
	o := withMini(&mailbox{})
	o.Now, o.Quotas = c.now, map[string]sandbox.Quota{sandbox.PathTags: {Day: 3, Minute: 2}}
	s := mustNew(t, o)
	path := sandbox.PathTags + mustPass(t, s, appID, secret)
	ask := func(what string, want int) {
		t.Helper()
		wantErrcode(t, s, what, "GET", path, "", want)
	}
	ask("first", 0)
	ask("second", 0)
	a := mustCall(t, s, "GET", path, "")
	if a.Errcode != 45011 || !strings.HasPrefix(a.Errmsg, "api minute-quota reach limit, must slower, retry next minute rid: ") {
		t.Errorf("third of a minute: got %+v, want 45011", a)
	}
	c.add(time.Minute)
	ask("third of the day", 0)
	a = mustCall(t, s, "GET", path, "")
	if a.Errcode != 45009 || !strings.HasPrefix(a.Errmsg, "reach max api daily quota limit rid: ") {
		t.Errorf("fourth of the day: got %+v, want 45009", a)
	}
	wantErrcode(t, s, "a bad token", "GET", sandbox.PathTags+"?access_token=x", "", 40001)
	c.add(time.Minute)
	ask("after Beijing's midnight", 0)
}

func TestClearQuota(t *testing.T) {
	c := newClock()
	c.set(time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("Beijing", 8*3600)))
	o := withMini(&mailbox{})
	o.Now, o.Quotas = c.now, map[string]sandbox.Quota{sandbox.PathTags: {Day: 1}, sandbox.PathToken: {Day: 2}}
	s := mustNew(t, o)
	pass := mustPass(t, s, appID, secret)
	mustPass(t, s, appID, secret)
	wantErrcode(t, s, "tokens are used up", "POST", sandbox.PathToken, tokenBody(appID, secret), 45009)
	wantErrcode(t, s, "not the mini program's", "POST", sandbox.PathToken, tokenBody(miniID, miniSecret), 0)
	wantErrcode(t, s, "one", "GET", sandbox.PathTags+pass, "", 0)
	wantErrcode(t, s, "two", "GET", sandbox.PathTags+pass, "", 45009)

	papers := func(id, secret string) string { return fmt.Sprintf(`{"appid":%q,"appsecret":%q}`, id, secret) }
	wantErrcode(t, s, "another's", "POST", sandbox.PathClearQuota+pass, papers(miniID, ""), 40013)
	wantErrcode(t, s, "bad secret", "POST", sandbox.PathClearQuotaV2, papers(appID, "guess"), 40125)
	wantErrcode(t, s, "no secret", "POST", sandbox.PathClearQuotaV2, papers(appID, ""), 41004)
	wantErrcode(t, s, "unknown", "POST", sandbox.PathClearQuotaV2, papers("wx1", secret), 40013)
	wantErrcode(t, s, "by token", "POST", sandbox.PathClearQuota+pass, papers(appID, ""), 0)
	wantErrcode(t, s, "cleared", "GET", sandbox.PathTags+pass, "", 0)
	wantErrcode(t, s, "by secret", "POST", sandbox.PathClearQuotaV2, papers(appID, secret), 0)
	wantErrcode(t, s, "a token again", "POST", sandbox.PathToken, tokenBody(appID, secret), 0)
	for range 8 {
		wantErrcode(t, s, "one of ten", "POST", sandbox.PathClearQuotaV2, papers(appID, secret), 0)
	}
	a := mustCall(t, s, "POST", sandbox.PathClearQuotaV2, papers(appID, secret))
	if a.Errcode != 48006 || !strings.HasPrefix(a.Errmsg, "forbid to clear quota because of reaching the limit rid: ") {
		t.Errorf("an eleventh: got %+v, want 48006", a)
	}
	wantErrcode(t, s, "the mini program's own", "POST", sandbox.PathClearQuotaV2, papers(miniID, miniSecret), 0)
	c.add(10 * 24 * time.Hour)
	wantErrcode(t, s, "next month", "POST", sandbox.PathClearQuotaV2, papers(appID, secret), 0)
}

// Without options WeChat's own limits hold.
func TestQuotasAsWeChats(t *testing.T) {
	s, _ := mustClocked(t)
	path := sandbox.PathPlainToken + plainQuery(appID, secret)
	for range 2000 {
		if a := mustCall(t, s, "GET", path, ""); a.Errcode != 0 {
			t.Fatalf("got %+v, want 2000 tokens a day", a)
		}
	}
	wantErrcode(t, s, "token 2001", "GET", path, "", 45009)
}

func TestQuotasThatMakeNoSense(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	for what, err := range map[string]error{
		"unknown path": s.SetQuota("/cgi-bin/none", sandbox.Quota{Day: 1}),
		"negative":     s.SetQuota(sandbox.PathToken, sandbox.Quota{Minute: -1}),
	} {
		if !errors.Is(err, sandbox.ErrQuota) {
			t.Errorf("%s: got %v, want ErrQuota", what, err)
		}
	}
}
