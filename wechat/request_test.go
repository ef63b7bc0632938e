package wechat_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

func TestBusyIsTriedAgainWhereThatIsHarmless(t *testing.T) {
	message := called()
	message.ClientMessageID = ""
	subscription := wechat.SubscribeMessage{To: openid, TemplateID: "t"}
	for name, tt := range map[string]struct {
		call func(context.Context, *wechat.Client) error
		want int
	}{
		"template with an id":    {func(ctx context.Context, c *wechat.Client) error { _, err := c.SendTemplate(ctx, called()); return err }, 3},
		"template without an id": {func(ctx context.Context, c *wechat.Client) error { _, err := c.SendTemplate(ctx, message); return err }, 1},
		"subscription": {func(ctx context.Context, c *wechat.Client) error {
			_, err := c.SendSubscribe(ctx, subscription)
			return err
		}, 1},
		"mini":    {func(ctx context.Context, c *wechat.Client) error { _, err := c.SendMini(ctx, subscription); return err }, 1},
		"text":    {func(ctx context.Context, c *wechat.Client) error { return c.SendText(ctx, openid, "a") }, 1},
		"login":   {func(ctx context.Context, c *wechat.Client) error { _, err := c.Login(ctx, "code"); return err }, 1},
		"phone":   {func(ctx context.Context, c *wechat.Client) error { _, err := c.Phone(ctx, "code"); return err }, 1},
		"new tag": {func(ctx context.Context, c *wechat.Client) error { _, err := c.CreateTag(ctx, "a"); return err }, 1},
		"user":    {func(ctx context.Context, c *wechat.Client) error { _, err := c.User(ctx, openid); return err }, 3},
		"tags":    {func(ctx context.Context, c *wechat.Client) error { _, err := c.Tags(ctx); return err }, 3},
		"code": {func(ctx context.Context, c *wechat.Client) error {
			_, err := c.CreateQRCode(ctx, wechat.QRRequest{Scene: "a"})
			return err
		}, 3},
	} {
		synctest.Test(t, func(t *testing.T) {
			c, s := play(t, func(context.Context, string, int) (string, error) { return busy, nil })
			start := time.Now()
			if err := tt.call(t.Context(), c); !errors.Is(err, wechat.ErrBusy) || errors.Is(err, wechat.ErrDoubt) {
				t.Errorf("%s: got %v, want ErrBusy", name, err)
			}
			if len(s.times) != tt.want {
				t.Fatalf("%s: got %d calls, want %d", name, len(s.times), tt.want)
			}
			for i, want := range []time.Duration{0, 500 * time.Millisecond, 1500 * time.Millisecond}[:tt.want] {
				if got := s.times[i].Sub(start); got != want {
					t.Errorf("%s: call %d came after %v, want %v", name, i+1, got, want)
				}
			}
		})
	}
}

func TestBusyForAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := play(t, func(_ context.Context, _ string, nth int) (string, error) {
			return []string{busy, busy, sent}[nth-1], nil
		})
		if id, err := c.SendTemplate(t.Context(), called()); err != nil || id != "1" {
			t.Errorf("got %q, %v, want 1", id, err)
		}
	})
}

func TestBusyNeverPastTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := play(t, func(context.Context, string, int) (string, error) { return busy, nil })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.SendTemplate(ctx, called())
		if !errors.Is(err, wechat.ErrBusy) || time.Since(start) != 500*time.Millisecond {
			t.Errorf("got %v after %v, want ErrBusy after 500ms", err, time.Since(start))
		}
		s.wantCalls(t, "one second", templatePath, 2)
	})
}

// A token that WeChat is too busy for is asked for three times in all, however many wait for it.
func TestBusyToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		c := wechat.NewClient(wechat.ClientOptions{AppID: appID, Secret: secret, HTTP: &http.Client{
			Transport: wire(func(r *http.Request) (*http.Response, error) {
				asked++
				return answerOf(r, busy), nil
			}),
		}})
		defer c.Close()
		if got := crowd(t, c, 64); got[wechat.ErrBusy.Error()] != 64 || asked != 3 {
			t.Errorf("got %v and %d requests, want 64 times busy and 3", got, asked)
		}
	})
}

