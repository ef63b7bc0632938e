package wechat_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

// rested is a client that has heard that its quota is used up, when it is time to ask again.
func rested(t *testing.T) (*wechat.Client, *script) {
	t.Helper()
	c, s := play(t, nil)
	s.change(quotaGone)
	crowd(t, c, 1)
	time.Sleep(time.Hour)
	return c, s
}

// The call that goes ahead may bring no answer. Then it is the answer of those who wait, and the next goes ahead.
func TestProbeWithoutAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := rested(t)
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
		c, s := rested(t)
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

// A dead token says nothing of the quota: nobody follows the one who goes ahead until that has a new one.
func TestProbeWithADeadToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := rested(t)
		s.answer = func(_ context.Context, _ string, nth int) (string, error) {
			time.Sleep(time.Second)
			if nth == 2 {
				return `{"errcode":42001,"errmsg":"access_token expired"}`, nil
			}
			return quotaGone, nil
		}
		wantEnds(t, "refused again", crowd(t, c, 64), wechat.ErrQuota, 64)
		s.wantCalls(t, "the first, the dead token, one more", templatePath, 1+1+1)
	})
}
