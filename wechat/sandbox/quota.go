package sandbox

import (
	"maps"
	"slices"
	"time"
)

// Quota is how often one app may call a path; 0 is no limit. Over Day is 45009 until Beijing's midnight, over Minute is
// 45011 until the next minute.
type Quota struct {
	Day    int `json:"day,omitempty"`
	Minute int `json:"minute,omitempty"`
}

// realQuotas are WeChat's own limits (developers.weixin.qq.com, API_Call_Limits and getStableAccessToken).
var realQuotas = map[string]Quota{
	PathToken:      {Day: 500_000, Minute: 10_000},
	PathPlainToken: {Day: 2000},
	PathQRCode:     {Day: 100_000},
	PathTemplate:   {Day: 100_000},
	PathService:    {Day: 500_000},
	PathMenu:       {Day: 1000},
	PathMenuGet:    {Day: 10_000},
	PathUser:       {Day: 5_000_000},
	PathTags:       {Day: 1000},
	PathTagCreate:  {Day: 1000},
	PathTagging:    {Day: 100_000},
}

// clearMonthly is how often a month the counts may be cleared.
const clearMonthly = 10

var beijing = time.FixedZone("Beijing", 8*60*60)

func quotasOf(o Options) map[string]Quota {
	q := maps.Clone(realQuotas)
	maps.Copy(q, o.Quotas)
	return q
}

// SetQuota limits a path from now on, in place of its limit before. ErrQuota: an unknown path or a negative number.
func (s *Sandbox) SetQuota(path string, q Quota) error {
	if !slices.Contains(Paths(), path) || q.Day < 0 || q.Minute < 0 {
		return ErrQuota
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quotas[path] = q
	return nil
}

// spent counts one path's calls of this day and this minute.
type spent struct {
	day, minute     string
	ofDay, ofMinute int
}

// spend counts a call with good papers, or refuses it. What was refused does not count.
func (s *Sandbox) spend(a *app, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	q, now := s.quotas[path], s.o.Now().In(beijing)
	n := a.spent[path]
	if n == nil {
		n = &spent{}
		a.spent[path] = n
	}
	if day := now.Format("2006-01-02"); n.day != day {
		n.day, n.ofDay = day, 0
	}
	if minute := now.Format("2006-01-02 15:04"); n.minute != minute {
		n.minute, n.ofMinute = minute, 0
	}
	switch {
	case q.Day > 0 && n.ofDay >= q.Day:
		return refuse(45009)
	case q.Minute > 0 && n.ofMinute >= q.Minute:
		return refuse(45011)
	}
	n.ofDay++
	n.ofMinute++
	return nil
}

// clearQuota is POST /cgi-bin/clear_quota: with a token, of the app that the token is of.
func (s *Sandbox) clearQuota(c call) (any, error) {
	var in struct {
		AppID string `json:"appid"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	if in.AppID != c.app.id {
		return nil, refuse(40013)
	}
	return s.clear(c.app)
}

// clearQuotaBySecret is POST /cgi-bin/clear_quota/v2: the way out when the quota of tokens itself is used up.
func (s *Sandbox) clearQuotaBySecret(c call) (any, error) {
	var in struct {
		AppID  string `json:"appid"`
		Secret string `json:"appsecret"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	a, err := s.identify("", "", in.AppID, in.Secret)
	if err != nil {
		return nil, err
	}
	return s.clear(a)
}

// clear forgets the day's counts, ten times a month for both ways together.
func (s *Sandbox) clear(a *app) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now().In(beijing)
	a.cleared = slices.DeleteFunc(a.cleared, func(at time.Time) bool {
		return at.Format("2006-01") != now.Format("2006-01")
	})
	if len(a.cleared) >= clearMonthly {
		return nil, refuse(48006)
	}
	a.cleared = append(a.cleared, now)
	for _, n := range a.spent {
		n.ofDay = 0
	}
	return fine, nil
}
