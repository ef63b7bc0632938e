package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"time"
)

const (
	codeLife    = 5 * time.Minute // of a js_code and of a phone code
	loginMinute = 100             // logins of one person in a minute
)

// login is a js_code that wx.login gave to a person's mini program.
type login struct {
	who  *customer
	end  time.Time
	used bool
}

// phone is a code that a tap on the phone number button gave.
type phone struct {
	who *customer
	at  time.Time
}

// tries counts a person's logins in a minute.
type tries struct {
	minute int64
	n      int
}

// Visit is what the mini program has in hand when a person opens it and gives it their phone number.
type Visit struct {
	OpenID    string `json:"openid"` // in the mini program
	UnionID   string `json:"unionid,omitempty"`
	Code      string `json:"js_code"`    // for jscode2session, once, within five minutes
	PhoneCode string `json:"phone_code"` // for getuserphonenumber, the same
	Phone     string `json:"phone"`      // what getuserphonenumber will say
}

var phoneGrammar = regexp.MustCompile(`^\d{5,15}$`)

// Open makes a person open the mini program. The phone number stays the person's until another is given; without one it is
// made up. ErrNoMini, ErrOpenID, ErrPhone, ErrClosed.
func (s *Sandbox) Open(openid, number string) (Visit, error) {
	switch {
	case !openidGrammar.MatchString(openid):
		return Visit{}, ErrOpenID
	case s.mini == nil:
		return Visit{}, ErrNoMini
	case number != "" && !phoneGrammar.MatchString(number):
		return Visit{}, ErrPhone
	}
	code, phoneCode := "0"+s.word(24), s.word(48)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return Visit{}, ErrClosed
	}
	c, _ := s.meetLocked(openid)
	if number != "" {
		c.phone = number
	} else if c.phone == "" {
		c.phone = inventPhone(c.account.openid)
	}
	now := s.o.Now()
	maps.DeleteFunc(s.logins, func(_ string, l *login) bool { return !now.Before(l.end) })
	maps.DeleteFunc(s.phones, func(_ string, p *phone) bool { return now.Sub(p.at) >= codeLife })
	s.logins[code] = &login{who: c, end: now.Add(codeLife)}
	s.phones[phoneCode] = &phone{who: c, at: now}
	return Visit{c.mini.openid, c.unionid, code, phoneCode, c.phone}, nil
}

func (s *Sandbox) word(bytes int) string {
	return base64.RawURLEncoding.EncodeToString(s.random(bytes))
}

// inventPhone gives a person a number, the same in every run.
func inventPhone(openid string) string {
	sum := sha256.Sum256([]byte(openid))
	return fmt.Sprintf("1380013%04d", binary.BigEndian.Uint32(sum[:])%10000)
}

// logIn is GET /sns/jscode2session. Its error texts have a comma before the rid, and a success has no errcode.
func (s *Sandbox) logIn(c call) (any, error) {
	answer, err := s.session(c)
	var r refusal
	if errors.As(err, &r) {
		return nil, r.but(",")
	}
	return answer, err
}

func (s *Sandbox) session(c call) (any, error) {
	a, err := s.identify(c.query.Get("grant_type"), "authorization_code", c.query.Get("appid"), c.query.Get("secret"))
	if err != nil {
		return nil, err
	}
	if !a.mini {
		return nil, refuse(40013)
	}
	if err := s.spend(a, c.path); err != nil {
		return nil, err
	}
	code := c.query.Get("js_code")
	if code == "" {
		return nil, refuse(41008)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.logins[code]
	now := s.o.Now()
	switch {
	case l == nil || !now.Before(l.end):
		return nil, refuse(40029)
	case l.used:
		return nil, refuse(40163)
	case !l.who.tries.again(now):
		return nil, refuse(45011)
	}
	l.used = true
	return struct {
		SessionKey string `json:"session_key"`
		OpenID     string `json:"openid"`
		UnionID    string `json:"unionid,omitempty"`
	}{sessionKey(a, code), l.who.mini.openid, l.who.unionid}, nil
}

// sessionKey is 16 bytes in base64, as WeChat's.
func sessionKey(a *app, code string) string {
	m := hmac.New(sha256.New, []byte(a.secret))
	m.Write([]byte(code))
	return base64.StdEncoding.EncodeToString(m.Sum(nil)[:16])
}

func (t *tries) again(now time.Time) bool {
	if minute := now.Unix() / 60; t.minute != minute {
		*t = tries{minute: minute}
	}
	t.n++
	return t.n <= loginMinute
}

type phoneInfo struct {
	PhoneNumber     string    `json:"phoneNumber"`
	PurePhoneNumber string    `json:"purePhoneNumber"`
	CountryCode     any       `json:"countryCode"`
	Watermark       watermark `json:"watermark"`
}

type watermark struct {
	Timestamp int64  `json:"timestamp"`
	AppID     string `json:"appid"`
}

// phoneNumber is POST /wxa/business/getuserphonenumber. A code is good once; used, unknown and too old are all 40029.
// countryCode is a string by its description and a number in its sample, so it is one for every other person.
func (s *Sandbox) phoneNumber(c call) (any, error) {
	var in struct {
		Code   string `json:"code"`
		OpenID string `json:"openid"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.phones[in.Code]
	switch {
	case p == nil || s.o.Now().Sub(p.at) >= codeLife:
		return nil, refuse(40029)
	case in.OpenID != "" && in.OpenID != p.who.mini.openid:
		return nil, refuse(40003)
	}
	delete(s.phones, in.Code)
	number := p.who.phone
	var country any = "86"
	if (number[len(number)-1]-'0')%2 == 1 {
		country = 86
	}
	return struct {
		done
		Info phoneInfo `json:"phone_info"`
	}{fine, phoneInfo{number, number, country, watermark{p.at.Unix(), c.app.id}}}, nil
}
