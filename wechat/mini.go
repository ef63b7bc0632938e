package wechat

import "context"

// Session is who opened a mini program.
type Session struct {
	OpenID string
	Union  string // unionid; empty unless the owner has joined the apps at open.weixin.qq.com
}

// Login tells who is behind the code that wx.login gave in a mini program. It works once, within 5 minutes; another is
// ErrNoCode. WeChat's session key is not kept: nothing here needs it.
// Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
func (c *Client) Login(ctx context.Context, code string) (Session, error) {
	return Session{}, ErrUnreachable
}

// Phone gives the number behind the code of a getPhoneNumber button, digits with "+" and the country code before them. It works
// once, within 5 minutes; another is ErrNoCode.
// Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
func (c *Client) Phone(ctx context.Context, code string) (string, error) { return "", ErrUnreachable }
