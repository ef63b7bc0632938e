package sandbox

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// What the pretend customers' actions can end with.
var (
	ErrOpenID       = errors.New("openid is not 1 to 64 letters, digits, - or _")
	ErrText         = errors.New("text is not 1 to 2048 bytes of UTF-8")
	ErrUnknownCode  = errors.New("code is unknown or has expired")
	ErrNotFollowing = errors.New("customer does not follow the account")
	ErrNoMini       = errors.New("there is no mini program")
	ErrTemplates    = errors.New("templates are not one to three of the same app")
	ErrPhone        = errors.New("phone number is not 5 to 15 digits")
	ErrGivenUp      = errors.New("callback got no proper answer in all its deliveries")
	ErrFault        = errors.New("fault cannot be understood")
	ErrQuota        = errors.New("quota cannot be understood")
	ErrClosed       = errors.New("sandbox is closed")
)

// refusal is one of WeChat's error answers; they come with HTTP status 200.
type refusal struct {
	code int
	text string
}

func (r refusal) Error() string { return fmt.Sprintf("%d %s", r.code, r.text) }

// but makes the refusal say more, as WeChat names the field that is wrong.
func (r refusal) but(more string) refusal { return refusal{r.code, r.text + more} }

// texts holds the platform's own wording, as its error tables and people's reports have it
// (developers.weixin.qq.com, oplatform errCode.html and store commErrCode.html).
var texts = map[int]string{
	-1:    "system error",
	40001: "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
	40002: "invalid grant_type",
	40003: "invalid openid",
	40007: "invalid media_id",
	40008: "invalid message type",
	40013: "invalid appid",
	40014: "invalid access_token",
	40016: "invalid button size",
	40017: "invalid button type",
	40018: "invalid button name size",
	40019: "invalid button key size",
	40020: "invalid button url size",
	40022: "invalid sub button level",
	40023: "invalid sub button size",
	40024: "invalid sub button type",
	40025: "invalid sub button name size",
	40026: "invalid sub button key size",
	40027: "invalid sub button url size",
	40029: "invalid code",
	40032: "invalid openid list size",
	40033: `invalid charset. please check your request, if include \uxxxx will create fail!`,
	40036: "invalid template_id size",
	40037: "invalid template_id",
	40053: "invalid action info",
	40054: "invalid sub button url domain",
	40055: "invalid button url domain",
	40066: "invalid url",
	40125: "invalid appsecret",
	40163: "code been used",
	40164: notListed("203.0.113.7"),
	40165: "invalid weapp pagepath",
	40166: "invalid weapp appid",
	40226: "high risk user, login is limited",
	40243: "AppSecret is frozen",
	41001: "access_token missing",
	41002: "appid missing",
	41004: "appsecret missing",
	41008: "missing code",
	41030: "invalid page",
	42001: "access_token expired",
	43001: "require GET method",
	43002: "require POST method",
	43004: "require subscribe",
	43101: "user refuse to accept the msg",
	43108: "Cannot make concurrent calls to the same OpenID, please try again",
	43116: "template is banned",
	43117: "too frequent to this openid",
	44002: "empty post data",
	44004: "empty content",
	45002: "content size out of limit",
	45009: "reach max api daily quota limit",
	45011: "api minute-quota reach limit, must slower, retry next minute",
	45015: "response out of time limit or subscription is canceled",
	45029: "qrcode count out of limit",
	45047: "out of response count limit",
	45056: "too many tag now, no need to add new",
	45059: "user has too many tags",
	45157: "invalid tag name",
	45158: "tag name too long",
	45159: "invalid tag id",
	46003: "menu no exist",
	47001: "data format error",
	47003: "argument invalid!",
	48001: "api unauthorized",
	48004: "api forbidden for irregularities, view detail on mp.weixin.qq.com",
	48006: "forbid to clear quota because of reaching the limit",
}

// refuse makes the refusal for an errcode; a code without a known text gets a plain one.
func refuse(code int) refusal {
	if text, ok := texts[code]; ok {
		return refusal{code, text}
	}
	return refusal{code, "error"}
}

// rid is the request id that every error text ends with: the time and two random words, in hexadecimal.
func (s *Sandbox) rid() string {
	b := s.random(8)
	return fmt.Sprintf("rid: %08x-%08x-%08x", uint32(s.o.Now().Unix()),
		binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:]))
}
