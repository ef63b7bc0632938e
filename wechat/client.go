package wechat

import (
	"context"
	"encoding/json"
	"errors"
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
// them quotes a secret, a token or an openid.
type Client struct {
	opts   ClientOptions
	http   *resty.Client
	tokens *tokens
	close  func()
}

const (
	defaultBaseURL = "https://api.weixin.qq.com"
	defaultTimeout = 10 * time.Second
	maxAnswer      = 1 << 20 // bytes; real answers are below 4 KiB
)

// NewClient connects nowhere yet: the first call fetches an access token.
func NewClient(o ClientOptions) *Client {
	if o.BaseURL == "" {
		o.BaseURL = defaultBaseURL
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
	c := &Client{opts: o}
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
	if _, _, err := c.fetchToken(ctx); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	return nil
}

// call posts in to the path with the access token and reads the answer into out. When the token is refused it
// is replaced and the call made once more, never a third time. The hidden words stay out of the error.
func (c *Client) call(ctx context.Context, path string, in, out any, hidden ...string) error {
	for last := false; ; last = true {
		t, err := c.tokens.get(ctx)
		if err != nil {
			return err
		}
		err = c.post(ctx, path, t.value, in, out, append(hidden, t.value)...)
		if !errors.Is(err, ErrToken) {
			return err
		}
		c.tokens.refused(t, err, last)
		if last {
			return err
		}
	}
}

// post makes one request. An empty token is left out of the address.
func (c *Client) post(ctx context.Context, path, token string, in, out any, hidden ...string) error {
	body, err := encodeJSON(in)
	if err != nil {
		return fmt.Errorf("wechat: encode a request: %w", err)
	}
	request := c.http.R().SetContext(ctx).SetHeader("Content-Type", "application/json").SetBody(body)
	if token != "" {
		request.SetQueryParam("access_token", token)
	}
	sent := time.Now()
	answer, err := request.Post(path)
	took := time.Since(sent)
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("wechat: call given up: %w", ctx.Err())
	case err != nil:
		return unreachable(err)
	case answer.StatusCode() != http.StatusOK:
		return fmt.Errorf("%w: status %d", ErrUnreachable, answer.StatusCode())
	}
	err = readAnswer(answer.Body(), out, append(hidden, c.opts.Secret)...)
	if !errors.Is(err, ErrUnreachable) {
		c.hear(answer.Header().Get("Date"), took)
	}
	return err
}

// hear tells the time of an answer: its Date, and half of the round trip since. A callback's signed time would not do: a
// repeat, and a callback that was held up on its way, bring an old one.
func (c *Client) hear(date string, took time.Duration) {
	if at, err := http.ParseTime(date); err == nil && c.opts.Heard != nil {
		c.opts.Heard(at.Add(took / 2))
	}
}

// readAnswer tells a refusal from a result. A success may come without errcode; what is not a JSON object comes
// from something between us and WeChat.
func readAnswer(body []byte, out any, hidden ...string) error {
	var refusal struct {
		Code    *int   `json:"errcode"`
		Message string `json:"errmsg"`
	}
	if err := json.Unmarshal(body, &refusal); err != nil {
		return fmt.Errorf("%w: answer is not WeChat's", ErrUnreachable)
	}
	if refusal.Code != nil && *refusal.Code != 0 {
		return newError(*refusal.Code, refusal.Message, hidden...)
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%w: answer is not WeChat's", ErrUnreachable)
	}
	return nil
}
