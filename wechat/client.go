package wechat

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"
)

// ClientOptions says for which account WeChat is called, and how. AppID and Secret are always needed.
type ClientOptions struct {
	AppID, Secret string

	BaseURL  string        // without a path; "" = https://api.weixin.qq.com
	ImageURL string        // as BaseURL, for pictures of codes; "" = https://mp.weixin.qq.com
	HTTP     *http.Client  // copied, never changed; nil = one of its own. A proxy is set in its transport
	Timeout  time.Duration // for one request; 0 = 10 s

	// Heard is told what WeChat's clock says now, to the second, after each answer that is WeChat's own, a refusal too.
	// The caller waits for it, so it has to be quick; several run at a time. nil = nobody is told.
	Heard func(t time.Time)

	Now func() time.Time // nil = time.Now
	Log *slog.Logger     // nil = no log
}

// Client calls WeChat. Its methods may be called from many goroutines. Their errors are *Error for a refusal,
// ErrUnreachable when no usable answer came, ErrLimit when nothing was sent, or the context's error; none of
// them quotes a secret, a token, an openid, a login code or a phone number.
//
// A kind of call whose quota is used up rests: it is ErrQuota or ErrTooFast at once, until the quota may be back. When
// WeChat is busy, a call that is harmless to repeat is made up to three times.
type Client struct {
	opts   ClientOptions
	http   *resty.Client
	tokens *tokens
	gates  *gates
	close  func()
}

const (
	defaultBaseURL  = "https://api.weixin.qq.com"
	defaultImageURL = "https://mp.weixin.qq.com"
	defaultTimeout  = 10 * time.Second
	maxAnswer       = 1 << 20 // bytes, unpacked; real answers are below 64 KiB
)

// NewClient connects nowhere yet: the first call fetches an access token.
func NewClient(o ClientOptions) *Client {
	if o.BaseURL == "" {
		o.BaseURL = defaultBaseURL
	}
	if o.ImageURL == "" {
		o.ImageURL = defaultImageURL
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := &Client{opts: o, gates: newGates(o.Now)}
	own := &http.Client{}
	if o.HTTP != nil {
		*own = *o.HTTP
	}
	if own.Transport == nil {
		own.Transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	c.http = newResty(own, o)
	c.tokens = newTokens(c.fetchToken, o.Log)
	c.close = sync.OnceFunc(func() {
		c.tokens.close()
		if o.HTTP == nil {
			own.CloseIdleConnections()
		}
	})
	return c
}

// newResty makes resty quiet, because its warnings quote addresses with tokens in them, and keeps it from following
// redirects, because WeChat sends none and the token would go along to wherever one points.
func newResty(own *http.Client, o ClientOptions) *resty.Client {
	return resty.NewWithClient(own).
		SetBaseURL(strings.TrimRight(o.BaseURL, "/")).
		SetTimeout(o.Timeout).
		SetLogger(silence{}).
		SetDisableWarn(true).
		SetResponseBodyLimit(maxAnswer).
		SetRedirectPolicy(resty.NoRedirectPolicy())
}

// silence is a logger for resty, which has no switch to go without.
type silence struct{}

func (silence) Errorf(string, ...any) {}
func (silence) Warnf(string, ...any)  {}
func (silence) Debugf(string, ...any) {}

// Close ends a token refresh that is under way and, if the HTTP client is its own, closes idle connections.
// Calls made later fail.
func (c *Client) Close() {
	c.close()
}

// Check asks WeChat for the access token anew, whatever is kept, and so finds out whether WeChat is reached and knows
// the account. It costs one of the 500,000 calls a day.
func (c *Client) Check(ctx context.Context) error {
	if _, _, err := c.fetchToken(ctx, false); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	return nil
}
