package core

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"paihao/wechat"
)

const (
	// dialWithin is how long a proxy may take to be there.
	dialWithin = 5 * time.Second
	// strayClock is how far the clock may be from WeChat's before somebody should look at it.
	strayClock = 30 * time.Second
)

// heardTime is how far WeChat's clock was before ours when it was heard last.
type heardTime struct {
	mu    sync.Mutex
	known bool
	ahead time.Duration
}

func (h *heardTime) hear(t, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.known, h.ahead = true, t.Sub(now)
}

// checkProxy looks whether the proxy is there at all. That it leads to WeChat the next step finds out.
func (u *checkup) checkProxy(ctx context.Context) error {
	address := u.Settings.WeChat.Proxy.Reveal()
	if address == "" {
		return nil
	}
	proxy, err := url.Parse(address)
	if err != nil {
		return errors.New("proxy: not a URL") // url's own error would quote a password
	}
	host := hostPort(proxy)
	c, err := (&net.Dialer{Timeout: dialWithin}).DialContext(ctx, "tcp", host)
	if err != nil {
		u.say(Wrong, "proxy.gone", "proxy", host)
		return ctx.Err()
	}
	_ = c.Close()
	u.say(Well, "proxy", "proxy", host)
	return nil
}

// hearProxy notes that the proxy refuses to lead on. What the client says of it is that the connection failed.
func (u *checkup) hearProxy(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		u.refusal.Store(int64(answer.StatusCode))
	}
	return nil
}

// hostPort is where a proxy listens, which a URL need not say.
func hostPort(u *url.URL) string {
	usual := map[string]string{"http": "80", "https": "443", "socks5": "1080"}
	if u.Port() != "" {
		return u.Host
	}
	return net.JoinHostPort(u.Hostname(), usual[u.Scheme])
}

// checkToken finds out whether WeChat is reached, knows the account and lets this machine's address in.
func (u *checkup) checkToken(ctx context.Context) error {
	get, key := u.account.Check, "token"
	if u.ForceToken {
		get, key = u.account.RefreshToken, "token.forced"
	}
	if u.reached = u.judge("what.token", get(ctx)); u.reached {
		u.say(Well, key, "app", u.Settings.WeChat.AppID)
	}
	return ctx.Err()
}

// checkClock compares this machine's clock with WeChat's: one that is far away makes callbacks look too old.
func (u *checkup) checkClock(context.Context) error {
	u.heard.mu.Lock()
	known, ahead := u.heard.known, u.heard.ahead
	u.heard.mu.Unlock()
	off, oldest := ahead.Abs(), u.Settings.WeChat.CallbackMaxAge
	args := []any{"s", int(off.Round(time.Second) / time.Second), "age", oldest}
	switch {
	case !known:
	case oldest > 0 && off >= oldest:
		u.say(Wrong, "clock.wrong", args...)
	case off >= strayClock && oldest == 0:
		u.say(Doubtful, "clock.any", args...)
	case off >= strayClock:
		u.say(Doubtful, "clock.stray", args...)
	default:
		u.say(Well, "clock", args...)
	}
	return nil
}

// checkCode makes a code that lives for a minute and that nobody sees.
func (u *checkup) checkCode(ctx context.Context) error {
	if !u.reached {
		return nil
	}
	code, err := u.account.CreateQRCode(ctx, wechat.QRRequest{Scene: "check", Life: time.Minute})
	if !u.judge("what.code", err) {
		return ctx.Err()
	}
	u.say(Well, "code")
	if _, err := u.account.QRPicture(ctx, code.Ticket); err != nil && ctx.Err() == nil {
		u.say(Doubtful, "picture", "url", u.Settings.WeChat.ImageURL)
	}
	return ctx.Err()
}

// saidNo are the sentences for what WeChat says, the first that fits.
var saidNo = []struct {
	err error
	key string
}{
	{wechat.ErrCredential, "wechat.credential"},
	{wechat.ErrPermission, "wechat.permission"},
	{wechat.ErrQuota, "wechat.quota"},
	{wechat.ErrTooFast, "wechat.fast"},
	{wechat.ErrBusy, "wechat.busy"},
}

// judge says what an error of WeChat's means for what was asked, and tells whether there was none.
func (u *checkup) judge(what string, err error) (well bool) {
	if err == nil || errors.Is(err, context.Canceled) {
		return err == nil
	}
	say := func(key string, args ...any) { u.sayOf(Wrong, key, "what", what, args...) }
	var refused *wechat.Error
	switch {
	case errors.Is(err, wechat.ErrLimit):
		say("wechat.limit", "reason", err)
		return false
	case !errors.As(err, &refused) && u.refusal.Load() == http.StatusProxyAuthRequired:
		say("proxy.password")
		return false
	case !errors.As(err, &refused) && u.refusal.Load() != 0:
		say("proxy.refused", "status", u.refusal.Load())
		return false
	case !errors.As(err, &refused):
		say("wechat.unreachable", "reason", reason(err))
		return false
	case errors.Is(err, wechat.ErrAddress):
		say("wechat.address", "address", refused.Address())
		return false
	}
	for _, r := range saidNo {
		if errors.Is(err, r.err) {
			say(r.key, "reason", refused)
			return false
		}
	}
	say("wechat.refused", "reason", refused)
	return false
}

// reason is what an error says after all that only repeats where it comes from.
func reason(err error) string {
	_, text, found := strings.Cut(err.Error(), wechat.ErrUnreachable.Error()+": ")
	if !found {
		return err.Error()
	}
	return text
}
