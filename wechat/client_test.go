package wechat_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
)

func called() wechat.TemplateMessage {
	return wechat.TemplateMessage{
		To: openid, TemplateID: "tmpl-1", URL: "https://example.com/t/1?a=1&b=<2>", ClientMessageID: "n-1",
		Fields: map[string]string{"thing1": "缴费 & 退费", "character_string2": "A012"},
	}
}

func TestMessageLimitsBeforeTheCall(t *testing.T) {
	p := mustPlatform(t, always(`{}`))
	c := p.client(t)
	for _, change := range []func(*wechat.TemplateMessage){
		func(m *wechat.TemplateMessage) { m.To = "" },
		func(m *wechat.TemplateMessage) { m.TemplateID = "" },
		func(m *wechat.TemplateMessage) { m.URL = "https://a\u2028" },
		func(m *wechat.TemplateMessage) { m.Page = "pages/ticket" },
		func(m *wechat.TemplateMessage) { m.App, m.Page = "wx1", "a\n" },
		func(m *wechat.TemplateMessage) { m.To = strings.Repeat("o", 129) },
		func(m *wechat.TemplateMessage) { m.Fields["thing1"] = strings.Repeat("排", 21) },
	} {
		m := called()
		change(&m)
		if _, err := c.SendTemplate(t.Context(), m); !errors.Is(err, wechat.ErrLimit) || strings.Contains(err.Error(), "排") {
			t.Errorf("got %v, want ErrLimit without the value", err)
		}
	}
	if tokens, calls := p.counts(); tokens+calls != 0 {
		t.Errorf("%d tokens and %d calls were asked for", tokens, calls)
	}
}

func TestSendTemplate(t *testing.T) {
	p := mustPlatform(t, always(`{"errcode":0,"errmsg":"ok","msgid":3557254367693750277}`))
	got, err := p.client(t).SendTemplate(t.Context(), called())
	if err != nil || got != "3557254367693750277" {
		t.Errorf("got %q, %v", got, err)
	}
	if strings.Contains(p.bodies[0], `\u`) || !strings.Contains(p.bodies[0], "a=1&b=<2>") {
		t.Errorf("escaped: %s", p.bodies[0])
	}
	var sent map[string]any
	mustJSON(t, p.bodies[0], &sent)
	if data, _ := json.Marshal(sent["data"]); string(data) != `{"character_string2":{"value":"A012"},"thing1":{"value":"缴费 \u0026 退费"}}` {
		t.Errorf("data %s", data)
	}
	if sent["touser"] != openid || sent["template_id"] != "tmpl-1" || sent["client_msg_id"] != "n-1" {
		t.Errorf("sent %v", sent)
	}
}

func TestWrongAnswers(t *testing.T) {
	status := func(code int, body string) func(http.ResponseWriter, string, string, int) {
		return func(w http.ResponseWriter, _, _ string, _ int) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		}
	}
	tests := map[string]func(http.ResponseWriter, string, string, int){
		"html":           always("<html>captive portal</html>"),
		"nothing":        always(""),
		"truncated":      always(`{"errcode":0,"msgid":35572`),
		"array":          always(`[]`),
		"null":           always(`null`),
		"empty object":   always(`{}`),
		"msgid text":     always(`{"errcode":0,"msgid":"abc"}`),
		"msgid float":    always(`{"errcode":0,"msgid":3.5}`),
		"errcode text":   always(`{"errcode":"x"}`),
		"trailing":       always(`{"errcode":0,"msgid":1}{}`),
		"500":            status(500, `{"errcode":0,"msgid":1}`),
		"502":            status(502, "bad gateway"),
		"404":            status(404, ""),
		"redirect":       status(307, ""),
		"endless":        always(`{"errmsg":"` + strings.Repeat("x", 2<<20) + `"}`),
		"hangs up early": func(http.ResponseWriter, string, string, int) { panic(http.ErrAbortHandler) },
	}
	for name, answer := range tests {
		t.Run(name, func(t *testing.T) {
			p := mustPlatform(t, answer)
			_, err := p.client(t).SendTemplate(t.Context(), called())
			wantQuiet(t, p, err)
			if !errors.Is(err, wechat.ErrUnreachable) {
				t.Errorf("got %v, want ErrUnreachable", err)
			}
			if _, err := p.client(t).CreateQRCode(t.Context(), wechat.QRRequest{Scene: "a", Life: time.Hour}); !errors.Is(err, wechat.ErrUnreachable) {
				t.Errorf("code: got %v, want ErrUnreachable", err)
			}
		})
	}
}

