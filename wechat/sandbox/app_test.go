package sandbox_test

import (
	"fmt"
	"strings"
	"testing"

	"paihao/wechat/sandbox"
)

func TestTokensAreOfOneApp(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	account, mini := mustPass(t, s, appID, secret), mustPass(t, s, miniID, miniSecret)
	for _, path := range []string{
		sandbox.PathQRCode, sandbox.PathTemplate, sandbox.PathSubscribe, sandbox.PathMenu, sandbox.PathTagCreate, sandbox.PathTagging,
	} {
		wantErrcode(t, s, path+" with the mini program's token", "POST", path+mini, "{}", 40001)
	}
	for _, path := range []string{sandbox.PathTemplates, sandbox.PathMenuGet, sandbox.PathUser, sandbox.PathTags} {
		wantErrcode(t, s, path+" with the mini program's token", "GET", path+mini, "", 40001)
	}
	for _, path := range []string{sandbox.PathMiniSubscribe, sandbox.PathPhone} {
		wantErrcode(t, s, path+" with the account's token", "POST", path+account, "{}", 40001)
	}
}

func TestOpenIDsAreOfOneApp(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	must(t, s.Follow(background(), someone))
	inMini := mustOpenMini(t, s, someone).OpenID
	account, mini := mustPass(t, s, appID, secret), mustPass(t, s, miniID, miniSecret)
	if inMini == someone || len(inMini) != 28 {
		t.Errorf("openid in the mini program: got %s", inMini)
	}
	text := func(to string) string {
		return fmt.Sprintf(`{"touser":%q,"msgtype":"text","text":{"content":"a"}}`, to)
	}
	for what, c := range map[string][2]string{
		"service of the account": {sandbox.PathService + account, text(inMini)},
		"service of the mini":    {sandbox.PathService + mini, text(someone)},
		"template":               {sandbox.PathTemplate + account, good(func(m *message) { m.ToUser = inMini })},
		"bizsend":                {sandbox.PathSubscribe + account, fmt.Sprintf(`{"touser":%q}`, inMini)},
		"mini send":              {sandbox.PathMiniSubscribe + mini, fmt.Sprintf(`{"touser":%q}`, someone)},
		"nobody":                 {sandbox.PathMiniSubscribe + mini, `{}`},
	} {
		wantErrcode(t, s, what, "POST", c[0], c[1], 40003)
	}
	wantErrcode(t, s, "user info", "GET", sandbox.PathUser+account+"&openid="+inMini, "", 40003)
}

// Whoever asks with the papers of an app gets that app's token.
func TestPapersOfTheMiniProgram(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	wantErrcode(t, s, "the account's secret", "POST", sandbox.PathToken, tokenBody(miniID, secret), 40125)
	wantErrcode(t, s, "an unknown app", "POST", sandbox.PathToken, tokenBody("wx0000000000000000", miniSecret), 40013)
	if mustPass(t, s, appID, secret) == mustPass(t, s, miniID, miniSecret) {
		t.Error("both apps got the same token")
	}
	alone := mustNew(t, options(&mailbox{}))
	wantErrcode(t, alone, "no mini program", "POST", sandbox.PathToken, tokenBody(miniID, miniSecret), 40013)
}

func TestOnePersonInBothApps(t *testing.T) {
	first, second := mustNew(t, withMini(&mailbox{})), mustNew(t, withMini(&mailbox{}))
	a, b := mustOpenMini(t, first, someone), mustOpenMini(t, second, someone)
	if a.OpenID != b.OpenID || a.UnionID != b.UnionID || a.UnionID == "" {
		t.Errorf("another run: got %s %s, want %s %s", b.OpenID, b.UnionID, a.OpenID, a.UnionID)
	}
	if other := mustOpenMini(t, first, "oOther"); other.OpenID == a.OpenID || other.UnionID == a.UnionID {
		t.Errorf("two people have the same names: %+v", other)
	}
	must(t, first.Follow(background(), a.OpenID))
	if !first.Following(someone) || !first.Following(a.OpenID) || len(first.Messages(a.OpenID)) != 1 {
		t.Error("a person under the mini program's openid is somebody else")
	}
	o := withMini(&mailbox{})
	o.Unlinked = true
	if v := mustOpenMini(t, mustNew(t, o), someone); v.UnionID != "" {
		t.Errorf("apps that are not linked: got unionid %s, want none", v.UnionID)
	}
}

func TestKeysAndAddressesThatCannotBeRead(t *testing.T) {
	for what, spoil := range map[string]func(*sandbox.Options){
		"key":                func(o *sandbox.Options) { o.AESKey = "short" },
		"callback":           func(o *sandbox.Options) { o.Callback = "http://[::1" },
		"mini program's key": func(o *sandbox.Options) { o.Mini.AESKey = strings.Repeat("*", 43) },
	} {
		t.Run(what, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("got no panic")
				}
			}()
			o := withMini(&mailbox{})
			spoil(&o)
			sandbox.New(o)
		})
	}
}
