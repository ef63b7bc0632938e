package sandbox

import (
	"context"
	"unicode/utf8"
)

// pressed are the limits of what a menu's button carries, in bytes (developers.weixin.qq.com, createCustomMenu).
const (
	maxKey = 128
	maxURL = 1024
)

// Click makes a follower press the menu's button with a key. Phones show an old menu for up to a day, so the key need not
// be in the newest one.
func (s *Sandbox) Click(ctx context.Context, openid, key string) error {
	return s.press(ctx, openid, event{name: "CLICK", key: key}, "点了菜单 · pressed the menu: "+key, maxKey)
}

// View makes a follower press a button that opens a page. It opens no window for messages: WeChat counts only the
// presses that the account is asked about.
func (s *Sandbox) View(ctx context.Context, openid, url string) error {
	return s.press(ctx, openid, event{name: "VIEW", key: url}, "从菜单打开了网页 · opened a page: "+url, maxURL)
}

// ScanWait makes a follower press a button "scan and wait for an answer" and scan something, such as a paper ticket.
func (s *Sandbox) ScanWait(ctx context.Context, openid, key, result string) error {
	if result == "" || len(result) > maxText || !utf8.ValidString(result) {
		return ErrText
	}
	return s.press(ctx, openid, event{name: "scancode_waitmsg", key: key, result: result}, "从菜单扫了码 · scanned from the menu", maxKey)
}

func (s *Sandbox) press(ctx context.Context, openid string, what event, did string, limit int) error {
	if what.key == "" || len(what.key) > limit || !utf8.ValidString(what.key) {
		return ErrText
	}
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if !c.following {
			return ErrNotFollowing
		}
		what.app, what.at = s.account, e.at
		*e = what
		if e.name != "VIEW" {
			c.account.acted.open(e.at, actedFor, actedMessages)
		}
		c.noteLocked(Message{Kind: Did, Text: did, At: e.at})
		return nil
	})
}

// Enter makes a person open the mini program's talk with its service. ErrNoMini: there is no mini program.
func (s *Sandbox) Enter(ctx context.Context, openid string) error {
	return s.act(ctx, openid, func(c *customer, e *event) error {
		if s.mini == nil {
			return ErrNoMini
		}
		e.app, e.name = s.mini, enterEvent
		c.mini.acted.open(e.at, actedFor, enteredMessages)
		c.noteLocked(Message{Kind: Did, Text: "进入了小程序客服 · opened the mini program's service", Mini: true, At: e.at})
		return nil
	})
}
