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

func jsonReply(to, from, kind, text string) string {
	return fmt.Sprintf(`{"ToUserName":%q,"FromUserName":%q,"CreateTime":1700000000,"MsgType":%q,"Content":%q}`, to, from, kind, text)
}

// sealedJSON is an answer to the mini program's callbacks; their description has TimeStamp as a number.
func sealedJSON(plain, token, stamp string) string {
	encrypt := sandbox.Seal(miniKey, miniID, []byte("0123456789abcdef"), []byte(plain))
	return fmt.Sprintf(`{"Encrypt":%q,"MsgSignature":%q,"TimeStamp":%s,"Nonce":"n0nce"}`, encrypt,
		signature(token, strings.Trim(stamp, `"`), "n0nce", encrypt), stamp)
}

func TestRepliesInJSONAreJudged(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		ok    bool
		reply string
	}{
		"success":        {"success", true, ""},
		"text":           {jsonReply(someone, account, "text", "您好"), true, "您好"},
		"XML":            {plainReply(someone, account, "您好"), false, ""},
		"two":            {jsonReply(someone, account, "text", "a") + jsonReply(someone, account, "text", "b"), false, ""},
		"handing over":   {jsonReply(someone, account, "transfer_customer_service", ""), false, ""},
		"not to sender":  {jsonReply("oOther", account, "text", "a"), false, ""},
		"wrong types":    {`{"ToUserName":1}`, false, ""},
		"no JSON at all": {"Success", false, ""},
	} {
		o := options(wire(func(*http.Request) (*http.Response, error) { return says(200, c.body) }))
		o.JSON, o.RetryAfter = true, time.Nanosecond
		s := mustNew(t, o)
		if err := s.Follow(background(), someone); (err == nil) != c.ok {
			t.Errorf("%s: got %v, want accepted %t", name, err, c.ok)
		}
		if got := strings.Join(texts(s, someone, sandbox.Reply), "|"); got != c.reply {
			t.Errorf("%s: got %q, want %q", name, got, c.reply)
		}
	}
}

// A mini program's server can say "success" or hand the person over to its service people, and nothing else.
func TestRepliesOfTheMiniProgram(t *testing.T) {
	who := mustOpenMini(t, mustNew(t, withMini(wire(success))), someone).OpenID
	over := jsonReply(who, miniAccount, "transfer_customer_service", "")
	for name, c := range map[string]struct {
		body string
		ok   bool
	}{
		"nothing":               {"", true},
		"success":               {"success", true},
		"handing over":          {sealedJSON(over, miniToken, "1700000000"), true},
		"time as a string":      {sealedJSON(over, miniToken, `"1700000000"`), true},
		"the account's token":   {sealedJSON(over, token, "1700000000"), false},
		"not sealed":            {over, false},
		"a text":                {sealedJSON(jsonReply(who, miniAccount, "text", "hi"), miniToken, "1700000000"), false},
		"sealed as the account": {sealedReply(plainReply(who, miniAccount, "hi"), aesKey, appID, nil), false},
	} {
		o := withMini(wire(func(*http.Request) (*http.Response, error) { return says(200, c.body) }))
		o.RetryAfter = time.Nanosecond
		s := mustNew(t, o)
		if err := s.Enter(background(), someone); (err == nil) != c.ok || err != nil && !errors.Is(err, sandbox.ErrGivenUp) {
			t.Errorf("%s: got %v, want accepted %t", name, err, c.ok)
		}
		if got := len(texts(s, someone, sandbox.Reply)); got != 0 {
			t.Errorf("%s: got %d replies, want none", name, got)
		}
	}
}
