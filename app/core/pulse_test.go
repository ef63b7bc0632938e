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
		var back atomic.Int32
		ctx, cancel := context.WithCancel(t.Context())
		go pulse(ctx, s.Queue, func(context.Context) error {
			if away.Load() {
				return errUnreachable
			}
			return nil
		}, func() { back.Add(1) })
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
		if n := back.Load(); n != 1 {
			t.Errorf("told %d times that WeChat answers, want once, at the start", n)
		}
		away.Store(false)
		time.Sleep(pulseSick)
		want(queue.WeChatWell)
		if n := back.Load(); n != 2 {
			t.Errorf("told %d times that WeChat answers, want once more after the outage", n)
		}
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

// The desk is told why WeChat refuses, and the address that it does not know; what is about one message tells nothing of
// that.
func TestCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		for _, c := range []struct {
			err            error
			cause, address string
		}{
			{&wechat.Error{Code: 40164, Message: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}, "address", "203.0.113.7"},
			{errcode(40125), "credential", ""},
			{errcode(45009), "quota", ""},
			{errcode(45011), "too_fast", ""},
			{errcode(48001), "permission", ""},
			{errcode(40001), "token", ""},
			{errcode(43004), "", ""},
			{errUnreachable, "", ""},
		} {
			report(s.Queue, "", c.err)
			if h := s.Health(); h.Cause != c.cause || h.Address != c.address {
				t.Errorf("%v: the cause is %q %q, want %q %q", c.err, h.Cause, h.Address, c.cause, c.address)
			}
		}
	})
}

// What WeChat refuses of one thing is told although it grants others, until it grants that again or nobody has asked for it
// for an hour. What it refuses of the account ends with whatever it grants.
func TestRefusalOfOneThing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		for i, step := range []struct {
			about string
			err   error
			after time.Duration
			cause string
		}{
			{"template", errcode(45009), 0, "quota"},
			{"service", nil, 0, "quota"},
			{"", nil, time.Minute, "quota"},
			{"codes", errcode(48001), 0, "permission"},
			{"codes", nil, 0, "quota"},
			{"template", nil, 0, ""},
			{"template", errcode(40164), 0, "address"},
			{"service", nil, 0, ""},
			{"template", errcode(48001), 0, "permission"},
			{"service", errUnreachable, 0, ""},
			{"service", nil, 0, "permission"},
			{"service", nil, time.Hour + time.Second, ""},
		} {
			time.Sleep(step.after)
			report(s.Queue, step.about, step.err)
			h := s.Health()
			if well := h.WeChat == queue.WeChatWell; h.Cause != step.cause || well != (step.cause == "" && step.err == nil) {
				t.Errorf("step %d: got %s %q, want the cause %q", i, h.WeChat, h.Cause, step.cause)
			}
		}
	})
}
