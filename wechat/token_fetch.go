package wechat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

const (
	tokenPath   = "/cgi-bin/stable_token"
	maxToken    = 2048 // bytes; WeChat asks for room for 512
	longestLife = 24 * time.Hour
)

// fetchToken asks for the stable token, which several machines of one account share without ending each other's. By force
// it is asked once and past the gate: that has a quota of its own, which must not keep the ordinary one.
// Source: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
func (c *Client) fetchToken(ctx context.Context, force bool) (string, time.Duration, error) {
	r := &request{path: tokenPath, repeat: true, in: struct {
		GrantType    string `json:"grant_type"`
		AppID        string `json:"appid"`
		Secret       string `json:"secret"`
		ForceRefresh bool   `json:"force_refresh"`
	}{"client_credential", c.opts.AppID, c.opts.Secret, force}}
	var out struct {
		Token string `json:"access_token"`
		Life  loose  `json:"expires_in"`
	}
	var err error
	if force {
		_, err = c.send(ctx, r, "", &out)
	} else {
		err = c.patient(ctx, r, "", &out)
	}
	if err != nil {
		return "", 0, fmt.Errorf("fetch access token: %w", asCredential(err))
	}
	life, ok := out.Life.number(1, int64(longestLife/time.Second))
	if !ok || out.Token == "" || len(out.Token) > maxToken || !isPlain(out.Token) {
		return "", 0, fmt.Errorf("fetch access token: %w", without("a token"))
	}
	return out.Token, time.Duration(life) * time.Second, nil
}

// asCredential is for calls with the secret and no token: there the code of a bad token means the secret.
func asCredential(err error) error {
	if errors.Is(err, ErrToken) {
		return fmt.Errorf("%w: %w", ErrCredential, err)
	}
	return err
}

const (
	forceEvery = 30 * time.Second
	forceADay  = 20
)

// RefreshToken fetches a token by force, so that the one before ends within five minutes. It is for people who fear that
// it was stolen, never for a program: WeChat allows 20 a day, 30 s apart. A call beyond that is ErrLimit and not sent; a
// day is the last 24 hours of this client. If it fails, the token there is stays in use.
// Source: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
func (c *Client) RefreshToken(ctx context.Context) error {
	if err := c.tokens.force(ctx); err != nil {
		return fmt.Errorf("refresh token: %w", err)
	}
	return nil
}

// force waits for a refresh that is under way, and then makes its own.
func (s *tokens) force(ctx context.Context) error {
	for {
		s.mu.Lock()
		if s.ctx.Err() != nil {
			s.mu.Unlock()
			return errClosed
		}
		if err := s.mayForce(time.Now()); err != nil {
			s.mu.Unlock()
			return err
		}
		other := s.refresh
		if other == nil {
			s.forced = append(s.forced, time.Now())
			s.start(true)
		}
		r := s.refresh
		s.mu.Unlock()
		_, err := r.wait(ctx)
		if other == nil || ctx.Err() != nil {
			return err
		}
	}
}

// mayForce tells whether WeChat's limits leave room for one by force; s.mu is held.
func (s *tokens) mayForce(now time.Time) error {
	s.forced = slices.DeleteFunc(s.forced, func(t time.Time) bool { return now.Sub(t) >= 24*time.Hour })
	switch n := len(s.forced); {
	case n >= forceADay:
		return fmt.Errorf("%w: %d by force within a day", ErrLimit, forceADay)
	case n > 0 && now.Sub(s.forced[n-1]) < forceEvery:
		return fmt.Errorf("%w: one by force within %v", ErrLimit, forceEvery)
	}
	return nil
}
