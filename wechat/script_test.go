package wechat_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"paihao/wechat"
)

const (
	quotaGone = `{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 5f8f-1"}`
	tooFast   = `{"errcode":45011,"errmsg":"api minute-quota reach limit rid: 5f8f-2"}`
	busy      = `{"errcode":-1,"errmsg":"system error rid: 5f8f-3"}`
)

// script is a WeChat without sockets, for the time inside synctest: tokens are good, all else is as the test says.
type script struct {
	mu     sync.Mutex
	calls  map[string]int                                                  // by path
	times  []time.Time                                                     // of the calls but the token's
	answer func(ctx context.Context, path string, nth int) (string, error) // nth counts the calls of the path from 1
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.calls[r.URL.Path]++
	nth := s.calls[r.URL.Path]
	body, err := newToken(nth), error(nil)
	if r.URL.Path != tokenPath {
		s.times = append(s.times, time.Now())
	}
	answer := s.answer
	s.mu.Unlock()
	if r.URL.Path != tokenPath {
		body, err = answer(r.Context(), r.URL.Path, nth)
	}
	if err != nil {
		return nil, err
	}
	return answerOf(r, body), nil
}

func answerOf(r *http.Request, body string) *http.Response {
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

const (
	tokenPath    = "/cgi-bin/stable_token"
	templatePath = "/cgi-bin/message/template/send"
)

// play is a client and its WeChat.
func play(t *testing.T, answer func(ctx context.Context, path string, nth int) (string, error)) (*wechat.Client, *script) {
	t.Helper()
	s := &script{calls: map[string]int{}, answer: answer}
	return clientOver(t, s), s
}

// clientOver makes a client whose WeChat is reached by way.
func clientOver(t *testing.T, way http.RoundTripper) *wechat.Client {
	t.Helper()
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, HTTP: &http.Client{Transport: way}})
	t.Cleanup(c.Close)
	return c
}

// change makes later calls be answered with body.
func (s *script) change(body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = func(context.Context, string, int) (string, error) { return body, nil }
}

func (s *script) wantCalls(t *testing.T, when, path string, want int) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if got := s.calls[path]; got != want {
		t.Errorf("%s: got %d calls of %s, want %d", when, got, path, want)
	}
}

// crowd sends n messages at once and tells how they ended.
func crowd(t *testing.T, c *wechat.Client, n int) map[string]int {
	t.Helper()
	ends := map[string]int{}
	for _, err := range together(t, c, n) {
		for _, want := range []error{wechat.ErrQuota, wechat.ErrTooFast, wechat.ErrUnreachable, wechat.ErrToken, wechat.ErrBusy} {
			if errors.Is(err, want) {
				ends[want.Error()]++
			}
		}
	}
	return ends
}

func wantEnds(t *testing.T, when string, got map[string]int, err error, want int) {
	t.Helper()
	if got[err.Error()] != want || want == 0 && len(got) > 0 {
		t.Errorf("%s: got %v, want %d times %v", when, got, want, err)
	}
}

// sleepUntil waits for a time of the day in Shanghai.
func sleepUntil(hour, minute int) {
	now := time.Now().In(time.FixedZone("", 8*60*60))
	at := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, now.Location())
	if !at.After(now) {
		at = at.AddDate(0, 0, 1)
	}
	time.Sleep(time.Until(at))
}
