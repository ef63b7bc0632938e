package core

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// The desk knows how WeChat is from the start, and hears of an outage and of its end though nobody comes.
func TestPulse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		var away atomic.Bool
		ctx, cancel := context.WithCancel(t.Context())
		go pulse(ctx, s.Queue, func(context.Context) error {
			if away.Load() {
				return errUnreachable
			}
			return nil
		})
		want := func(state queue.WeChatState) {
			t.Helper()
			synctest.Wait()
			if got := s.View().Health.WeChat; got != state {
				t.Errorf("WeChat is %q, want %q", got, state)
			}
		}
		want(queue.WeChatWell)
		away.Store(true)
		time.Sleep(pulseWell)
		want(queue.WeChatUnreachable)
		away.Store(false)
		time.Sleep(pulseSick)
		want(queue.WeChatWell)
		cancel()
		synctest.Wait()
		s.mustClose()
	})
}

func TestHealth(t *testing.T) {
	for want, errs := range map[queue.WeChatState][]error{
		queue.WeChatUnknown:     {context.Canceled, fmt.Errorf("call given up: %w", context.Canceled), wechat.ErrLimit, errors.New("another")},
		queue.WeChatUnreachable: {errUnreachable, &wechat.Error{Code: -1}},
		queue.WeChatRefused:     {&wechat.Error{Code: 40001}, &wechat.Error{Code: 40013}, &wechat.Error{Code: 40164}, &wechat.Error{Code: 45009}, &wechat.Error{Code: 89503}},
		queue.WeChatWell:        {nil, &wechat.Error{Code: 43004}, &wechat.Error{Code: 40037}},
	} {
		for _, err := range errs {
			if got := health(err); got != want {
				t.Errorf("health(%v) = %q, want %q", err, got, want)
			}
		}
	}
}
