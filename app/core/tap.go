package core

import (
	"slices"
	"sync"
	"time"

	"paihao/queue"
)

// Who tells of a tap on "allow": WeChat by an event, which may not come for every one, and the mini program by its own report,
// which is lost when it is closed at once.
type tapSource int

const (
	tapEvent tapSource = iota
	tapReport
)

const (
	// sameTap is how far apart the two may come for one tap, and how long an event may be sent again.
	sameTap = time.Minute
	// mostTaps is how many are remembered; then the oldest are forgotten, and may count twice. WeChat refuses what was
	// allowed once too few.
	mostTaps = 2000
)

// taps lets each tap count once, although two tell of it. The zero value is ready.
type taps struct {
	mu     sync.Mutex
	told   []tap        // oldest first
	events []eventOfTap // oldest first
}

// tap is what one source told and the other has not yet.
type tap struct {
	source           tapSource
	openID, template string
	left             int
	at               time.Time
}

// eventOfTap is what an event told that was not known: WeChat sends the same one again when our answer is late, and then it is
// to mean the same.
type eventOfTap struct {
	name  string
	fresh []queue.Grant
	at    time.Time
}

// reported is what somebody's mini program reports that no event has told before.
func (t *taps) reported(openID string, grants []queue.Grant, now time.Time) []queue.Grant {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(now)
	return t.fresh(tapReport, openID, grants, now)
}

// happened is what an event tells of somebody that their mini program has not reported before; name is the same for every
// delivery of the event.
func (t *taps) happened(name, openID string, grants []queue.Grant, now time.Time) []queue.Grant {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(now)
	for _, e := range t.events {
		if e.name == name {
			return e.fresh
		}
	}
	fresh := t.fresh(tapEvent, openID, grants, now)
	t.events = append(t.events, eventOfTap{name, fresh, now})
	return fresh
}

// fresh is what a source tells of somebody that the other has not told before. The caller holds mu.
func (t *taps) fresh(source tapSource, openID string, grants []queue.Grant, now time.Time) (fresh []queue.Grant) {
	for _, g := range grants {
		g.Left -= t.match(source, openID, g)
		if g.Left > 0 {
			t.told = append(t.told, tap{source, openID, g.Template, g.Left, now})
			fresh = append(fresh, g)
		}
	}
	return fresh
}

// match takes off what the other source has told of the same, and says how much that was.
func (t *taps) match(source tapSource, openID string, g queue.Grant) (known int) {
	for i := range t.told {
		other := &t.told[i]
		if other.source != source && other.openID == openID && other.template == g.Template {
			n := min(other.left, g.Left-known)
			other.left -= n
			known += n
		}
	}
	return known
}

// forget drops what is too old, or matched, and the oldest when there are too many.
func (t *taps) forget(now time.Time) {
	t.told = slices.DeleteFunc(t.told, func(one tap) bool { return one.left <= 0 || now.Sub(one.at) >= sameTap })
	t.told = slices.Delete(t.told, 0, max(0, len(t.told)-mostTaps))
	t.events = slices.DeleteFunc(t.events, func(e eventOfTap) bool { return now.Sub(e.at) >= sameTap })
	t.events = slices.Delete(t.events, 0, max(0, len(t.events)-mostTaps))
}
