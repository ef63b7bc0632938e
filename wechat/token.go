package wechat

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	tokenMargin = 90 * time.Second // renewed this long before it ends
	tokenLeast  = 30 * time.Second // but kept at least this long: near its end expires_in is about 300 s
	shortRest   = time.Second      // after a failed refresh or a new token that was refused too; doubled each time up to
	longestRest = 30 * time.Second
)

// token is one access token as it was fetched. Its identity is the fetch and not the value: WeChat returns the
// same value until five minutes before its end.
type token struct {
	value   string
	until   time.Time
	suspect bool // the value is the one that was refused last, so that asking again for one will not help
}

// tokens keeps the access token of one account and lets one refresh run at a time, whoever asks. Its times are read
// from the machine's monotonic clock, which no time server turns back.
type tokens struct {
	fetch   fetch
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
	refusals int         // in a row, of new tokens
	dead     string      // the value that was refused last; "" = none, or a call has succeeded since
	forced   []time.Time // when tokens were fetched by force
}

// fetch asks WeChat for a token, by force or not.
type fetch func(ctx context.Context, force bool) (value string, life time.Duration, err error)

// refresh is one fetch that any number of callers wait for. token and err are set before done is closed.
type refresh struct {
	force bool
	done  chan struct{}
	token *token
	err   error
}

// newTokens fetches nothing yet. Whoever makes it closes it.
func newTokens(fetch fetch, log *slog.Logger) *tokens {
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

// get returns a token that should be good, fetching one if need be. Why there is none by force says nothing of the ordinary
// one: who waited for that asks again.
func (s *tokens) get(ctx context.Context) (*token, error) {
	for {
		t, r, err := s.kept()
		if r == nil {
			return t, err
		}
		if t, err = r.wait(ctx); err == nil || !r.force || ctx.Err() != nil {
			return t, err
		}
	}
}

// kept returns the token that is there, why there is none, or else the refresh to wait for, which it starts if need be.
func (s *tokens) kept() (*token, *refresh, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	switch {
	case s.ctx.Err() != nil:
		return nil, nil, errClosed
	case s.current != nil && now.Before(s.current.until):
		return s.current, nil, nil
	case s.refresh == nil && now.Before(s.restTill):
		return nil, nil, s.err
	case s.refresh == nil:
		s.start(false)
	}
	return nil, s.refresh, nil
}

// start begins a refresh; s.mu is held and none is under way.
func (s *tokens) start(force bool) {
	s.refresh = &refresh{force: force, done: make(chan struct{})}
	s.running.Go(func() { s.renew(force) })
}

// wait returns what the refresh brings.
func (r *refresh) wait(ctx context.Context) (*token, error) {
	select {
	case <-r.done:
		return r.token, r.err
	case <-ctx.Done():
		return nil, givenUp(ctx)
	}
}

// renew fetches and lets everyone know who waits. One by force that fails leaves the token that is there.
func (s *tokens) renew(force bool) {
	value, life, err := s.fetch(s.ctx, force)
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.refresh
	s.refresh = nil
	defer close(r.done)
	switch {
	case err != nil && force:
		r.err = err
		return
	case err != nil:
		r.err = err
		s.rest(err, s.failures)
		s.failures++
		s.log.Warn("wechat: no access token", "reason", err, "again_in", time.Until(s.restTill).Round(time.Second))
		return
	}
	s.failures = 0
	s.restTill = time.Time{}
	s.current = &token{value: value, until: time.Now().Add(max(tokenLeast, life-tokenMargin)), suspect: value == s.dead}
	r.token = s.current
	s.log.Debug("wechat: new access token", "seconds", int(life.Seconds()))
}

// rest makes err the answer for a while, the longer the more often; s.mu is held.
func (s *tokens) rest(err error, before int) {
	s.err, s.restTill = err, time.Now().Add(min(shortRest<<min(before, 10), longestRest))
}

// refused throws the token away, unless another caller already has. After a new token was refused too, or the same was
// given out again, nobody is asked for a while: asking faster would bring the same token and use up the quota.
func (s *tokens) refused(t *token, err error, again bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != t {
		return
	}
	s.current, s.dead = nil, t.value
	if again || t.suspect {
		s.rest(err, s.refusals)
		s.refusals++
	}
}

// worked notes that WeChat took the token.
func (s *tokens) worked(t *token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == t {
		s.refusals, s.dead, t.suspect = 0, "", false
	}
}
