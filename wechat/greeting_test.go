package wechat_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"paihao/wechat"
)

// TestGreetingOfOurs: the callback answers a greeting with its echo, and one of another token with nothing.
func TestGreetingOfOurs(t *testing.T) {
	c, err := wechat.NewCallback(wechat.CallbackOptions{AppID: "wx0123456789abcdef", Token: "token"},
		func(context.Context, wechat.Event) wechat.Reply { return wechat.Reply{} })
	if err != nil {
		t.Fatal(err)
	}
	greet := func(token string) (status int, body, echo string) {
		query, echo := wechat.Greeting(token, time.Now())
		w := httptest.NewRecorder()
		c.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/wechat/callback?"+query, nil))
		return w.Code, w.Body.String(), echo
	}
	if status, body, echo := greet("token"); status != http.StatusOK || body != echo || len(echo) < 20 {
		t.Errorf("got %d %q, want the echo %q", status, body, echo)
	}
	if status, body, _ := greet("another"); status != http.StatusForbidden || body != "" {
		t.Errorf("with another token: got %d %q, want 403 and nothing", status, body)
	}
	_, first := wechat.Greeting("token", time.Now())
	if _, second := wechat.Greeting("token", time.Now()); first == second {
		t.Errorf("got the echo %q twice", first)
	}
}
