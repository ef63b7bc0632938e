package sandbox_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

// sealedReply builds an answer of safe mode; spoil may change its parts after the signature.
func sealedReply(plain, key, app string, spoil func(*[4]string)) string {
	encrypt := sandbox.Seal(key, app, []byte("0123456789abcdef"), []byte(plain))
	parts := [4]string{encrypt, signature(token, "1700000000", "n0nce", encrypt), "1700000000", "n0nce"}
	if spoil != nil {
		spoil(&parts)
	}
	return fmt.Sprintf("<xml><Encrypt><![CDATA[%s]]></Encrypt><MsgSignature><![CDATA[%s]]></MsgSignature><TimeStamp>%s</TimeStamp><Nonce><![CDATA[%s]]></Nonce></xml>",
		parts[0], parts[1], parts[2], parts[3])
}

func TestRepliesAreJudged(t *testing.T) {
	good := plainReply(someone, account, "您好")
	for _, c := range []struct {
		name, body string
		safe, ok   bool
		reply      string
	}{
		{"empty", "", true, true, ""},
		{"success", "success", true, true, ""},
		{"plain", good, false, true, "您好"},
		{"plain with space behind", good + "\n", false, true, "您好"},
		{"sealed", sealedReply(good, aesKey, appID, nil), true, true, "您好"},
		{"plain where sealed is due", good, true, false, ""},
		{"sealed where plain is due", sealedReply(good, aesKey, appID, nil), false, false, ""},
		{"wrong signature", sealedReply(good, aesKey, appID, func(p *[4]string) { p[1] = signature("x") }), true, false, ""},
		{"nonce changed", sealedReply(good, aesKey, appID, func(p *[4]string) { p[3] = "other" }), true, false, ""},
		{"no timestamp", sealedReply(good, aesKey, appID, func(p *[4]string) { p[2] = "" }), true, false, ""},
		{"another key", sealedReply(good, "B"+aesKey[1:], appID, nil), true, false, ""},
		{"another app", sealedReply(good, aesKey, "wxother", nil), true, false, ""},
		{"to another person", plainReply("oOther", account, "您好"), false, false, ""},
		{"from and to not swapped", plainReply(account, someone, "您好"), false, false, ""},
		{"no text", plainReply(someone, account, ""), false, false, ""},
		{"text too long", plainReply(someone, account, strings.Repeat("长", 683)), false, false, ""},
		{"no CreateTime", strings.Replace(good, "1700000000", "0", 1), false, false, ""},
		{"a picture", strings.Replace(good, "[text]", "[image]", 1), false, false, ""},
		{"JSON", `{"MsgType":"text"}`, false, false, ""},
		{"another root", strings.NewReplacer("<xml>", "<html>", "</xml>", "</html>").Replace(good), false, false, ""},
		{"two replies", good + good, false, false, ""},
		{"cut off", good[:len(good)-3], false, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options(wire(func(*http.Request) (*http.Response, error) { return says(200, c.body) }))
			o.RetryAfter = time.Nanosecond
			if c.safe {
				o.AESKey = aesKey
			}
			s := mustNew(t, o)
			err := s.Follow(background(), someone)
			if (err == nil) != c.ok || err != nil && !errors.Is(err, sandbox.ErrGivenUp) {
				t.Errorf("got %v, want accepted %t", err, c.ok)
			}
			if got := strings.Join(texts(s, someone, sandbox.Reply), "|"); got != c.reply {
				t.Errorf("reply: got %q, want %q", got, c.reply)
			}
		})
	}
}

func TestUnsubscribeShowsNothing(t *testing.T) {
	m := &mailbox{}
	o := options(m)
	o.RetryAfter = time.Nanosecond
	s := mustNew(t, o)
	must(t, s.Follow(background(), someone))
	m.next = func(*http.Request) (*http.Response, error) {
		return says(200, plainReply(someone, account, "stay!"))
	}
	must(t, s.Unfollow(background(), someone))
	must(t, s.Unfollow(background(), someone))
	if got := texts(s, someone, sandbox.Reply); got != nil || len(m.body) != 2 {
		t.Errorf("got replies %q and %d callbacks, want none and 2", got, len(m.body))
	}
	if err := s.Say(background(), someone, "hello?"); !errors.Is(err, sandbox.ErrNotFollowing) {
		t.Errorf("say: got %v, want ErrNotFollowing", err)
	}
}
