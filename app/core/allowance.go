package core

import (
	"errors"
	"sync"
	"time"
)

// What may be made on demand: an account makes 100,000 codes a day, and a program that asks in a loop must not use up
// those that the screen needs. So it is one a second in the long run, and a rush of a morning at once.
// Source: developers.weixin.qq.com/doc/offiaccount/Message_Management/API_Call_Limits.html
const (
	mostAtOnce = 2000
	oneEach    = time.Second
)

// errTooMany says that more codes are asked for than there may be.
var errTooMany = errors.New("more codes were asked for than WeChat makes in a day")

// allowance is what may still be asked for. The zero value is full.
type allowance struct {
	mu    sync.Mutex
	spent int
	since time.Time // all but spent has come back by then
}

// spend takes one, if there is one.
func (a *allowance) spend(now time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch back := now.Sub(a.since) / oneEach; {
	case back < 0: // the clock was set back
		a.since = now
	case int64(back) >= int64(a.spent):
		a.spent, a.since = 0, now
	default:
		a.spent, a.since = a.spent-int(back), a.since.Add(back*oneEach)
	}
	if a.spent >= mostAtOnce {
		return errTooMany
	}
	a.spent++
	return nil
}
