package wechat

import (
	"context"
	"fmt"
	"strings"
)

// Session is who opened a mini program.
type Session struct {
	OpenID string
	Union  string // unionid; empty unless the owner has joined the apps at open.weixin.qq.com
}

// maxCode is the longest code of a phone that is sent on, in bytes; real ones have 32 or 64.
const maxCode = 256

func checkCode(code string) error {
	if code == "" || len(code) > maxCode || !isPlain(code) {
		return fmt.Errorf("%w: a code has 1 to %d plain bytes, this one %d", ErrLimit, maxCode, len(code))
	}
	return nil
}

// Login tells who is behind the code that wx.login gave in a mini program. It works once, within 5 minutes; another is
// ErrNoCode. WeChat's session key is not kept: nothing here needs it. ErrTooFast is about this customer: 100 a minute.
// Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
func (c *Client) Login(ctx context.Context, code string) (Session, error) {
	s, err := c.login(ctx, code)
	if err != nil {
		return Session{}, fmt.Errorf("log in: %w", err)
	}
	return s, nil
}

// login is made once even when WeChat is busy: the code may be used up by then, and the answer to a second call would blame
// the customer for it. The secret goes into the address, since WeChat wants it there; no error and no log quotes that.
func (c *Client) login(ctx context.Context, code string) (Session, error) {
	if err := checkCode(code); err != nil {
		return Session{}, err
	}
	var out struct {
		OpenID string `json:"openid"`
		Union  string `json:"unionid"`
	}
	err := c.patient(ctx, &request{
		path: "/sns/jscode2session", personal: true, hidden: []string{code},
		query: map[string]string{"appid": c.opts.AppID, "secret": c.opts.Secret, "js_code": code, "grant_type": "authorization_code"},
	}, "", &out)
	switch {
	case err != nil:
		return Session{}, asCredential(err)
	case checkReceiver(out.OpenID) != nil || len(out.Union) > maxOpenID || !isPlain(out.Union):
		return Session{}, without("an openid")
	}
	return Session{out.OpenID, out.Union}, nil
}

// Phone gives the number behind the code of a getPhoneNumber button, digits with "+" and the country code before them.
// It works once, within 5 minutes; another is ErrNoCode.
// Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
func (c *Client) Phone(ctx context.Context, code string) (string, error) {
	number, err := c.phone(ctx, code)
	if err != nil {
		return "", fmt.Errorf("get phone number: %w", err)
	}
	return number, nil
}

// phone is made once, for the same reason as login.
func (c *Client) phone(ctx context.Context, code string) (string, error) {
	if err := checkCode(code); err != nil {
		return "", err
	}
	in := struct {
		Code string `json:"code"`
	}{code}
	var out struct {
		Info phoneInfo `json:"phone_info"`
	}
	if err := c.call(ctx, &request{path: "/wxa/business/getuserphonenumber", in: in, hidden: []string{code}}, &out); err != nil {
		return "", err
	}
	number, ok := out.Info.number()
	if !ok {
		return "", without("a number")
	}
	return number, nil
}

// phoneInfo has the number twice: Full has the country code before it when that is not 86. The country code is a text by the
// document and a number in its sample.
type phoneInfo struct {
	Full    loose `json:"phoneNumber"`
	Pure    loose `json:"purePhoneNumber"`
	Country loose `json:"countryCode"`
}

// number joins what there is of them, if that can be a number anywhere: up to 15 digits with the country code.
// Source: E.164 of the ITU, section 6
func (p phoneInfo) number() (string, bool) {
	country, pure := digits(p.Country), digits(p.Pure)
	if country == "" {
		country = "86"
	}
	if pure == "" {
		pure = digits(p.Full)
		if strings.HasPrefix(string(p.Full), "+") {
			pure = strings.TrimPrefix(pure, country)
		}
	}
	return "+" + country + pure, len(country) <= 4 && len(pure) >= 5 && len(country)+len(pure) <= 15
}

func digits(l loose) string {
	return keep(string(l), func(r rune) bool { return r >= '0' && r <= '9' })
}
