package sandbox

import (
	"encoding/base64"
	"maps"
	"net"
	"regexp"
	"slices"
	"time"
)

// The lives of a token, and how often it may be forced (developers.weixin.qq.com, getStableAccessToken).
const (
	tokenLife    = 7200 * time.Second
	tokenOverlap = 5 * time.Minute
	forcePause   = 30 * time.Second
	forceDaily   = 20
)

// tokens holds what was issued: the newest, and every one that lives or has only just ended. The two ways to a token,
// stable_token and token, know nothing of each other.
type tokens struct {
	current string
	live    map[string]life
	forced  []time.Time // forced refreshes of the last day
}

// life is the end of a token, and whether a newer one took its place before.
type life struct {
	end      time.Time
	replaced bool
}

// wellFormed is the alphabet of access tokens; anything else is 40014 rather than 40001 (our reading).
var wellFormed = regexp.MustCompile(`^[A-Za-z0-9_-]{1,512}$`)

type issued struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"` // the seconds that are left, never under 300
}

// stableToken is POST /cgi-bin/stable_token: the same token until 5 min before its end, then a new one while
// the old one lives out its time. Forced, a new one at once and the old one is dead.
func (s *Sandbox) stableToken(c call) (any, error) {
	var in struct {
		GrantType    string `json:"grant_type"`
		AppID        string `json:"appid"`
		Secret       string `json:"secret"`
		ForceRefresh bool   `json:"force_refresh"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	a, err := s.mayHaveToken(c, in.GrantType, in.AppID, in.Secret)
	if err != nil {
		return nil, err
	}
	fresh := s.newToken()
	s.mu.Lock()
	defer s.mu.Unlock()
	return a.stable.stable(fresh, s.o.Now(), in.ForceRefresh)
}

// plainToken is GET /cgi-bin/token: a new token with every call; the one before lives five minutes more.
func (s *Sandbox) plainToken(c call) (any, error) {
	a, err := s.mayHaveToken(c, c.query.Get("grant_type"), c.query.Get("appid"), c.query.Get("secret"))
	if err != nil {
		return nil, err
	}
	fresh := s.newToken()
	s.mu.Lock()
	defer s.mu.Unlock()
	t, now := &a.plain, s.o.Now()
	if old, ok := t.live[t.current]; ok && now.Add(tokenOverlap).Before(old.end) {
		t.live[t.current] = life{now.Add(tokenOverlap), true}
	}
	t.issue(fresh, now)
	return issued{fresh, int64(tokenLife / time.Second)}, nil
}

// mayHaveToken checks who asks, from where, and how often.
func (s *Sandbox) mayHaveToken(c call, grant, id, secret string) (*app, error) {
	a, err := s.identify(grant, "client_credential", id, secret)
	if err != nil {
		return nil, err
	}
	if err := s.listed(c.from); err != nil {
		return nil, err
	}
	return a, s.spend(a, c.path)
}

// listed wants the caller on the whitelist, if there is one, and tells the address otherwise. Only the ways to a token
// look at it.
func (s *Sandbox) listed(from string) error {
	host, _, err := net.SplitHostPort(from)
	if err != nil {
		host = from
	}
	if s.o.Whitelist == nil || slices.Contains(s.o.Whitelist, host) {
		return nil
	}
	return refusal{40164, notListed(host)}
}

func notListed(address string) string {
	return "invalid ip " + address + " ipv6 ::ffff:" + address + ", not in whitelist"
}

func (s *Sandbox) newToken() string {
	return "90_" + base64.RawURLEncoding.EncodeToString(s.random(96))
}

func (t *tokens) stable(fresh string, now time.Time, force bool) (any, error) {
	forced, err := t.mayForce(now, force)
	if err != nil {
		return nil, err
	}
	left := t.live[t.current].end.Sub(now)
	if forced || left <= tokenOverlap {
		if forced {
			delete(t.live, t.current)
		}
		t.issue(fresh, now)
		left = tokenLife
	}
	return issued{t.current, int64(left / time.Second)}, nil
}

func (t *tokens) issue(fresh string, now time.Time) {
	maps.DeleteFunc(t.live, func(_ string, l life) bool { return now.Sub(l.end) > tokenLife })
	t.current = fresh
	t.live[fresh] = life{end: now.Add(tokenLife)}
}

// mayForce holds the limits of forced refreshes: closer than 30 s they do not refresh, over 20 a day is 45009.
func (t *tokens) mayForce(now time.Time, asked bool) (bool, error) {
	if !asked {
		return false, nil
	}
	for len(t.forced) > 0 && now.Sub(t.forced[0]) >= 24*time.Hour {
		t.forced = t.forced[1:]
	}
	n := len(t.forced)
	if n > 0 && now.Sub(t.forced[n-1]) < forcePause {
		return false, nil
	}
	if n >= forceDaily {
		return false, refuse(45009)
	}
	t.forced = append(t.forced, now)
	return true, nil
}

// checkToken judges the access_token of a call and tells whose it is. A token of the other app is an invalid one.
func (s *Sandbox) checkToken(token string, who audience) (*app, error) {
	switch {
	case token == "":
		return nil, refuse(41001)
	case !wellFormed.MatchString(token):
		return nil, refuse(40014)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.apps() {
		l, known := a.stable.live[token]
		if !known {
			l, known = a.plain.live[token]
		}
		if !known || !a.may(who) {
			continue
		}
		return a, l.at(s.o.Now())
	}
	return nil, refuse(40001)
}

// at is nil while a token lives: one that ran out has expired, one that was replaced is not the latest.
func (l life) at(now time.Time) error {
	switch {
	case now.Before(l.end):
		return nil
	case l.replaced:
		return refuse(40001)
	}
	return refuse(42001)
}
