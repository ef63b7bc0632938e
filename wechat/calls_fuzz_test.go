package wechat_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"paihao/wechat"
)

// As long as real ones are.
const (
	loginCode = "0a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F"
	longToken = "85_9Vq-TOKEN_abcdefghijklmnopqrstuvwxyz"
)

// fuzzed are all calls that read an answer. Each but the first takes a good token before.
var fuzzed = []doing{
	nothing(func(ctx context.Context, c *wechat.Client) error { return c.Check(ctx) }),
	nothing(func(ctx context.Context, c *wechat.Client) error { return c.SendText(ctx, openid, "a") }),
	nothing(func(ctx context.Context, c *wechat.Client) error { return c.TagUsers(ctx, 1, openid, "o2") }),
	nothing(func(ctx context.Context, c *wechat.Client) error {
		return c.CreateMenu(ctx, []wechat.Button{{Name: "a", Type: "click", Key: "a"}})
	}),
	func(ctx context.Context, c *wechat.Client) (any, error) { return c.SendTemplate(ctx, called()) },
	func(ctx context.Context, c *wechat.Client) (any, error) {
		return c.CreateQRCode(ctx, wechat.QRRequest{Scene: "a"})
	},
	func(ctx context.Context, c *wechat.Client) (any, error) { return c.QRPicture(ctx, qrTicket) },
	func(ctx context.Context, c *wechat.Client) (any, error) { return c.Login(ctx, loginCode) },
	func(ctx context.Context, c *wechat.Client) (any, error) { return c.Phone(ctx, loginCode) },
	sendSubscribe, sendMini, user, tags, createTag, templates, subscriptions,
}

var phoneNumber = regexp.MustCompile(`\d{11}`)

// FuzzAnswers lets WeChat, or whoever sits in its place, answer anything: no call falls over or waits, and no error quotes
// what it may not or is longer than a line of a log.
func FuzzAnswers(f *testing.F) {
	for _, body := range []string{
		sent, busy, quotaGone, tooFast, newToken(1), `{}`, `[[[[`, `{"errcode":"-0"}`, `{"errcode":40164,"errmsg":"invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4"}`,
		`{"errcode":40003,"errmsg":"` + openid + ` ` + secret + ` ` + longToken + ` ` + loginCode + ` +8613800001111 rid: ` + secret + `"}`,
		`{"errcode":1,"errmsg":"85_9Vq-TOK\u0000EN_abcdefghijklmnopqrstuvwxyz ` + strings.Repeat(`\u6392`, 200) + `"}`,
		`{"ticket":"a","url":"http://b","expire_seconds":60}`, `{"openid":"o1","unionid":1}`, `{"phone_info":{"purePhoneNumber":"13800001111","countryCode":86}}`,
		`{"subscribe":1,"tagid_list":[1,"2",{}],"qr_scene":4294967295}`, `{"tags":[{"id":1,"name":"a"},null]}`, `{"tag":{"id":1}}`,
		`{"template_list":[{"template_id":"a","content":"{{a.DATA}}{{"}],"data":[{"priTmplId":"b"}]}`, "\xFF\xD8\xFF",
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for i, do := range fuzzed {
			c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, HTTP: &http.Client{
				Transport: wire(func(r *http.Request) (*http.Response, error) {
					if r.URL.Path == tokenPath && i > 0 {
						return answerOf(r, `{"access_token":"`+longToken+`","expires_in":7200}`), nil
					}
					return answerOf(r, body), nil
				}),
			}})
			ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond) // shorter than the pause when WeChat is busy
			_, err := do(ctx, c)
			cancel()
			c.Close()
			wantHarmless(t, err)
		}
	})
}

// wantHarmless fails if an error is of no kind, too long, or tells what no log may hold.
func wantHarmless(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	var refusal *wechat.Error
	if !errors.As(err, &refusal) && !errors.Is(err, wechat.ErrUnreachable) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v is of no kind", err)
	}
	text := err.Error()
	if len(text) > 1000 || !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\x00") {
		t.Errorf("an error of %d bytes: %q", len(text), text)
	}
	for _, word := range []string{secret, openid, longToken, loginCode, qrTicket} {
		if strings.Contains(text, word) {
			t.Errorf("%q quotes %q", text, word)
		}
	}
	if refusal != nil && phoneNumber.MatchString(refusal.Message) {
		t.Errorf("%q quotes a phone number", text)
	}
}
