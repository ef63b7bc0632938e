package sandbox

import (
	"encoding/json"
	"math"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"
)

// The lives of a temporary code (developers.weixin.qq.com, qrcode/create).
const (
	codeDefault = 60 * time.Second
	codeLongest = 2592000 // seconds
)

type codeRequest struct {
	ExpireSeconds int64  `json:"expire_seconds"`
	ActionName    string `json:"action_name"`
	ActionInfo    *struct {
		Scene *struct {
			ID  json.Number `json:"scene_id"`
			Str string      `json:"scene_str"`
		} `json:"scene"`
	} `json:"action_info"`
}

type codeAnswer struct {
	Ticket        string `json:"ticket"`
	ExpireSeconds int64  `json:"expire_seconds,omitempty"`
	URL           string `json:"url"`
}

// createCode is POST /cgi-bin/qrcode/create. A life over 30 days is refused (our choice: who keeps to the limit is right
// whatever WeChat does about it).
func (s *Sandbox) createCode(call call) (any, error) {
	var in codeRequest
	if err := decode(call.body, &in); err != nil {
		return nil, err
	}
	c, err := in.code()
	if err != nil {
		return nil, err
	}
	life, err := in.life()
	if err != nil {
		return nil, err
	}
	now := s.o.Now()
	if life > 0 {
		end := now.Add(life)
		c.Expires = &end
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes.sweep(now)
	if c, err = s.makeLocked(c); err != nil {
		return nil, err
	}
	return codeAnswer{c.Ticket, int64(life / time.Second), c.URL}, nil
}

// makeLocked gives a permanent scene the code it has, if it has one; the account's store of them is limited.
func (s *Sandbox) makeLocked(c Code) (Code, error) {
	if c.Expires == nil {
		if ticket, ok := s.codes.permanent[permanentScene{c.Scene, c.Number}]; ok {
			return s.codes.byTicket[ticket], nil
		}
		if len(s.codes.permanent) >= s.o.PermanentCodes {
			return Code{}, refuse(45029)
		}
	}
	c.Ticket = s.writeTicket(c)
	c.URL = s.codeURL(c.Ticket)
	return s.codes.put(c), nil
}

func (s *Sandbox) codeURL(ticket string) string {
	return s.o.PublicURL + "/?ticket=" + url.QueryEscape(ticket)
}

// life is that of a temporary code; 0 for a permanent one.
func (in codeRequest) life() (time.Duration, error) {
	if in.ActionName != "QR_SCENE" && in.ActionName != "QR_STR_SCENE" {
		return 0, nil
	}
	switch seconds := in.ExpireSeconds; {
	case seconds < 0 || seconds > codeLongest:
		return 0, refuse(40053)
	case seconds > 0:
		return time.Duration(seconds) * time.Second, nil
	}
	return codeDefault, nil
}

// code reads what the events will carry. Without the level "scene" a code is made all the same and its
// events carry 0; numbers over 32 bits come back as 4294967295: both as people have met them.
func (in codeRequest) code() (Code, error) {
	if in.ActionInfo == nil {
		return Code{}, refuse(40053)
	}
	scene := in.ActionInfo.Scene
	switch in.ActionName {
	case "QR_STR_SCENE", "QR_LIMIT_STR_SCENE":
		if scene == nil {
			return Code{Scene: "0"}, nil
		}
		if n := utf8.RuneCountInString(scene.Str); n < 1 || n > 64 {
			return Code{}, refuse(40053)
		}
		return Code{Scene: scene.Str}, nil
	case "QR_SCENE", "QR_LIMIT_SCENE":
		if scene == nil {
			return Code{Scene: "0", Number: true}, nil
		}
		return numbered(string(scene.ID), in.ActionName == "QR_LIMIT_SCENE")
	}
	return Code{}, refuse(40053)
}

func numbered(id string, permanent bool) (Code, error) {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil || n == 0 || permanent && n > 100_000 {
		return Code{}, refuse(40053)
	}
	return Code{Scene: strconv.FormatUint(min(n, math.MaxUint32), 10), Number: true}, nil
}
