package core

import (
	"errors"
	"slices"
	"time"

	"paihao/wechat"
)

const (
	// restAfter is how many calls of a way fail in a row before it rests: one message that WeChat never takes must not hold
	// up the others.
	restAfter = 3
	restLeast = 2 * time.Second
	restMost  = 5 * time.Minute
	// restMinute is for a quota that WeChat counts by the minute.
	restMinute = time.Minute
)

// rest is the pause of a way by which WeChat takes nothing at the moment. Then one message at a time asks whether that is
// over, and not a thousand; the pause doubles with each that fails, and one that gets through ends it for all.
type rest struct {
	failures     int // since the last answer
	since, until time.Time
	pause        time.Duration
	spent        bool   // the day's quota is used up: other ways may be left
	limited      bool   // by a quota: that WeChat answers to others tells nothing
	barred       bool   // the app is refused, whatever it asks for: ways of another app may be left
	probe        string // the notice that asks; empty for none
	last         string // the one that asked last, in vain
}

// resting tells whether an error means that a way takes nothing at the moment, whatever is sent.
func resting(err error) bool {
	return errors.Is(err, wechat.ErrQuota) ||
		slices.ContainsFunc(passing, func(p error) bool { return p != wechat.ErrAtOnce && errors.Is(err, p) })
}

// barring tells whether an error is about the app that asks, until somebody changes its settings.
func barring(err error) bool {
	return errors.Is(err, wechat.ErrAddress) || errors.Is(err, wechat.ErrCredential)
}

// closed tells whether a notice may not go this way now. It takes the part of the probe if that is free.
func (r *rest) closed(notice string, now time.Time) bool {
	if r.pause == 0 || r.probe == notice {
		return false
	}
	if r.probe != "" || now.Before(r.until) {
		return true
	}
	r.probe = notice
	return false
}

// failed notes that a call made at began was not taken. One that was on its way when the rest began tells nothing new.
func (r *rest) failed(err error, began, now time.Time) {
	if began.Before(r.since) {
		return
	}
	r.failures++
	least := restLeast
	r.spent, r.limited, r.barred = errors.Is(err, wechat.ErrQuota), false, barring(err)
	switch {
	case r.spent:
		least, r.limited = restMost, true
	case errors.Is(err, wechat.ErrTooFast):
		least, r.limited = restMinute, true
	case r.failures < restAfter:
		return
	}
	r.pause = min(max(2*r.pause, least), restMost)
	r.since, r.until, r.last, r.probe = now, now.Add(r.pause), r.probe, ""
}

// answered notes that WeChat has answered a call made at began, and tells whether that ends a rest. What it took just before
// a quota was used up tells nothing.
func (r *rest) answered(began time.Time) bool {
	if r.limited && began.Before(r.since) {
		return false
	}
	rested := r.pause > 0
	*r = rest{}
	return rested
}

// leave gives the part of the probe back.
func (r *rest) leave(notice string) {
	if r.probe == notice {
		r.probe = ""
	}
}

// wake ends the pause, so that one may ask now, but for what a quota holds back.
func (r *rest) wake(now time.Time) {
	if r.pause > 0 && !r.limited {
		r.until = now
	}
}
