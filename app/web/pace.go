package web

import (
	"errors"
	"sync"
	"time"
)

// ErrTooFast says that somebody asks for more than people do.
var ErrTooFast = errors.New("web: too many requests of one person")

// mostAMinute is how many changes one person may ask for in a minute: a hand makes a few, and each may cost a commit.
const mostAMinute = 30

// paces counts what each asks for in the minute that runs. The zero value is ready.
type paces struct {
	mu    sync.Mutex
	began time.Time
	asked map[string]int
}

// allow counts one more wish of somebody, unless there were too many.
func (p *paces) allow(who string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked == nil || now.Sub(p.began).Abs() >= time.Minute {
		p.began, p.asked = now, map[string]int{}
	}
	p.asked[who]++
	return p.asked[who] <= mostAMinute
}
