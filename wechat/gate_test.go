package wechat_test

import (
	"context"
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
	c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, HTTP: &http.Client{Transport: s}})
	t.Cleanup(c.Close)
	return c, s
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

func TestQuotaRestsByTheHourUntilMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, nil)
		s.change(quotaGone)
		sleepUntil(22, 20)
		wantEnds(t, "the first", crowd(t, c, 1), wechat.ErrQuota, 1)
		for range 59 {
			time.Sleep(time.Minute)
			wantEnds(t, "within the hour", crowd(t, c, 64), wechat.ErrQuota, 64)
		}
		s.wantCalls(t, "within the hour", templatePath, 1)
		time.Sleep(time.Minute)
		wantEnds(t, "after the hour", crowd(t, c, 64), wechat.ErrQuota, 64)
		s.wantCalls(t, "after the hour", templatePath, 2)
		sleepUntil(23, 59)
		s.change(sent)
		time.Sleep(59 * time.Second)
		wantEnds(t, "before midnight", crowd(t, c, 64), wechat.ErrQuota, 64)
		s.wantCalls(t, "before midnight", templatePath, 2)
		time.Sleep(time.Second)
		wantEnds(t, "at midnight", crowd(t, c, 64), wechat.ErrQuota, 0)
		s.wantCalls(t, "at midnight", templatePath, 2+64)
	})
}

func TestMinuteRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, nil)
		s.change(tooFast)
		sleepUntil(10, 0)
		time.Sleep(18 * time.Second)
		wantEnds(t, "the first", crowd(t, c, 1), wechat.ErrTooFast, 1)
		time.Sleep(42*time.Second - 1)
		wantEnds(t, "within the minute", crowd(t, c, 64), wechat.ErrTooFast, 64)
		s.wantCalls(t, "within the minute", templatePath, 1)
		time.Sleep(1)
		wantEnds(t, "the next minute", crowd(t, c, 64), wechat.ErrTooFast, 64)
		s.wantCalls(t, "the next minute", templatePath, 2)
		s.change(sent)
		time.Sleep(time.Minute)
		wantEnds(t, "two minutes on", crowd(t, c, 64), wechat.ErrTooFast, 0)
	})
}

// A rest answers with WeChat's refusal, concerns its own path, and says that nothing was sent.
func TestRestOfOnePath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, func(_ context.Context, path string, _ int) (string, error) {
			if path == templatePath {
				return quotaGone, nil
			}
			return `{"errcode":0,"errmsg":"ok"}`, nil
		})
		crowd(t, c, 1)
		_, err := c.SendTemplate(t.Context(), called())
		var refusal *wechat.Error
		if !errors.As(err, &refusal) || refusal.Code != 45009 || refusal.RequestID != "5f8f-1" || errors.Is(err, wechat.ErrDoubt) {
			t.Errorf("got %v, want the refusal of before", err)
		}
		if err := c.SendText(t.Context(), openid, "A012"); err != nil {
			t.Errorf("another path: %v", err)
		}
		s.wantCalls(t, "a rest", templatePath, 1)
	})
}

// The call that goes ahead may bring no answer. Then it is the answer of those who wait, and the next goes ahead.
func TestProbeWithoutAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, nil)
		s.change(quotaGone)
		crowd(t, c, 1)
		time.Sleep(time.Hour)
		s.answer = func(ctx context.Context, _ string, nth int) (string, error) {
			time.Sleep(time.Second)
			return "", errors.New("no way there")
		}
		wantEnds(t, "nothing there", crowd(t, c, 64), wechat.ErrUnreachable, 64)
		s.wantCalls(t, "nothing there", templatePath, 2)
		s.change(sent)
		wantEnds(t, "there again", crowd(t, c, 64), wechat.ErrQuota, 0)
	})
}

// Who goes ahead and gives up lets another go, one at a time.
func TestProbeGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, nil)
		s.change(quotaGone)
		crowd(t, c, 1)
		time.Sleep(time.Hour)
		away, most := 0, 0
		s.answer = func(ctx context.Context, _ string, nth int) (string, error) {
			away++
			most = max(most, away)
			<-ctx.Done()
			away--
			return "", ctx.Err()
		}
		var wg sync.WaitGroup
		for i := range 8 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i+1)*time.Second)
			defer cancel()
			wg.Go(func() {
				if _, err := c.SendTemplate(ctx, called()); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v, want the deadline", err)
				}
			})
		}
		wg.Wait()
		if most != 1 {
			t.Errorf("%d went ahead at once, want one", most)
		}
	})
}

// An answer that was on its way when the rest began says nothing once the rest has ended.
func TestLateRefusalIsNoNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := make(chan struct{})
		c, s := play(t, func(_ context.Context, _ string, nth int) (string, error) {
			if nth == 1 {
				<-late
			}
			return quotaGone, nil
		})
		var wg sync.WaitGroup
		wg.Go(func() { crowd(t, c, 1) })
		synctest.Wait()
		crowd(t, c, 1)
		time.Sleep(time.Hour)
		s.change(sent)
		wantEnds(t, "quota is back", crowd(t, c, 1), wechat.ErrQuota, 0)
		close(late)
		wg.Wait()
		wantEnds(t, "after the late one", crowd(t, c, 1), wechat.ErrQuota, 0)
	})
}

// The limit of logins is each customer's: one of them must not keep the others out. Their daily quota is the program's.
func TestLoginsRestForTheDayOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, nil)
		for i, body := range []string{tooFast, tooFast, quotaGone, quotaGone} {
			s.change(body)
			_, err := c.Login(t.Context(), fmt.Sprint("code-", i))
			if want := []error{wechat.ErrTooFast, wechat.ErrQuota}[i/2]; !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		s.wantCalls(t, "two and one", "/sns/jscode2session", 3)
	})
}
