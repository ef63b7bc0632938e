package sandbox

import (
	"context"
	"regexp"
	"time"
	"unicode/utf8"
)

// customer is one pretend person. Its fields are under Sandbox.mu.
type customer struct {
	account, mini self
	unionid       string // empty: the apps are not linked
	following     bool
	followed      time.Time // when it last began
	followScene   Code      // what it followed by; empty: by searching
	tags          []int64
	phone         string
	tries         tries  // how often it has logged in this minute
	report        string // what becomes of messages to it; empty: they arrive
	lastID        int64
	messages      []Message
	queue         []*delivery // the first is under way
}

// self is a person as one app knows it.
type self struct {
	openid      string
	acted, said window // in which the app may write
	grants      map[string]int
	busy        bool // a subscription message is on its way
}

func (c *customer) in(a *app) *self {
	if a.mini {
		return &c.mini
	}
	return &c.account
}

var openidGrammar = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Following tells whether the person follows the account.
func (s *Sandbox) Following(openid string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.findLocked(openid)
	return c != nil && c.following
}

// findLocked finds a person by the openid in either app; nil when nobody has it.
func (s *Sandbox) findLocked(openid string) (*customer, *app) {
	if c := s.inMini[openid]; c != nil {
		return c, s.mini
	}
	return s.customers[openid], s.account
}

// knownTo finds a person by the openid that an app used: the other app's openid is nobody's.
func (s *Sandbox) knownTo(a *app, openid string) *customer {
	if a.mini {
		return s.inMini[openid]
	}
	return s.customers[openid]
}

// meetLocked finds a person, or makes one whose openid in the account it is.
func (s *Sandbox) meetLocked(openid string) (*customer, *app) {
	if c, a := s.findLocked(openid); c != nil {
		return c, a
	}
	c := &customer{account: self{openid: openid, grants: map[string]int{}}}
	s.customers[openid] = c
	if s.mini != nil {
		c.mini = self{openid: s.alias("mini", openid), grants: map[string]int{}}
		s.inMini[c.mini.openid] = c
	}
	if !s.o.Unlinked {
		c.unionid = s.alias("unionid", openid)
	}
	return c, s.account
}

// Follow makes a person follow the account without a code. As all a person does, it is done under the person's openid in
// either app, and waits until the app has answered; the person's events are delivered in order. It ends with
// ErrGivenUp after the last delivery, with ctx's error when that ends first (the event goes on), with ErrOpenID or
// ErrClosed at once. A follower who follows again, and a stranger who leaves, cause no event.
func (s *Sandbox) Follow(ctx context.Context, openid string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if !c.following {
			e.app, e.name = s.account, "subscribe"
			c.followLocked(e.at, Code{})
			c.noteLocked(Message{Kind: Did, Text: "关注了公众号 · followed", At: e.at})
		}
		return nil
	})
}

func (c *customer) followLocked(now time.Time, by Code) {
	c.following, c.followed, c.followScene = true, now, by
	c.account.acted.open(now, actedFor, actedMessages)
}

// Unfollow makes a person leave the account, which may not write any more.
func (s *Sandbox) Unfollow(ctx context.Context, openid string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if c.following {
			e.app, e.name = s.account, "unsubscribe"
			c.following, c.tags = false, nil
			c.account.acted, c.account.said = window{}, window{}
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
		e.app, e.name, e.key, e.ticket = s.account, "SCAN", code.Scene, code.Ticket
		did := "扫了二维码 · scanned the code"
		if !c.following {
			c.followLocked(e.at, code)
			e.name, e.key = "subscribe", "qrscene_"+code.Scene
			did = "扫码并关注了公众号 · scanned and followed"
		}
		c.account.acted.open(e.at, actedFor, actedMessages)
		c.noteLocked(Message{Kind: Did, Text: did, At: e.at})
		return nil
	})
}

// Say makes a person write a text of 1 to 2048 bytes: to the account, whom only followers can write to
// (ErrNotFollowing), or under the openid of the mini program to its service.
func (s *Sandbox) Say(ctx context.Context, openid, text string) error {
	if text == "" || len(text) > maxText || !utf8.ValidString(text) {
		return ErrText
	}
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if !e.app.mini && !c.following {
			return ErrNotFollowing
		}
		e.content, e.id = text, s.nextIDLocked(e.at)
		c.in(e.app).said.open(e.at, saidFor, saidMessages)
		c.noteLocked(Message{Kind: Said, Text: text, Mini: e.app.mini, At: e.at})
		return nil
	})
}

// act lets a person do something under the lock, and delivers the event if one came of it. The event is of the app
// whose openid was used, unless the act says otherwise.
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
	c, a := s.meetLocked(openid)
	e := event{app: a, at: s.o.Now()}
	if err := do(c, &e); err != nil {
		return nil, err
	}
	if e.name == "" && e.content == "" {
		return nil, nil
	}
	return s.enqueueLocked(c, e), nil
}
