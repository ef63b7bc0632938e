package core

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"paihao/app/config"
	"paihao/wechat"
)

// greetWithin is how long WeChat itself waits.
const greetWithin = 5 * time.Second

// checkCallbacks greets the doors at the public address as WeChat does, and looks whether the greeting comes back as it was.
func (u *checkup) checkCallbacks(ctx context.Context) error {
	s := u.Settings
	if s.Listen.PublicURL == "" {
		u.say(Doubtful, "callback.unknown")
		return nil
	}
	if u.running == nil {
		u.say(Doubtful, "callback.stopped", "url", s.Listen.PublicURL)
		return nil
	}
	u.greet(ctx, s.Listen.PublicURL+"/wechat/callback", s.WeChat.Token, "wechat.token")
	if u.mini != nil {
		u.greet(ctx, s.Listen.PublicURL+"/mini/callback", s.Mini.Token, "mini.token")
	}
	return ctx.Err()
}

// greet makes one request as WeChat's console does. It goes out by no proxy and follows no redirect: WeChat does neither.
func (u *checkup) greet(ctx context.Context, address string, token config.Secret, key string) {
	ctx, cancel := context.WithTimeout(ctx, greetWithin)
	defer cancel()
	query, echo := wechat.Greeting(token.Reveal(), u.Now())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"?"+query, nil)
	if err != nil {
		u.sayOf(Wrong, "callback.gone", "reason", "why.broken", "url", address)
		return
	}
	answer, err := greeter.Do(request)
	if err != nil {
		u.sayOf(Wrong, "callback.gone", "reason", whyGone(err), "url", address)
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	if err != nil {
		u.sayOf(Wrong, "callback.gone", "reason", whyGone(err), "url", address)
		return
	}
	u.hearBack(address, key, echo, answer, string(body))
}

// hearBack says what an answer means.
func (u *checkup) hearBack(address, key, echo string, answer *http.Response, body string) {
	status := answer.StatusCode
	args := []any{"url", address, "status", status, "key", key}
	switch {
	case status == http.StatusOK && body == echo:
		u.say(Well, "callback", args...)
	case status == http.StatusOK:
		u.say(Wrong, "callback.changed", append(args, "body", foreign(body))...)
	case status == http.StatusForbidden:
		u.say(Wrong, "callback.forbidden", args...)
	case status == http.StatusNotFound:
		u.say(Wrong, "callback.lost", args...)
	case status >= 300 && status < 400:
		u.say(Wrong, "callback.moved", append(args, "to", foreign(answer.Header.Get("Location")))...)
	case status == http.StatusBadGateway, status == http.StatusServiceUnavailable, status == http.StatusGatewayTimeout:
		u.say(Wrong, "callback.behind", args...)
	default:
		u.say(Wrong, "callback.other", args...)
	}
}

var greeter = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true, ForceAttemptHTTP2: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// foreign is the beginning of what somebody else said, quoted, so that it does nothing to a terminal. What stands after a
// question mark may be our own greeting.
func foreign(text string) string {
	text, _, _ = strings.Cut(text, "?")
	if r := []rune(text); len(r) > 80 {
		text = string(r[:80]) + "…"
	}
	return strconv.Quote(text)
}

// whyGone is why nothing came back, as a key of the translations.
func whyGone(err error) string {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &name):
		return "why.name"
	case errors.As(err, &certificate):
		return "why.certificate"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "why.late"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "why.refused"
	}
	return "why.broken"
}
