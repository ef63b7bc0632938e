package sandbox_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func loginPath(code string) string {
	return sandbox.PathLogin + "?" + url.Values{
		"appid": {miniID}, "secret": {miniSecret}, "js_code": {code}, "grant_type": {"authorization_code"},
	}.Encode()
}

func TestLogin(t *testing.T) {
	s, clock := mustClockedMini(t)
	v := mustOpenMini(t, s, someone)
	got := mustTree(t, s, "GET", loginPath(v.Code), "")
	key, err := base64.StdEncoding.DecodeString(fmt.Sprint(got["session_key"]))
	if len(got) != 3 || got["openid"] != v.OpenID || got["unionid"] != v.UnionID || len(key) != 16 || err != nil {
		t.Errorf("got %v, want openid, unionid and a key of 16 bytes, and no errcode", got)
	}
	a := mustCall(t, s, "GET", loginPath(v.Code), "")
	if a.Errcode != 40163 || !regexp.MustCompile(`^code been used, rid: [0-9a-f-]{26}$`).MatchString(a.Errmsg) {
		t.Errorf("used: got %+v, want 40163 with a comma before its rid", a)
	}
	late := mustOpenMini(t, s, someone)
	clock.add(5 * time.Minute)
	wantErrcode(t, s, "after five minutes", "GET", loginPath(late.Code), "", 40029)
	wantErrcode(t, s, "invented", "GET", loginPath("0abc"), "", 40029)
	wantErrcode(t, s, "the phone's code", "GET", loginPath(late.PhoneCode), "", 40029)
	wantErrcode(t, s, "none", "GET", loginPath(""), "", 41008)
	wantErrcode(t, s, "posted", "POST", loginPath("x"), "{}", 43001)
	for name, c := range map[string]struct {
		id, secret, grant string
		want              int
	}{
		"the account's": {appID, secret, "authorization_code", 40013},
		"bad secret":    {miniID, secret, "authorization_code", 40125},
		"unknown":       {"wx1", secret, "authorization_code", 40013},
		"grant type":    {miniID, miniSecret, "client_credential", 40002},
		"no secret":     {miniID, "", "authorization_code", 41004},
		"no appid":      {"", miniSecret, "authorization_code", 41002},
	} {
		q := url.Values{"appid": {c.id}, "secret": {c.secret}, "js_code": {late.Code}, "grant_type": {c.grant}}
		wantErrcode(t, s, name, "GET", sandbox.PathLogin+"?"+q.Encode(), "", c.want)
	}
}

func TestLoginsAMinute(t *testing.T) {
	s, clock := mustClockedMini(t)
	for range 100 {
		wantErrcode(t, s, "one of a hundred", "GET", loginPath(mustOpenMini(t, s, someone).Code), "", 0)
	}
	wantErrcode(t, s, "one too many", "GET", loginPath(mustOpenMini(t, s, someone).Code), "", 45011)
	wantErrcode(t, s, "another person", "GET", loginPath(mustOpenMini(t, s, "oOther").Code), "", 0)
	clock.add(time.Minute)
	wantErrcode(t, s, "a minute later", "GET", loginPath(mustOpenMini(t, s, someone).Code), "", 0)
}

func TestPhoneNumber(t *testing.T) {
	s, clock := mustClockedMini(t)
	path := sandbox.PathPhone + mustPass(t, s, miniID, miniSecret)
	for number, country := range map[string]string{"13800138000": `"86"`, "13800138001": `86`} {
		v, err := s.Open(someone, number)
		must(t, err)
		body := fmt.Sprintf(`{"code":%q,"openid":%q}`, v.PhoneCode, v.OpenID)
		got := mustTree(t, s, "POST", path, body)
		want := fmt.Sprintf(`{"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":%q,"purePhoneNumber":%q,"countryCode":%s,
			"watermark":{"timestamp":%d,"appid":%q}}}`, number, number, country, clock.now().Unix(), miniID)
		wantTree(t, number, mustJSON(t, got), want, nil)
		wantErrcode(t, s, "used", "POST", path, body, 40029)
	}
	v := mustOpenMini(t, s, someone)
	if v.Phone != "13800138000" && v.Phone != "13800138001" {
		t.Errorf("the number was forgotten: got %s", v.Phone)
	}
	wantErrcode(t, s, "another's openid", "POST", path, fmt.Sprintf(`{"code":%q,"openid":"oOther"}`, v.PhoneCode), 40003)
	wantErrcode(t, s, "the login's code", "POST", path, fmt.Sprintf(`{"code":%q}`, v.Code), 40029)
	wantErrcode(t, s, "no code", "POST", path, `{}`, 40029)
	clock.add(5 * time.Minute)
	wantErrcode(t, s, "after five minutes", "POST", path, fmt.Sprintf(`{"code":%q}`, v.PhoneCode), 40029)
}

func TestOpenRefusesToOpen(t *testing.T) {
	alone, closed := mustNew(t, options(wire(success))), mustNew(t, withMini(wire(success)))
	must(t, closed.Close())
	for what, c := range map[string]struct {
		s              *sandbox.Sandbox
		openid, number string
		want           error
	}{
		"no mini program": {alone, someone, "", sandbox.ErrNoMini},
		"bad openid":      {closed, "o o", "", sandbox.ErrOpenID},
		"bad number":      {closed, someone, "+86 138", sandbox.ErrPhone},
		"closed":          {closed, someone, "", sandbox.ErrClosed},
	} {
		if _, err := c.s.Open(c.openid, c.number); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", what, err, c.want)
		}
	}
}
