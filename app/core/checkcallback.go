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

	"paihao/wechat"
)

// greetWithin is how long WeChat itself waits.
const greetWithin = 5 * time.Second

// checkCallbacks comes to the doors at the public address as WeChat does, and looks whether all is answered as it should be.
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
	err := u.visit(ctx, s.Listen.PublicURL+"/wechat/callback", "wechat", accountDoor(&s))
	if err == nil && u.mini != nil {
		err = u.visit(ctx, s.Listen.PublicURL+"/mini/callback", "mini", miniDoor(&s))
	}
	return err
}

// visit does at a door what WeChat does there: it greets, as the console does, and then brings an event. section is where the
// settings have the door's token and key.
func (u *checkup) visit(ctx context.Context, address, section string, door wechat.CallbackOptions) error {
	door.Now = u.Now
	probe, err := wechat.NewProbe(door)
	if err != nil {
		return err
	}
	query, echo := wechat.Greeting(door.Token, u.Now())
	a, err := request(ctx, http.MethodGet, address+"?"+query, "")
	args := []any{"url", address, "status", a.status, "section", section, "body", foreign(a.body)}
	switch {
	case u.astray(address, a, err):
	case a.status == http.StatusOK && a.body == echo:
		u.bring(ctx, address, section, probe)
	case a.status == http.StatusOK:
		u.say(Wrong, "callback.changed", args...)
	case a.status == http.StatusForbidden:
		u.say(Wrong, "callback.forbidden", args...)
	case a.status == http.StatusNotFound:
		u.say(Wrong, "callback.lost", args...)
	default:
		u.say(Wrong, "callback.other", args...)
	}
	return ctx.Err()
}

// bring posts an event to a door that has answered the greeting.
func (u *checkup) bring(ctx context.Context, address, section string, probe *wechat.Probe) {
	a, err := request(ctx, http.MethodPost, address+"?"+probe.Query, probe.Body)
	args := []any{"url", address, "status", a.status, "section", section, "body", foreign(a.body)}
	switch {
	case u.astray(address, a, err):
	case a.status == http.StatusOK && probe.Answered([]byte(a.body)):
		u.say(Well, "callback", args...)
	case a.status == http.StatusOK:
		u.say(Wrong, "event.changed", args...)
	case a.status == http.StatusForbidden:
		u.say(Wrong, "event.forbidden", args...)
	default:
		u.say(Wrong, "event.lost", args...)
	}
}

// astray says of a request that it did not get to Paihao, if it did not.
func (u *checkup) astray(address string, a answered, err error) bool {
	switch {
	case err != nil:
		u.sayOf(Wrong, "callback.gone", "reason", whyGone(err), "url", address)
	case a.status >= 300 && a.status < 400:
		u.say(Wrong, "callback.moved", "url", address, "status", a.status, "to", foreign(a.location))
	case a.status == http.StatusBadGateway, a.status == http.StatusServiceUnavailable, a.status == http.StatusGatewayTimeout:
		u.say(Wrong, "callback.behind", "url", address, "status", a.status)
	default:
		return false
	}
	return true
}

// answered is what came back to a request.
type answered struct {
	status         int
	location, body string
}

// request makes one as WeChat does. It goes out by no proxy and follows no redirect: WeChat does neither.
func request(ctx context.Context, method, address, body string) (a answered, err error) {
	ctx, cancel := context.WithTimeout(ctx, greetWithin)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return a, err
	}
	if body != "" {
		r.Header.Set("Content-Type", "text/xml")
	}
	answer, err := greeter.Do(r)
	if err != nil {
		return a, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	return answered{answer.StatusCode, answer.Header.Get("Location"), string(text)}, err
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
