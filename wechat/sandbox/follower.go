package sandbox

import (
	"maps"
	"time"
)

// Follower is somebody who followed the account in an earlier run.
type Follower struct {
	OpenID string    // in the account
	Since  time.Time // zero: since now

	// Until when the account may write to them, and how often.
	Until time.Time
	Left  int

	Grants map[string]int // subscription messages that they have allowed, by template
}

// KnowFollower lets somebody of an earlier run of the same account follow it again, without an event, and tells whether they
// do. It leaves whoever is known in this run as they are, and refuses an openid that cannot be one.
func (s *Sandbox) KnowFollower(f Follower) bool {
	if !openidGrammar.MatchString(f.OpenID) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, _ := s.findLocked(f.OpenID); c != nil {
		return c.following
	}
	c, _ := s.meetLocked(f.OpenID)
	if c.following, c.followed = true, f.Since; f.Since.IsZero() {
		c.followed = s.o.Now()
	}
	c.account.said = window{until: f.Until, left: f.Left}
	maps.Copy(c.account.grants, f.Grants)
	return true
}
