package core

import (
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
	// sameTap is how far apart the two may come for one tap.
	sameTap = time.Minute
	// mostTaps is how many are remembered; then the oldest are forgotten, and may count twice. WeChat refuses what was
	// allowed once too few.
	mostTaps = 2000
)

// taps lets each tap count once, although two tell of it. The zero value is ready.
type taps struct {
	mu   sync.Mutex
	told []tap // oldest first
}

// tap is what one source told and the other has not yet.
type tap struct {
	source           tapSource
	openID, template string
	left             int
	at               time.Time
}

// fresh is what a source tells of somebody that the other has not told before.
func (t *taps) fresh(source tapSource, openID string, grants []queue.Grant, now time.Time) (fresh []queue.Grant) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(now)
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
	kept := t.told[:0]
	for _, one := range t.told {
		if one.left > 0 && now.Sub(one.at) < sameTap {
			kept = append(kept, one)
		}
	}
	if n := len(kept); n > mostTaps {
		kept = kept[n-mostTaps:]
	}
	clear(t.told[len(kept):])
	t.told = kept
}