// Whoever has no id to make a repeat harmless needs to know whether the message may be on its way.
func TestDoubt(t *testing.T) {
	for name, tt := range map[string]struct {
		answer func(http.ResponseWriter, string, string, int)
		doubt  bool
	}{
		"hangs up":     {func(http.ResponseWriter, string, string, int) { panic(http.ErrAbortHandler) }, true},
		"502":          {func(w http.ResponseWriter, _, _ string, _ int) { w.WriteHeader(502) }, true},
		"a page":       {always("<html>"), true},
		"nothing said": {always("{}"), true},
		"refused":      {always(`{"errcode":43101,"errmsg":"user refuse to accept the msg"}`), false},
		"no quota":     {always(quotaGone), false},
	} {
		p := mustPlatform(t, tt.answer)
		c := p.client(t)
		_, template := c.SendTemplate(t.Context(), called())
		text := c.SendText(t.Context(), openid, "a")
		for _, err := range []error{template, text} {
			if err == nil || errors.Is(err, wechat.ErrDoubt) != tt.doubt || errors.Is(err, wechat.ErrUnreachable) != tt.doubt {
				t.Errorf("%s: got %v, want doubt %v", name, err, tt.doubt)
			}
		}
	}
}

func TestNoDoubtWhenNothingWasSent(t *testing.T) {
	p := mustPlatform(t, always(sent))
	c := p.client(t)
	if err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.SendTemplate(t.Context(), called()); err != nil { // so that there is a token
		t.Fatal(err)
	}
	p.Close()
	var err error
	for range 2 { // the first may find the connection that was kept
		err = c.SendText(t.Context(), openid, "a")
	}
	if !errors.Is(err, wechat.ErrUnreachable) || errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("refused connection: got %v, want no doubt", err)
	}
	fresh := p.client(t)
	if err := fresh.SendText(t.Context(), openid, "a"); !errors.Is(err, wechat.ErrUnreachable) || errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("no token: got %v, want no doubt", err)
	}
	fresh.Close()
	if err := fresh.SendText(t.Context(), openid, "a"); err == nil || errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("closed: got %v, want no doubt", err)
	}
}

// A broken token request before a message leaves no doubt, even when that request did reach somebody.
func TestNoDoubtOfTheToken(t *testing.T) {
	p := mustPlatform(t, always(sent))
	p.grant = func(int) string { return "<html>" }
	if err := p.client(t).SendText(t.Context(), openid, "a"); !errors.Is(err, wechat.ErrUnreachable) || errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("got %v, want no doubt", err)
	}
}

func TestGivingUpLeavesDoubt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	leave := make(chan struct{})
	p := mustPlatform(t, func(http.ResponseWriter, string, string, int) { cancel(); <-leave })
	defer close(leave)
	if err := p.client(t).SendText(ctx, openid, "a"); !errors.Is(err, context.Canceled) || !errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("got %v, want context.Canceled and doubt", err)
	}
}

func TestClosedClientCallsNobody(t *testing.T) {
	p := mustPlatform(t, always(`{"openid":"o1"}`))
	c := p.client(t)
	c.Close()
	_, login := c.Login(t.Context(), "code")
	_, picture := c.QRPicture(t.Context(), "ticket")
	for _, err := range []error{login, picture, c.Check(t.Context()), c.RefreshToken(t.Context())} {
		if err == nil {
			t.Error("a closed client calls")
		}
	}
	wantCounts(t, p, 0, 0)
}

// A way of which nobody knows how far a request came leaves the doubt.
func TestDoubtWhereTheWayTellsNothing(t *testing.T) {
	c := clientOver(t, wire(func(r *http.Request) (*http.Response, error) {
		if r.URL.Path == tokenPath {
			return answerOf(r, newToken(1)), nil
		}
		return nil, errors.New("broken off")
	}))
	if err := send(t, c); !errors.Is(err, wechat.ErrUnreachable) || !errors.Is(err, wechat.ErrDoubt) {
		t.Errorf("got %v, want ErrUnreachable and ErrDoubt", err)
	}
}
