package wechat_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"paihao/wechat"
)

const secret = "s3cr3t-0123456789abcdef"

// platform is a WeChat that gives out tokens and answers everything else as the test says.
type platform struct {
	*httptest.Server
	mu     sync.Mutex
	tokens int                                                      // given out
	calls  []string                                                 // path and token of each call but the token's
	bodies []string                                                 // what was posted with them
	grant  func(n int) string                                       // the answer to the n-th request for a token; nil = a new one
	answer func(w http.ResponseWriter, path, token string, nth int) // nth counts the calls from 1
}

func mustPlatform(t testing.TB, answer func(w http.ResponseWriter, path, token string, nth int)) *platform {
	t.Helper()
	p := &platform{answer: answer}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	if r.URL.Path == "/cgi-bin/stable_token" {
		p.tokens++
		n, grant := p.tokens, p.grant
		p.mu.Unlock()
		if grant == nil {
			grant = newToken
		}
		_, _ = io.WriteString(w, grant(n))
		return
	}
	p.calls = append(p.calls, r.URL.Path+" "+r.URL.Query().Get("access_token"))
	p.bodies = append(p.bodies, string(body))
	nth := len(p.calls)
	p.mu.Unlock()
	p.answer(w, r.URL.Path, r.URL.Query().Get("access_token"), nth)
}

func newToken(n int) string {
	return `{"access_token":"TOKEN-` + strings.Repeat("x", n) + `","expires_in":7200}`
}

func (p *platform) counts() (tokens, calls int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tokens, len(p.calls)
}

func (p *platform) client(t testing.TB) *wechat.Client {
	t.Helper()
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, BaseURL: p.URL + "/", Now: func() time.Time { return clock }})
	t.Cleanup(c.Close)
	return c
}

func always(body string) func(http.ResponseWriter, string, string, int) {
	return func(w http.ResponseWriter, _, _ string, _ int) { _, _ = io.WriteString(w, body) }
}
