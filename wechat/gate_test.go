package wechat_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

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

// A clock that goes ahead has midnight before WeChat has. The hour after it is not lost by that.
func TestQuotaIsAskedForOftenAfterMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, nil)
		s.change(quotaGone)
		sleepUntil(23, 30)
		crowd(t, c, 1)
		sleepUntil(0, 0)
		wantEnds(t, "at our midnight", crowd(t, c, 64), wechat.ErrQuota, 64)
		s.wantCalls(t, "at our midnight", templatePath, 2)
		s.change(sent)
		time.Sleep(time.Minute - 1)
		wantEnds(t, "a minute on", crowd(t, c, 64), wechat.ErrQuota, 64)
		time.Sleep(time.Nanosecond)
		wantEnds(t, "at WeChat's midnight", crowd(t, c, 64), wechat.ErrQuota, 0)
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
		time.Sleep(time.Nanosecond)
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

// Of two refusals the one with the longer rest counts, whichever comes last.
func TestTheLongerRestCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, func(_ context.Context, _ string, nth int) (string, error) {
			time.Sleep(time.Duration(nth) * time.Second)
			return []string{quotaGone, tooFast}[nth-1], nil
		})
		crowd(t, c, 2)
		time.Sleep(time.Minute)
		wantEnds(t, "the next minute", crowd(t, c, 1), wechat.ErrQuota, 1)
		s.wantCalls(t, "the next minute", templatePath, 2)
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
