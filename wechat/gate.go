package wechat

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	quotaRest = time.Hour   // the longest that a path rests without asking: the quota of a day has been seen to come back sooner
	dawn      = time.Hour   // after midnight: the day of a clock that goes ahead may not have begun at WeChat
	dawnRest  = time.Minute // a path's that is refused then
)

// shanghai is where WeChat's days begin, for quotas too.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// gates keep calls back whose quota is used up, each path by itself: a quota of one kind of call says nothing of the others.
// Minutes and days are WeChat's and so the wall clock's, but a rest is measured by the machine's monotonic clock.
// Source: developers.weixin.qq.com/doc/service/en/Message_Management/API_Call_Limits.html
type gates struct {
	now func() time.Time

	mu    sync.Mutex
	gates map[string]*gate // by path
}

// gate is the rest of one path. When it ends, one call goes ahead and the others wait for what becomes of it.
type gate struct {
	refusal error     // why it rests; nil = it does not
	until   time.Time // the end of the rest
	probe   *probe    // the call that has gone ahead
	opened  int       // how often a rest has ended: a refusal from before is not news
}

// probe is the call that finds out. err is set before done is closed, if it holds for whoever waits as well.
type probe struct {
	done chan struct{}
	err  error
}

func newGates(now func() time.Time) *gates {
	return &gates{now: now, gates: make(map[string]*gate)}
}

// pass makes the call, unless the path of r rests: then the refusal that began the rest is the answer, and no call is made.
func (g *gates) pass(ctx context.Context, r *request, call func() error) error {
	for {
		g.mu.Lock()
		at := g.at(r.path)
		switch {
		case at.refusal == nil:
			opened := at.opened
			g.mu.Unlock()
			err := call()
			g.note(at, r, opened, err)
			return err
		case time.Now().Before(at.until):
			defer g.mu.Unlock()
			return fmt.Errorf("wechat: not sent, this kind of call rests: %w", at.refusal)
		case at.probe == nil:
			at.probe = &probe{done: make(chan struct{})}
			g.mu.Unlock()
			return g.goAhead(at, r, call)
		}
		p := at.probe
		g.mu.Unlock()
		select {
		case <-p.done:
			if p.err != nil {
				return p.err
			}
		case <-ctx.Done():
			return givenUp(ctx)
		}
	}
}

func (g *gates) at(path string) *gate {
	if g.gates[path] == nil {
		g.gates[path] = &gate{}
	}
	return g.gates[path]
}

// note begins a rest if the call was refused for a quota.
func (g *gates) note(at *gate, r *request, opened int, err error) {
	rest := g.rest(r, err)
	if rest == 0 {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := time.Now().Add(rest); at.opened == opened && until.After(at.until) {
		at.refusal, at.until = err, until
	}
}

// goAhead makes the probe's call. Refused again, the path rests again. An answer of another kind ends the rest. Without
// an answer the next call goes ahead: whoever waits need not find out by themselves that WeChat is not there.
func (g *gates) goAhead(at *gate, r *request, call func() error) (err error) {
	err = errors.New("wechat: call broken off")
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		switch rest := g.rest(r, err); {
		case rest > 0:
			at.refusal, at.until = err, time.Now().Add(rest)
		case errors.Is(err, ErrUnreachable) || errors.Is(err, ErrBusy):
			at.probe.err = err
		case answered(err):
			at.refusal = nil
			at.opened++
		}
		close(at.probe.done)
		at.probe = nil
	}()
	return call()
}

// answered tells whether WeChat dealt with the call, so that the quota cannot be used up.
func answered(err error) bool {
	var refusal *Error
	return err == nil || errors.As(err, &refusal) && !errors.Is(err, ErrToken)
}

// rest is how long no call of this kind will succeed; 0 = it may at once.
func (g *gates) rest(r *request, err error) time.Duration {
	now := g.now().In(shanghai)
	switch {
	case errors.Is(err, ErrQuota):
		return quotaOf(now)
	case errors.Is(err, ErrTooFast) && !r.personal:
		return now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	}
	return 0
}

// quotaOf is how long a quota used up at now rests.
func quotaOf(now time.Time) time.Duration {
	year, month, day := now.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, shanghai)
	if now.Sub(midnight) < dawn {
		return dawnRest
	}
	return min(midnight.AddDate(0, 0, 1).Sub(now), quotaRest)
}
