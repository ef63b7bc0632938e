package core

import (
	"maps"
	"sync"

	"paihao/wechat"
)

// mostNames is how many names of events that are not known are counted one by one: anybody may invent them, within the
// account's key.
const mostNames = 50

// tally counts the events of an account since the start, by kind, and those without a kind by WeChat's name for them. The
// zero value is ready.
type tally struct {
	mu     sync.Mutex
	events map[string]uint64
	others int
}

// count counts an event; names beyond mostNames are only "other".
func (t *tally) count(e wechat.Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.events == nil {
		t.events = map[string]uint64{}
	}
	kind := string(e.Kind)
	if e.Kind == wechat.KindOther && e.Name != "" {
		named := kind + "_" + e.Name
		if _, known := t.events[named]; !known && t.others < mostNames {
			t.events[named] = 0
			t.others++
		}
		if _, known := t.events[named]; known {
			kind = named
		}
	}
	t.events[kind]++
}

// all is how many there were.
func (t *tally) all() map[string]uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.events)
}
