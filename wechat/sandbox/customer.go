package sandbox

import (
	"context"
	"regexp"
	"unicode/utf8"
)

// customer is one pretend person. Its fields are under Sandbox.mu.
type customer struct {
	openid    string
	following bool
	lastID    int64
	messages  []Message
	queue     []*delivery // the first is under way
}

var openidGrammar = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Following tells whether the person follows the account.
func (s *Sandbox) Following(openid string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.customers[openid]
	return c != nil && c.following
}

// Follow makes a person follow the account without a code. Like Unfollow, Scan and Say it waits until the
// account has answered; the person's events are delivered in order. It ends with ErrGivenUp after the last
// delivery, with ctx's error when that ends first (the event goes on), with ErrOpenID or ErrClosed at once.
// A follower who follows again, and a stranger who leaves, cause no event.
func (s *Sandbox) Follow(ctx context.Context, openid string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if !c.following {
			c.following = true
			e.name = "subscribe"
			c.noteLocked(Message{Kind: Did, Text: "关注了公众号 · followed", At: e.at})
		}
		return nil
	})
}

// Unfollow makes a person leave the account.
func (s *Sandbox) Unfollow(ctx context.Context, openid string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if c.following {
			c.following = false
			e.name = "unsubscribe"
			c.noteLocked(Message{Kind: Did, Text: "取消了关注 · unfollowed", At: e.at})
		}
		return nil
	})
}

// Scan makes a person scan a code, named by its ticket or its scene (the newest code of that scene). A stranger
// follows by it. A code that is unknown or has expired sends nothing and ends with ErrUnknownCode.
func (s *Sandbox) Scan(ctx context.Context, openid, ticketOrScene string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		code, ok := s.codeLocked(ticketOrScene)
		if !ok {
			c.noteLocked(Message{Kind: Notice, Text: "二维码不存在或已过期 · This code is unknown or has expired", At: e.at})
			return ErrUnknownCode
		}
		e.name, e.key, e.ticket = "SCAN", code.Scene, code.Ticket
		did := "扫了二维码 · scanned the code"
		if !c.following {
			c.following = true
			e.name, e.key = "subscribe", "qrscene_"+code.Scene
			did = "扫码并关注了公众号 · scanned and followed"
		}
		c.noteLocked(Message{Kind: Did, Text: did, At: e.at})
		return nil
	})
}

// Say makes a follower write a text of 1 to 2048 bytes; others get ErrNotFollowing.
func (s *Sandbox) Say(ctx context.Context, openid, text string) error {
	if text == "" || len(text) > maxText || !utf8.ValidString(text) {
		return ErrText
	}
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if !c.following {
			return ErrNotFollowing
		}
		e.content, e.id = text, s.nextIDLocked(e.at)
		c.noteLocked(Message{Kind: Said, Text: text, At: e.at})
		return nil
	})
}

// act lets a person do something under the lock, and delivers the event if one came of it.
func (s *Sandbox) act(ctx context.Context, openid string, do func(*customer, *event) error) error {
	if !openidGrammar.MatchString(openid) {
		return ErrOpenID
	}
	d, err := s.start(openid, do)
	if d == nil {
		return err
	}
	select {
	case <-d.done:
		return d.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Sandbox) start(openid string, do func(*customer, *event) error) (*delivery, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	c := s.customers[openid]
	if c == nil {
		c = &customer{openid: openid}
		s.customers[openid] = c
	}
	e := event{from: openid, at: s.o.Now()}
	if err := do(c, &e); err != nil {
		return nil, err
	}
	if e.name == "" && e.content == "" {
		return nil, nil
	}
	return s.enqueueLocked(c, e), nil
}
