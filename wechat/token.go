package wechat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

const (
	tokenMargin = 90 * time.Second // renewed this long before it ends
	tokenLeast  = 30 * time.Second // but kept at least this long: near its end expires_in is about 300 s
	refusedRest = time.Second      // after a new token was refused as well
	failedRest  = time.Second      // after a failed refresh, doubled each time up to
	longestRest = 30 * time.Second
)

// token is one access token as it was fetched. Its identity is the fetch and not the value: WeChat returns the
// same value until five minutes before its end.
type token struct {
	value string
	until time.Time
}

// tokens keeps the access token of one account and lets one refresh run at a time, whoever asks. Its times are read
// from the machine's monotonic clock, which no time server turns back.
type tokens struct {
	fetch   func(context.Context) (value string, life time.Duration, err error)
	ctx     context.Context // of the refreshes: callers who give up do not take the others' token away
	cancel  context.CancelFunc
	log     *slog.Logger
	running sync.WaitGroup

	mu       sync.Mutex
	current  *token
	refresh  *refresh
	err      error     // why there is no token
	restTill time.Time // until when err is the answer and nobody is asked
	failures int
}

// refresh is one fetch that any number of callers wait for. token and err are set before done is closed.
type refresh struct {
	done  chan struct{}
	token *token
	err   error
}

// newTokens fetches nothing yet. Whoever makes it closes it.
func newTokens(fetch func(context.Context) (string, time.Duration, error), log *slog.Logger) *tokens {
	ctx, cancel := context.WithCancel(context.Background())
	return &tokens{fetch: fetch, ctx: ctx, cancel: cancel, log: log}
}

// close ends a refresh that is under way; none starts after it.
func (s *tokens) close() {
	s.mu.Lock()
	s.cancel()
	s.mu.Unlock()
	s.running.Wait()
}

// get returns a token that should be good, fetching one if need be.
func (s *tokens) get(ctx context.Context) (*token, error) {
	s.mu.Lock()
	now := time.Now()
	switch {
	case s.ctx.Err() != nil:
		s.mu.Unlock()
		return nil, errors.New("wechat: client is closed")
	case s.refresh == nil && now.Before(s.restTill):
		defer s.mu.Unlock()
		return nil, s.err
	case s.refresh == nil && s.current != nil && now.Before(s.current.until):
		defer s.mu.Unlock()
		return s.current, nil
	case s.refresh == nil:
		s.refresh = &refresh{done: make(chan struct{})}
		s.running.Go(s.renew)
	}
	r := s.refresh
	s.mu.Unlock()
	select {
	case <-r.done:
		return r.token, r.err
	case <-ctx.Done():
		return nil, fmt.Errorf("wechat: call given up: %w", ctx.Err())
	}
}

// renew fetches and lets everyone know who waits.
func (s *tokens) renew() {
	value, life, err := s.fetch(s.ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.refresh
	s.refresh = nil
	defer close(r.done)
	if err != nil {
		rest := min(failedRest<<min(s.failures, 10), longestRest)
		s.failures++
		s.current, s.err, s.restTill = nil, err, time.Now().Add(rest)
		r.err = err
		s.log.Warn("wechat: no access token", "reason", err, "again_in", rest)
		return
	}
	s.failures = 0
	s.current = &token{value: value, until: time.Now().Add(max(tokenLeast, life-tokenMargin))}
	r.token = s.current
	s.log.Debug("wechat: new access token", "seconds", int(life.Seconds()))
}

// refused throws the token away, unless another caller already has. After a new token was refused too, nobody
// is asked for a moment: asking faster would bring the same token and use up the quota.
func (s *tokens) refused(t *token, err error, again bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != t {
		return
	}
	s.current = nil
	if again {
		s.err, s.restTill = err, time.Now().Add(refusedRest)
	}
}

// fetchToken asks for the stable token, which several machines of one account share without ending each other's.
// Source: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
func (c *Client) fetchToken(ctx context.Context) (string, time.Duration, error) {
	in := struct {
		GrantType    string `json:"grant_type"`
		AppID        string `json:"appid"`
		Secret       string `json:"secret"`
		ForceRefresh bool   `json:"force_refresh"`
	}{"client_credential", c.opts.AppID, c.opts.Secret, false}
	var out struct {
		Token string `json:"access_token"`
		Life  int64  `json:"expires_in"`
	}
	err := c.post(ctx, "/cgi-bin/stable_token", "", in, &out)
	switch {
	case errors.Is(err, ErrToken): // here the code means the secret
		return "", 0, fmt.Errorf("fetch access token: %w: %w", ErrCredential, err)
	case err != nil:
		return "", 0, fmt.Errorf("fetch access token: %w", err)
	case out.Token == "" || out.Life <= 0 || out.Life > 1<<20:
		return "", 0, fmt.Errorf("fetch access token: %w: answer without a token", ErrUnreachable)
	}
	return out.Token, time.Duration(out.Life) * time.Second, nil
}

// RefreshToken fetches a token by force, so that the one before ends within five minutes. It is for people who fear that it was
// stolen, never for a program: WeChat allows 20 a day, 30 s apart.
// Source: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
func (c *Client) RefreshToken(ctx context.Context) error { return ErrUnreachable }
