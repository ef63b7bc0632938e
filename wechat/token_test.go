package wechat_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

const sent = `{"errcode":0,"errmsg":"ok","msgid":1}`

// onlyToken answers well to one token and with code to all others.
func onlyToken(good, code string) func(http.ResponseWriter, string, string, int) {
	return func(w http.ResponseWriter, _, token string, _ int) {
		if token == good {
			_, _ = io.WriteString(w, sent)
			return
		}
		_, _ = io.WriteString(w, `{"errcode":`+code+`,"errmsg":"invalid credential"}`)
	}
}

func wantCounts(t *testing.T, p *platform, tokens, calls int) {
	t.Helper()
	if gotTokens, gotCalls := p.counts(); gotTokens != tokens || gotCalls != calls {
		t.Errorf("got %d tokens and %d calls, want %d and %d", gotTokens, gotCalls, tokens, calls)
	}
}

func TestTokenIsKept(t *testing.T) {
	p := mustPlatform(t, always(sent))
	c := p.client(t)
	for range 5 {
		if _, err := c.SendTemplate(t.Context(), called()); err != nil {
			t.Fatal(err)
		}
	}
	wantCounts(t, p, 1, 5)
}

func TestOneRetryWithANewToken(t *testing.T) {
	for _, code := range []string{"40001", "40014", "42001"} {
		p := mustPlatform(t, onlyToken("TOKEN-xx", code))
		if _, err := p.client(t).SendTemplate(t.Context(), called()); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		wantCounts(t, p, 2, 2)
	}
}

func TestNeverALoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &mint{grant: func(n int, _ bool) string { return newToken(n) }, good: func(string) bool { return false }}
		c := m.client(t)
		for i := range 1 + 20 { // the first asks twice; after it, at once, nobody is asked again
			if err := send(t, c); !errors.Is(err, wechat.ErrToken) {
				t.Errorf("got %v, want ErrToken", err)
			}
			if m.wantAsked(t, fmt.Sprint("message ", i+1), 2); len(m.used) != 2 {
				t.Errorf("message %d: %d calls, want 2", i+1, len(m.used))
			}
		}
	})
}

// together sends n messages at the same time and returns the errors there were.
func together(t *testing.T, c *wechat.Client, n int) (errs []error) {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	start := make(chan struct{})
	for range n {
		wg.Go(func() {
			<-start
			if _, err := c.SendTemplate(t.Context(), called()); err != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, err)
			}
		})
	}
	close(start)
	wg.Wait()
	return errs
}

func TestStampede(t *testing.T) {
	answer, all := onlyToken("TOKEN-xx", "42001"), make(chan struct{})
	p := mustPlatform(t, func(w http.ResponseWriter, path, token string, nth int) {
		if nth == 64 {
			close(all)
		}
		if nth <= 64 { // nobody is refused before all have come with the dead token
			<-all
		}
		answer(w, path, token, nth)
	})
	c := p.client(t)
	if errs := together(t, c, 64); len(errs) != 0 {
		t.Errorf("%d failed: %v", len(errs), errs[0])
	}
	wantCounts(t, p, 2, 128)
}

// WeChat's stable token comes back the same until shortly before its end: that must not look like a new loss to the
// callers who were refused with it before.
func TestStampedeWithTheSameToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tokens, calls atomic.Int64
		c := clientOver(t, wire(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == tokenPath {
				tokens.Add(1)
				return answerOf(r, newToken(1)), nil
			}
			if nth := calls.Add(1); nth <= 64 { // all but the first are refused when the new token is there
				time.Sleep(time.Duration(nth) * 100 * time.Millisecond)
				return answerOf(r, `{"errcode":40001,"errmsg":"invalid credential"}`), nil
			}
			return answerOf(r, sent), nil
		}))
		if errs := together(t, c, 64); len(errs) != 0 || tokens.Load() != 2 || calls.Load() != 128 {
			t.Errorf("%d tokens and %d calls for 64 messages, and %v; want 2, 128 and no error", tokens.Load(), calls.Load(), errs)
		}
	})
}

func TestTokenAnswers(t *testing.T) {
	tests := []struct {
		name, body string
		want       error
	}{
		{"wrong secret", `{"errcode":40125,"errmsg":"invalid appsecret"}`, wechat.ErrCredential},
		{"wrong secret, old code", `{"errcode":40001,"errmsg":"invalid credential"}`, wechat.ErrCredential},
		{"address", `{"errcode":40164,"errmsg":"invalid ip 1.2.3.4, not in whitelist"}`, wechat.ErrAddress},
		{"html", `<html>`, wechat.ErrUnreachable},
		{"no token", `{"expires_in":7200}`, wechat.ErrUnreachable},
		{"no life", `{"access_token":"TOKEN-x"}`, wechat.ErrUnreachable},
		{"negative life", `{"access_token":"TOKEN-x","expires_in":-1}`, wechat.ErrUnreachable},
		{"a life in words", `{"access_token":"TOKEN-x","expires_in":"soon"}`, wechat.ErrUnreachable},
		{"a token too long", `{"access_token":"` + strings.Repeat("x", 2049) + `","expires_in":7200}`, wechat.ErrUnreachable},
		{"quota", `{"errcode":45009,"errmsg":"reach max api daily quota limit"}`, wechat.ErrQuota},
		{"endless life", `{"access_token":"TOKEN-x","expires_in":9223372036854775807}`, wechat.ErrUnreachable},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			m := &mint{grant: func(int, bool) string { return tt.body }}
			c := m.client(t)
			for range 10 {
				err := send(t, c)
				wantWithout(t, err)
				if !errors.Is(err, tt.want) {
					t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
				}
			}
			m.wantAsked(t, tt.name+", ten in a row", 1) // a refusal is remembered for a second
			if len(m.used) != 0 {
				t.Errorf("%s: %d calls without a token", tt.name, len(m.used))
			}
		})
	}
}

func TestTokenRequest(t *testing.T) {
	var got, query string
	roundTrip := func(r *http.Request) (*http.Response, error) {
		b, err := io.ReadAll(r.Body)
		got, query = string(b), r.URL.RawQuery
		return &http.Response{StatusCode: 500, Body: io.NopCloser(strings.NewReader("")), Request: r}, err
	}
	c := wechat.NewClient(wechat.ClientOptions{AppID: "wx1", Secret: "a&b", HTTP: &http.Client{Transport: transport(roundTrip)}})
	defer c.Close()
	_, err := c.CreateQRCode(t.Context(), wechat.QRRequest{Scene: "a", Life: time.Hour})
	if !errors.Is(err, wechat.ErrUnreachable) {
		t.Errorf("got %v", err)
	}
	if want := `{"grant_type":"client_credential","appid":"wx1","secret":"a&b","force_refresh":false}`; got != want || query != "" {
		t.Errorf("sent %s?%s, want %s", got, query, want)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
