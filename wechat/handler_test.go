package wechat_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

// The answer is complete when the deadline passes, although the work goes on.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := mustCallback(t, options(), func(ctx context.Context, e wechat.Event) wechat.Reply {
			if end, ok := ctx.Deadline(); !ok || time.Until(end) != 3500*time.Millisecond {
				t.Errorf("deadline in %v", time.Until(end))
			}
			time.Sleep(4 * time.Second) // the bubble's clock
			if ctx.Err() != context.DeadlineExceeded {
				t.Errorf("the context: got %v, want the deadline", ctx.Err())
			}
			return wechat.Reply{Text: "late"}
		})
		w := &watched{ResponseRecorder: httptest.NewRecorder()}
		go c.ServeHTTP(w, post(plainQuery(), scanXML))
		time.Sleep(3500 * time.Millisecond)
		synctest.Wait()
		wantAnswer(t, w.ResponseRecorder, 200, "success")
		if took := w.flushed.Sub(start); took != 3500*time.Millisecond {
			t.Errorf("answered after %v, want 3.5 s", took)
		}
		if got := w.Header().Get("Connection"); got != "close" {
			t.Errorf("connection: got %q, want it closed: the next request would wait for the handler", got)
		}
		c.Wait()
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("the work ended after %v, want 4 s", took)
		}
		wantAnswer(t, w.ResponseRecorder, 200, "success")
	})
}

// watched notes when an answer was sent off.
type watched struct {
	*httptest.ResponseRecorder
	takes   time.Duration // to send it off
	flushed time.Time
}

func (w *watched) Flush() {
	time.Sleep(w.takes)
	w.flushed = time.Now()
}

// The server may use the connection again as soon as ServeHTTP returns, so the late answer has to be out by then.
func TestHandlerEndsWithinTheLateAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options()
		o.Deadline = time.Second
		c := mustCallback(t, o, func(ctx context.Context, _ wechat.Event) wechat.Reply {
			<-ctx.Done()
			return wechat.Reply{Text: "late"}
		})
		w := &watched{ResponseRecorder: httptest.NewRecorder(), takes: time.Second}
		c.ServeHTTP(w, post(plainQuery(), scanXML))
		if w.flushed.IsZero() {
			t.Error("returned before the late answer was sent off")
		}
		wantAnswer(t, w.ResponseRecorder, 200, "success")
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
