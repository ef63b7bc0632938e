package wechat_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
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
	p := mustPlatform(t, onlyToken("none", "40001"))
	c := p.client(t)
	_, err := c.SendTemplate(t.Context(), called())
	if !errors.Is(err, wechat.ErrToken) {
		t.Errorf("got %v, want ErrToken", err)
	}
	wantCounts(t, p, 2, 2)
	for range 20 { // at once: nobody is asked again
		if _, err := c.SendTemplate(t.Context(), called()); !errors.Is(err, wechat.ErrToken) {
			t.Errorf("got %v, want ErrToken", err)
		}
	}
	wantCounts(t, p, 2, 2)
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
	p := mustPlatform(t, func(w http.ResponseWriter, _, _ string, nth int) {
		if nth <= 64 {
			_, _ = io.WriteString(w, `{"errcode":40001,"errmsg":"invalid credential"}`)
			return
		}
		_, _ = io.WriteString(w, sent)
	})
	p.grant = func(int) string { return newToken(1) }
	c := p.client(t)
	together(t, c, 64)
	if tokens, calls := p.counts(); tokens > 3 || calls > 128 {
		t.Errorf("%d tokens and %d calls for 64 messages", tokens, calls)
	}
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
		t.Run(tt.name, func(t *testing.T) {
			p := mustPlatform(t, always(sent))
			p.grant = func(int) string { return tt.body }
			c := p.client(t)
			for range 10 {
				_, err := c.SendTemplate(t.Context(), called())
				wantQuiet(t, p, err)
				if !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
			}
			wantCounts(t, p, 1, 0) // ten in a row, one request: a refusal is remembered for a second
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
