package sandbox

import (
	"crypto/subtle"
	"encoding/base64"
	"maps"
	"regexp"
	"time"
)

// The lives of a token, and how often it may be forced (developers.weixin.qq.com, getStableAccessToken).
const (
	tokenLife    = 7200 * time.Second
	tokenOverlap = 5 * time.Minute
	forcePause   = 30 * time.Second
	forceDaily   = 20
)

// tokens holds what was issued: the newest, and every one that lives or has only just ended.
type tokens struct {
	current string
	live    map[string]time.Time // token → its end
	forced  []time.Time          // forced refreshes of the last day
}

// wellFormed is the alphabet of access tokens; anything else is 40014 rather than 40001 (our reading).
var wellFormed = regexp.MustCompile(`^[A-Za-z0-9_-]{1,512}$`)

// stableToken is POST /cgi-bin/stable_token: the same token until 5 min before its end, then a new one while
// the old one lives out its time. Forced, a new one at once and the old one is dead.
func (s *Sandbox) stableToken(body []byte) (any, error) {
	var in struct {
		GrantType    string `json:"grant_type"`
		AppID        string `json:"appid"`
		Secret       string `json:"secret"`
		ForceRefresh bool   `json:"force_refresh"`
	}
	if err := decode(body, &in); err != nil {
		return nil, err
	}
	switch {
	case in.GrantType != "client_credential":
		return nil, refuse(40002)
	case in.AppID == "":
		return nil, refuse(41002)
	case in.Secret == "":
		return nil, refuse(41004)
	case in.AppID != s.o.AppID:
		return nil, refuse(40013)
	case subtle.ConstantTimeCompare([]byte(in.Secret), []byte(s.o.Secret)) != 1:
		return nil, refuse(40125)
	}
	return s.issue(in.ForceRefresh)
}

type issued struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"` // the seconds that are left, never under 300
}

func (s *Sandbox) issue(force bool) (any, error) {
	fresh := "90_" + base64.RawURLEncoding.EncodeToString(s.random(96))
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	forced, err := s.tokens.mayForce(now, force)
	if err != nil {
		return nil, err
	}
	left := s.tokens.live[s.tokens.current].Sub(now)
	if forced || left <= tokenOverlap {
		if forced {
			delete(s.tokens.live, s.tokens.current)
		}
		maps.DeleteFunc(s.tokens.live, func(_ string, end time.Time) bool { return now.Sub(end) > tokenLife })
		s.tokens.current, left = fresh, tokenLife
		s.tokens.live[fresh] = now.Add(tokenLife)
	}
	return issued{s.tokens.current, int64(left / time.Second)}, nil
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

// checkToken judges the access_token of a call.
func (s *Sandbox) checkToken(token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	end, known := s.tokens.live[token]
	switch {
	case token == "":
		return refuse(41001)
	case !wellFormed.MatchString(token):
		return refuse(40014)
	case !known:
		return refuse(40001)
	case !s.o.Now().Before(end):
		return refuse(42001)
	}
	return nil
}
