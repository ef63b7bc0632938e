package wechat_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var finished atomic.Bool
		c := mustCallback(t, options(), func(ctx context.Context, e wechat.Event) wechat.Reply {
			if end, ok := ctx.Deadline(); !ok || time.Until(end) != 3500*time.Millisecond {
				t.Errorf("deadline in %v", time.Until(end))
			}
			time.Sleep(4 * time.Second) // the bubble's clock
			if ctx.Err() == nil {
				t.Error("the context has not ended")
			}
			finished.Store(true)
			return wechat.Reply{Text: "late"}
		})
		start := time.Now()
		wantAnswer(t, serve(c, post(plainQuery(), scanXML)), 200, "success")
		if took := time.Since(start); took != 3500*time.Millisecond || finished.Load() {
			t.Errorf("answered after %v, finished %v", took, finished.Load())
		}
		c.Wait()
		if !finished.Load() {
			t.Error("the work did not go on")
		}
	})
}

func TestAnswerJustInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options()
		o.Deadline = time.Second
		c := mustCallback(t, o, func(context.Context, wechat.Event) wechat.Reply {
			time.Sleep(time.Second - 1)
			return wechat.Reply{Text: "in time"}
		})
		if w := serve(c, post(plainQuery(), scanXML)); !strings.Contains(w.Body.String(), "in time") {
			t.Errorf("got %s", w.Body)
		}
	})
}

func TestClientGoneWorkGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := mustCallback(t, options(), func(inner context.Context, _ wechat.Event) wechat.Reply {
		cancel()
		if inner.Err() != nil {
			t.Error("the handler's context ended with the client's")
		}
		return wechat.Reply{Text: "done"}
	})
	if w := serve(c, post(plainQuery(), scanXML).WithContext(ctx)); !strings.Contains(w.Body.String(), "done") {
		t.Errorf("got %s", w.Body)
	}
}

func TestPanicIsNoAnswerAndNoSecret(t *testing.T) {
	var log bytes.Buffer
	o := options()
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	c := mustCallback(t, o, func(_ context.Context, e wechat.Event) wechat.Reply { panic("lost " + e.From) })
	wantAnswer(t, serve(c, post(plainQuery(), scanXML)), 200, "success")
	wantAnswer(t, serve(c, post(plainQuery(), strings.ReplaceAll(scanXML, "<Event>", "<Event></Event><"+openid+">"))), 200, "success")
	for range 3 {
		wantAnswer(t, serve(c, post(url.Values{"nonce": {openid}}, scanXML)), 403, "")
	}
	said := log.String()
	if !strings.Contains(said, "handler panicked") || !strings.Contains(said, "not understood") || strings.Count(said, "refused") != 1 {
		t.Errorf("log: %s", said)
	}
	for _, secret := range []string{openid, word, key} {
		if strings.Contains(said, secret) {
			t.Errorf("the log quotes %q", secret)
		}
	}
}
