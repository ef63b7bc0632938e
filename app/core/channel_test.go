package core

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

// posted lets the channels of the settings be these, and gives the slots that they have then.
func (s *stage) posted(ids ...string) map[string]string {
	s.t.Helper()
	s.codes.channels = nil
	for _, id := range ids {
		s.codes.channels = append(s.codes.channels, config.Channel{ID: id, Name: id})
	}
	if err := s.codes.renewChannels(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	slots := map[string]string{}
	for _, code := range s.codes.slots() {
		if code.FreeAt.IsZero() {
			slots[code.For] = code.ID
		}
	}
	return slots
}

// A channel keeps its permanent code for good. One that leaves the settings has it again when it comes back, until another has
// got it after the rest.
func TestChannelSlots(t *testing.T) {
	s, m := mustMinter(t)
	passed := time.Duration(0)
	s.codes.now = func() time.Time { return time.Now().Add(passed) }
	calls := func(want int) {
		t.Helper()
		if asked, _ := m.calls(); len(asked) != want {
			t.Errorf("WeChat was asked for %d codes, want %d", len(asked), want)
		}
	}
	check := func(what string, got map[string]string, want ...string) {
		t.Helper()
		if len(got) != len(want)/2 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
		for i := 0; i < len(want); i += 2 {
			if got[want[i]] != want[i+1] {
				t.Errorf("%s: %s has slot %s, want %s", what, want[i], got[want[i]], want[i+1])
			}
		}
	}
	check("two", s.posted("a", "b"), "a", "1", "b", "2")
	asked, _ := m.calls()
	if r := asked[0]; r.Life != 0 || r.Scene != s.codes.scenes.of(queue.Channel, "1") {
		t.Errorf("asked for %+v, want a permanent code", r)
	}
	check("the same", s.posted("a", "b"), "a", "1", "b", "2")
	calls(2)
	check("one left", s.posted("b", "c"), "b", "2", "c", "3")
	if stock := s.codes.Stock(); stock.Used != 2 || stock.Free != wechat.MostPermanent-3 || stock.Most != wechat.MostPermanent {
		t.Errorf("the stock is %+v, want 2 used and one at rest", stock)
	}
	passed += restsFor - time.Minute
	check("it came back", s.posted("a", "b", "c"), "a", "1", "b", "2", "c", "3")
	s.posted("b", "c")
	passed += restsFor
	if stock := s.codes.Stock(); stock.Free != wechat.MostPermanent-2 {
		t.Errorf("after the rest the stock is %+v", stock)
	}
	check("another after the rest", s.posted("b", "c", "d"), "b", "2", "c", "3", "d", "1")
	calls(3)
	s.codes.scenes.app = "wxanother"
	check("another account", s.posted("b", "c", "d"), "b", "2", "c", "3", "d", "1")
	calls(6)
}

func TestNoSlot(t *testing.T) {
	var all []queue.Code
	for n := range wechat.MostPermanent {
		all = append(all, queue.Code{ID: fmt.Sprint(n + 1)})
	}
	if _, err := freeSlot(all); !errors.Is(err, errNoSlot) {
		t.Errorf("got %v, want %v", err, errNoSlot)
	}
	if slot, err := freeSlot(append(all[:41], all[42:]...)); slot != "42" || err != nil {
		t.Errorf("got %s, %v, want the one that is free", slot, err)
	}
}

// A channel whose code WeChat does not make yet does not keep the others waiting.
func TestChannelFails(t *testing.T) {
	s, m := mustMinter(t)
	s.codes.channels = []config.Channel{{ID: "a"}, {ID: "b"}}
	m.fail(func(n int) error {
		if n == 0 {
			return errUnreachable
		}
		return nil
	})
	if err := s.codes.renewChannels(t.Context()); !errors.Is(err, errNoCode) {
		t.Errorf("got %v, want %v", err, errNoCode)
	}
	if slots := s.codes.slots(); len(slots) != 1 || slots[0].For != "b" {
		t.Errorf("slots %+v, want one of b", slots)
	}
}
