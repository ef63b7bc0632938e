package wechat_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

// mint is a WeChat that gives out tokens as the test says and tells what was asked.
type mint struct {
	mu    sync.Mutex
	asked []string // the bodies of the requests for tokens
	used  []string // the tokens of the other calls
	grant func(n int, force bool) string
	good  func(token string) bool // nil = all are
	delay time.Duration           // of a token
}

func (m *mint) RoundTrip(r *http.Request) (*http.Response, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.URL.Path == tokenPath {
		body, err := io.ReadAll(r.Body)
		m.asked = append(m.asked, string(body))
		n := len(m.asked)
		m.mu.Unlock()
		time.Sleep(m.delay)
		m.mu.Lock()
		return answerOf(r, m.grant(n, strings.Contains(string(body), `"force_refresh":true`))), err
	}
	token := r.URL.Query().Get("access_token")
	m.used = append(m.used, token)
	if m.good != nil && !m.good(token) {
		return answerOf(r, `{"errcode":40001,"errmsg":"invalid credential, access_token is invalid"}`), nil
	}
	return answerOf(r, sent), nil
}

func (m *mint) client(t *testing.T) *wechat.Client { return clientOver(t, m) }

func (m *mint) wantAsked(t *testing.T, when string, want int) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.asked) != want {
		t.Errorf("%s: tokens asked for %d times, want %d", when, len(m.asked), want)
	}
}

func send(t *testing.T, c *wechat.Client) error {
	t.Helper()
	_, err := c.SendTemplate(t.Context(), called())
	return err
}

// While WeChat gives out the very token it refuses, it is asked ever more rarely, and one good call ends that.
func TestTheSameDeadToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dead := true
		m := &mint{grant: func(int, bool) string { return newToken(1) }, good: func(string) bool { return !dead }}
		c := m.client(t)
		for range 10 * 60 * 5 { // five calls a second for ten minutes
			if err := send(t, c); !errors.Is(err, wechat.ErrToken) {
				t.Fatalf("got %v, want ErrToken", err)
			}
			time.Sleep(200 * time.Millisecond)
		}
		m.wantAsked(t, "ten minutes", 2+4+19) // the first two, after 1, 2, 4, 8 and 16 s, then every 30 s
		dead = false
		time.Sleep(30 * time.Second)
		for range 3 {
			if err := send(t, c); err != nil {
				t.Fatal(err)
			}
		}
		n := len(m.asked)
		dead = true
		_ = send(t, c)
		m.wantAsked(t, "dead again", n+1)
		time.Sleep(time.Second)
		_ = send(t, c)
		m.wantAsked(t, "after the short rest that comes first", n+2)
	})
}

// Refusals come in while the refresh is under way and long after it: still it is one.
func TestRefusalsAroundTheRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens := 0
		c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, HTTP: &http.Client{
			Transport: wire(func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == tokenPath {
					tokens++
					n := tokens
					if n > 1 {
						time.Sleep(5 * time.Second)
					}
					return answerOf(r, newToken(n)), nil
				}
				if r.URL.Query().Get("access_token") != "TOKEN-x" {
					return answerOf(r, sent), nil
				}
				body, err := io.ReadAll(r.Body)
				if err != nil {
					return nil, err
				}
				_, seconds, _ := strings.Cut(string(body), "n-")
				time.Sleep(time.Duration(seconds[0]-'0') * time.Second)
				return answerOf(r, `{"errcode":42001,"errmsg":"access_token expired"}`), nil
			}),
		}})
		defer c.Close()
		if err := c.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		tokens = 0
		var wg sync.WaitGroup
		for i := range 64 {
			wg.Go(func() {
				m := called()
				m.ClientMessageID = fmt.Sprint("n-", i%10)
				if _, err := c.SendTemplate(t.Context(), m); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if tokens != 2 {
			t.Errorf("%d tokens, want the dead one and one more", tokens)
		}
	})
}
