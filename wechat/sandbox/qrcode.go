package sandbox

import (
	"encoding/json"
	"math"
	"net/url"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// The lives of a temporary code (developers.weixin.qq.com, qrcode/create).
const (
	codeDefault = 60 * time.Second
	codeLongest = 2592000 * time.Second
)

// Code is one QR code that can be scanned.
type Code struct {
	Scene   string     `json:"scene"`
	Ticket  string     `json:"ticket"`
	URL     string     `json:"url"`     // what the picture says
	Expires *time.Time `json:"expires"` // nil: permanent
}

func (c Code) liveAt(now time.Time) bool { return c.Expires == nil || now.Before(*c.Expires) }

// Codes lists the codes that can be scanned now, newest first.
func (s *Sandbox) Codes() []Code {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	live := []Code{}
	for _, c := range slices.Backward(s.codes) {
		if c.liveAt(now) {
			live = append(live, c)
		}
	}
	return live
}

// Know puts a ticket of an earlier run of the same account back among the codes, and tells whether it is one
// that still lives. Tickets carry their scene and expiry, as WeChat's carry their address.
func (s *Sandbox) Know(ticket string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.byTicketLocked(ticket)
	return ok
}

// codeLocked finds a live code by its ticket, or by its scene: the newest of that scene.
func (s *Sandbox) codeLocked(ticketOrScene string) (Code, bool) {
	if c, ok := s.byTicketLocked(ticketOrScene); ok {
		return c, true
	}
	now := s.o.Now()
	for _, c := range slices.Backward(s.codes) {
		if c.Scene == ticketOrScene && c.liveAt(now) {
			return c, true
		}
	}
	return Code{}, false
}

// byTicketLocked also takes a ticket of an earlier run, and remembers it.
func (s *Sandbox) byTicketLocked(ticket string) (Code, bool) {
	now := s.o.Now()
	if i := slices.IndexFunc(s.codes, func(c Code) bool { return c.Ticket == ticket }); i >= 0 {
		return s.codes[i], s.codes[i].liveAt(now)
	}
	c, ok := s.readTicket(ticket)
	if !ok || !c.liveAt(now) {
		return Code{}, false
	}
	s.codes = append(s.codes, c)
	return c, true
}

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

// createCode is POST /cgi-bin/qrcode/create. A life over 30 days is cut to 30 days (our choice).
func (s *Sandbox) createCode(body []byte) (any, error) {
	var in codeRequest
	if err := decode(body, &in); err != nil {
		return nil, err
	}
	scene, err := in.scene()
	if err != nil {
		return nil, err
	}
	now := s.o.Now()
	life := min(time.Duration(min(in.ExpireSeconds, math.MaxInt32))*time.Second, codeLongest)
	if life <= 0 {
		life = codeDefault
	}
	var expires *time.Time
	if in.ActionName == "QR_SCENE" || in.ActionName == "QR_STR_SCENE" {
		end := now.Add(life)
		expires = &end
	} else {
		life = 0
	}
	c := s.newCode(scene, expires)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes = slices.DeleteFunc(s.codes, func(c Code) bool { return !c.liveAt(now) })
	s.codes = append(s.codes, c)
	return codeAnswer{c.Ticket, int64(life / time.Second), c.URL}, nil
}

func (s *Sandbox) newCode(scene string, expires *time.Time) Code {
	ticket := s.writeTicket(scene, expires)
	return Code{Scene: scene, Ticket: ticket, URL: s.codeURL(ticket), Expires: expires}
}

func (s *Sandbox) codeURL(ticket string) string {
	return s.o.PublicURL + "/?ticket=" + url.QueryEscape(ticket)
}

// scene reads what the events will carry. Without the level "scene" a code is made all the same and its
// events carry 0; numbers over 32 bits come back as 4294967295: both as people have met them.
func (in codeRequest) scene() (string, error) {
	if in.ActionInfo == nil {
		return "", refuse(40053)
	}
	scene := in.ActionInfo.Scene
	switch in.ActionName {
	case "QR_STR_SCENE", "QR_LIMIT_STR_SCENE":
		if scene == nil {
			return "0", nil
		}
		if n := utf8.RuneCountInString(scene.Str); n < 1 || n > 64 {
			return "", refuse(40053)
		}
		return scene.Str, nil
	case "QR_SCENE", "QR_LIMIT_SCENE":
		if scene == nil {
			return "0", nil
		}
		return numbered(string(scene.ID), in.ActionName == "QR_LIMIT_SCENE")
	}
	return "", refuse(40053)
}

func numbered(id string, permanent bool) (string, error) {
	n, err := strconv.ParseUint(id, 10, 64)
	switch {
	case err != nil, n == 0, permanent && n > 100000:
		return "", refuse(40053)
	case n > math.MaxUint32:
		return strconv.FormatUint(math.MaxUint32, 10), nil
	}
	return id, nil
}
