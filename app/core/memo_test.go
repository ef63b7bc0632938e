package core

import (
	"testing"
	"time"
)

// What customers did is remembered of so many at the most, the newest first to stay, and forgotten when its time is over.
func TestMemos(t *testing.T) {
	var m memos[int]
	now := time.Now()
	for n := range mostMemos + 10 {
		m.note(customer(n), n, now, time.Minute)
	}
	if len(m.of) > mostMemos || len(m.order) > mostMemos {
		t.Errorf("%d are remembered in %d places, want at most %d", len(m.of), len(m.order), mostMemos)
	}
	if _, ok := m.recall(customer(0), now); ok {
		t.Error("the oldest of too many is remembered")
	}
	if n, ok := m.recall(customer(mostMemos+9), now.Add(time.Minute-1)); !ok || n != mostMemos+9 {
		t.Errorf("the last one is %d, %v", n, ok)
	}
	if _, ok := m.recall(customer(mostMemos+9), now.Add(time.Minute)); ok {
		t.Error("the last one is remembered for longer than it should be")
	}
	m.note(customer(1), 1, now.Add(time.Minute), time.Minute)
	if len(m.of) != 1 || len(m.order) != 1 {
		t.Errorf("%d are remembered in %d places when their time is over, want the new one alone", len(m.of), len(m.order))
	}
}

// What is noted anew counts from then; one customer who does it without end takes nobody else's place for ever.
func TestMemosAnew(t *testing.T) {
	var m memos[int]
	now := time.Now()
	for n := range 3 * mostMemos {
		m.note(customer(1), n, now.Add(time.Duration(n)), time.Minute)
	}
	if n, ok := m.recall(customer(1), now.Add(time.Minute)); !ok || n != 3*mostMemos-1 || len(m.order) > mostMemos {
		t.Errorf("got %d, %v in %d places, want the newest", n, ok, len(m.order))
	}
	m.change(customer(1), func(n *int) { *n = -1 })
	m.change(customer(2), func(n *int) { *n = -2 })
	if n, _ := m.recall(customer(1), now); n != -1 {
		t.Errorf("changed to %d, want -1", n)
	}
	if _, ok := m.recall(customer(2), now); ok {
		t.Error("who was not remembered is, after a change")
	}
	if m.forget(customer(1)); len(m.of) != 0 {
		t.Errorf("%d are remembered after they were forgotten", len(m.of))
	}
}
