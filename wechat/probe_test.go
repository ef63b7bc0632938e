package wechat_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"paihao/wechat"
)

// probed is a callback's answer to a body. Its handler must not be asked.
func probed(t *testing.T, o wechat.CallbackOptions, query, body string) *httptest.ResponseRecorder {
	t.Helper()
	c, err := wechat.NewCallback(o, func(_ context.Context, e wechat.Event) wechat.Reply {
		t.Errorf("the handler was asked about %q", e.Name)
		return wechat.Reply{}
	})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/wechat/callback?"+query, strings.NewReader(body)))
	return w
}

func mustProbe(t *testing.T, o wechat.CallbackOptions) *wechat.Probe {
	t.Helper()
	p, err := wechat.NewProbe(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestProbe: a callback with the same options answers a probe by itself, and an answer to another probe does not do.
func TestProbe(t *testing.T) {
	safe := wechat.CallbackOptions{
		AppID: "wx0123456789abcdef", Token: "token", AESKey: strings.Repeat("a", 42) + "E", Safe: true, MaxAge: time.Minute,
	}
	plain := safe
	plain.Safe = false
	bare := plain
	bare.AESKey = ""
	for name, o := range map[string]wechat.CallbackOptions{"safe": safe, "plain": plain, "plain without a key": bare} {
		p, other := mustProbe(t, o), mustProbe(t, o)
		w := probed(t, o, p.Query, p.Body)
		if w.Code != http.StatusOK || !p.Answered(w.Body.Bytes()) || other.Answered(w.Body.Bytes()) {
			t.Errorf("%s: got %d %q, want the answer to this probe alone", name, w.Code, w.Body)
		}
		for _, body := range []string{"", "success", p.Body, strings.Replace(w.Body.String(), "CDATA[", "CDATA[x", 3)} {
			if p.Answered([]byte(body)) {
				t.Errorf("%s: %q was taken for the answer", name, body)
			}
		}
		o.Now = func() time.Time { return time.Now().Add(time.Hour) }
		if w := probed(t, o, p.Query, p.Body); !p.Answered(w.Body.Bytes()) {
			t.Errorf("%s: got %d %q from a clock that is wrong, want the answer: clocks are another matter", name, w.Code, w.Body)
		}
	}
}

// TestProbeOfAnother: what does not fit the callback is refused like any other request.
func TestProbeOfAnother(t *testing.T) {
	o := wechat.CallbackOptions{AppID: "wx0123456789abcdef", Token: "token", AESKey: strings.Repeat("a", 42) + "E", Safe: true}
	key, app, token, plain := o, o, o, o
	key.AESKey, app.AppID, token.Token, plain.Safe = strings.Repeat("b", 42)+"E", "wxfedcba9876543210", "other", false
	for name, other := range map[string]wechat.CallbackOptions{"key": key, "app": app, "token": token, "plain": plain} {
		p := mustProbe(t, other)
		if w := probed(t, o, p.Query, p.Body); w.Code != http.StatusForbidden || w.Body.Len() > 0 {
			t.Errorf("%s: got %d %q, want 403 and nothing", name, w.Code, w.Body)
		}
	}
	p := mustProbe(t, o)
	for name, body := range map[string]string{
		"dropped": "", "changed": strings.Replace(p.Body, "[CDATA[", "[CDATA[x", 2), "as a form": strings.ReplaceAll(p.Body, "+", " "),
		"cut": p.Body[:len(p.Body)/2],
	} {
		if body == p.Body {
			continue // there is no + in one of a thousand
		}
		if w := probed(t, o, p.Query, body); w.Code != http.StatusForbidden {
			t.Errorf("%s: got %d %q, want 403", name, w.Code, w.Body)
		}
	}
	if _, err := wechat.NewProbe(wechat.CallbackOptions{AppID: "wx", Token: "t", Safe: true}); err == nil {
		t.Error("got a probe without a key, want an error")
	}
}