// wantQuiet fails if an error tells what no log may hold, or where the platform is.
func wantQuiet(t *testing.T, p *platform, err error) {
	t.Helper()
	wantWithout(t, err, p.Listener.Addr().String())
}

// wantWithout fails if an error tells what no log may hold, or one of some more words.
func wantWithout(t *testing.T, err error, more ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, word := range append(more, secret, openid, "TOKEN-", "access_token=") {
		if strings.Contains(err.Error(), word) {
			t.Errorf("%q quotes %q", err, word)
		}
	}
}

func TestUnreachable(t *testing.T) {
	p := mustPlatform(t, always(`{}`))
	c := p.client(t)
	p.Close()
	_, err := c.SendTemplate(t.Context(), called())
	wantQuiet(t, p, err)
	if !errors.Is(err, wechat.ErrUnreachable) || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("got %v, want ErrUnreachable, connection refused", err)
	}
}

func TestSlowAnswer(t *testing.T) {
	leave := make(chan struct{})
	p := mustPlatform(t, func(http.ResponseWriter, string, string, int) { <-leave })
	defer close(leave)
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, BaseURL: p.URL, Timeout: 50 * time.Millisecond})
	defer c.Close()
	_, err := c.SendTemplate(t.Context(), called())
	wantQuiet(t, p, err)
	if !errors.Is(err, wechat.ErrUnreachable) || !strings.Contains(err.Error(), "no answer in time") {
		t.Errorf("got %v, want ErrUnreachable, no answer in time", err)
	}
}

func TestCallerGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	leave := make(chan struct{})
	p := mustPlatform(t, func(http.ResponseWriter, string, string, int) { cancel(); <-leave })
	defer close(leave)
	_, err := p.client(t).SendTemplate(ctx, called())
	wantQuiet(t, p, err)
	if !errors.Is(err, context.Canceled) || errors.Is(err, wechat.ErrUnreachable) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestGivenHTTPClientIsNotChanged(t *testing.T) {
	p := mustPlatform(t, always(`{"errcode":0,"msgid":1}`))
	given := &http.Client{}
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, BaseURL: p.URL, HTTP: given})
	defer c.Close()
	if _, err := c.SendTemplate(t.Context(), called()); err != nil {
		t.Fatal(err)
	}
	if given.Timeout != 0 || given.CheckRedirect != nil || given.Transport != nil || given.Jar != nil {
		t.Errorf("changed to %+v", given)
	}
}

// A redirect is never WeChat's, and would take the secret or the token along.
func TestRedirectsAreNotFollowed(t *testing.T) {
	const elsewhere = "elsewhere.example"
	c := clientOver(t, wire(func(r *http.Request) (*http.Response, error) {
		answer := answerOf(r, newToken(1))
		if r.URL.Path != tokenPath {
			answer.StatusCode = http.StatusTemporaryRedirect
			answer.Header.Set("Location", "http://"+elsewhere+r.URL.Path)
		}
		if r.URL.Host == elsewhere {
			t.Errorf("%s was followed to another host", r.URL.Path)
		}
		return answer, nil
	}))
	if err := send(t, c); !errors.Is(err, wechat.ErrUnreachable) {
		t.Errorf("got %v, want ErrUnreachable", err)
	}
	if _, err := c.QRPicture(t.Context(), "ticket"); !errors.Is(err, wechat.ErrUnreachable) {
		t.Errorf("picture: got %v, want ErrUnreachable", err)
	}
}

// A message that was taken without an id has perhaps been sent.
func TestNoMessageIDIsADoubt(t *testing.T) {
	c := mustPlatform(t, always(`{"errcode":0,"errmsg":"ok"}`)).client(t)
	if err := send(t, c); !errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("got %v, want ErrDoubt", err)
	}
}
