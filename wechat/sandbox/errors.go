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
	ErrGivenUp      = errors.New("callback got no proper answer in all its deliveries")
	ErrFault        = errors.New("fault cannot be understood")
	ErrClosed       = errors.New("sandbox is closed")
)

// refusal is one of WeChat's error answers; they come with HTTP status 200.
type refusal struct {
	code int
	text string
}

func (r refusal) Error() string { return fmt.Sprintf("%d %s", r.code, r.text) }

// texts holds the platform's own wording, as its error tables and people's reports have it
// (developers.weixin.qq.com, oplatform errCode.html and store commErrCode.html).
var texts = map[int]string{
	-1:    "system error",
	40001: "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
	40002: "invalid grant_type",
	40003: "invalid openid",
	40013: "invalid appid",
	40014: "invalid access_token",
	40033: `invalid charset. please check your request, if include \uxxxx will create fail!`,
	40036: "invalid template_id size",
	40037: "invalid template_id",
	40053: "invalid action info",
	40066: "invalid url",
	40125: "invalid appsecret",
	40164: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist",
	40243: "AppSecret is frozen",
	41001: "access_token missing",
	41002: "appid missing",
	41004: "appsecret missing",
	42001: "access_token expired",
	43002: "require POST method",
	43004: "require subscribe",
	43116: "template is banned",
	43117: "too frequent to this openid",
	44002: "empty post data",
	45002: "content size out of limit",
	45009: "reach max api daily quota limit",
	45011: "api minute-quota reach limit, must slower, retry next minute",
	47001: "data format error",
	47003: "argument invalid!",
	48001: "api unauthorized",
	48004: "api forbidden for irregularities, view detail on mp.weixin.qq.com",
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
