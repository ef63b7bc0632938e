package core

import (
	"testing"
	"time"
)

// A way rests after three failures in a row; one notice at a time asks, and the pause doubles up to five minutes.
func TestRest(t *testing.T) {
	now := time.Unix(1e9, 0)
	var r rest
	for i := range restAfter {
		if r.closed("first", now) {
			t.Fatalf("it rests after %d failures", i)
		}
		r.failed(errUnreachable, now, now)
	}
	r.failed(errUnreachable, now.Add(-time.Second), now) // was on its way already
	for _, want := range []time.Duration{2, 4, 8, 16, 32, 64, 128, 256, 300, 300} {
		pause := want * time.Second
		if !r.closed("a", now.Add(pause-1)) {
			t.Errorf("open before the pause of %v is over", pause)
		}
		now = now.Add(pause)
		for range 2 {
			if r.closed("a", now) {
				t.Errorf("the first to ask is refused after %v", pause)
			}
		}
		if !r.closed("b", now) {
			t.Error("two ask at once")
		}
		r.failed(errUnreachable, now, now)
	}
	if !r.answered(now) || r.closed("b", now) {
		t.Error("it rests after an answer")
	}
	if r.answered(now) {
		t.Error("a second answer ends a second rest")
	}
}

// Who has the part of the probe and does not ask gives it back.
func TestRestLeave(t *testing.T) {
	now := time.Unix(1e9, 0)
	r := rest{pause: time.Second, until: now}
	if r.closed("a", now) || !r.closed("b", now) {
		t.Fatal("the first is the one that asks")
	}
	r.leave("b")
	if !r.closed("b", now) {
		t.Error("another gave back what it did not have")
	}
	r.leave("a")
	if r.closed("b", now) {
		t.Error("nobody can ask any more")
	}
}

// A used up quota rests at once, is not ended by what was taken just before, and not by WeChat being there.
func TestRestOfQuotas(t *testing.T) {
	now := time.Unix(1e9, 0)
	for code, pause := range map[int]time.Duration{45009: restMost, 45011: restMinute} {
		var r rest
		r.failed(errcode(code), now, now)
		if r.answered(now.Add(-time.Second)) {
			t.Errorf("%d: what was taken before ends the rest", code)
		}
		r.wake(now)
		if !r.closed("a", now.Add(pause-1)) || r.closed("a", now.Add(pause)) {
			t.Errorf("%d: it does not rest for %v", code, pause)
		}
		if r.spent != (code == 45009) {
			t.Errorf("%d: other ways are tried: %v", code, r.spent)
		}
	}
	var r rest
	for range restAfter {
		r.failed(errUnreachable, now, now)
	}
	if r.wake(now); r.closed("a", now) {
		t.Error("it rests though WeChat is there")
	}
}
