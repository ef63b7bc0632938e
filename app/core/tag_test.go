package core

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// labels is an account's tags. Openids that have left are refused, and all with them.
type labels struct {
	mu    sync.Mutex
	names []string
	left  string
	odd   map[string]int // errcode that somebody is refused with, and all with them
	err   error
	calls []string // what was asked for, in turn
	given map[string][]string
}

// Tags lists them.
func (l *labels) Tags(context.Context) (list []wechat.Tag, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, "tags")
	for i, name := range l.names {
		list = append(list, wechat.Tag{ID: 100 + i, Name: name})
	}
	return list, l.err
}

// CreateTag makes one.
func (l *labels) CreateTag(_ context.Context, name string) (wechat.Tag, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls, l.names = append(l.calls, "create "+name), append(l.names, name)
	return wechat.Tag{ID: 100 + len(l.names) - 1, Name: name}, l.err
}

// TagUsers notes who was given which.
func (l *labels) TagUsers(_ context.Context, tag int, openIDs ...string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, fmt.Sprint("give ", len(openIDs)))
	switch {
	case l.err != nil:
		return l.err
	case slices.Contains(openIDs, l.left):
		return &wechat.Error{Code: 40003}
	}
	for _, id := range openIDs {
		if code := l.odd[id]; code != 0 {
			return &wechat.Error{Code: code}
		}
	}
	if l.given == nil {
		l.given = map[string][]string{}
	}
	name := l.names[tag-100]
	l.given[name] = append(l.given[name], openIDs...)
	return nil
}

func (l *labels) asked() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	calls := l.calls
	l.calls = nil
	return calls
}

// mustWant lets customers be known who are to be given a tag.
func (s *stage) mustWant(tag string, from, to int) {
	s.t.Helper()
	for n := from; n < to; n++ {
		s.mustDo(queue.Command{Verb: queue.Meet, Customer: customer(n), Meeting: &queue.Meeting{Tag: tag}})
	}
}

func (s *stage) untagged() (n int) {
	s.Look(func(b *queue.Book) { n = len(b.Untagged()) })
	return n
}

// Tags are found or made once, given to 50 at a time, and given to nobody twice; who has left holds up nobody.
func TestTags(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		l := &labels{names: []string{"集市"}, left: customer(3).OpenID}
		tags := newTagger(s.Queue, l, app, s.log)
		s.mustWant("集市", 100, 170)
		s.mustWant("大门", 1, 5)
		s.mustDo(queue.Command{Verb: queue.Meet, Customer: queue.Customer{App: "wxanother", OpenID: "o"}, Meeting: &queue.Meeting{Tag: "集市"}})
		stop := background(t, tags.run)
		synctest.Wait()
		if len(l.given["集市"]) != 70 || len(l.given["大门"]) != 3 || s.untagged() != 1 {
			t.Errorf("given %v, and %d are left: want 70 and 3, and the other app's one", l.given, s.untagged())
		}
		calls := l.asked()
		slices.Sort(calls)
		if want := []string{"create 大门", "give 1", "give 1", "give 1", "give 1", "give 20", "give 4", "give 50", "tags", "tags"}; !slices.Equal(calls, want) && !slices.Equal(calls, slices.Delete(want, 8, 9)) {
			t.Errorf("asked for %q, want %q", calls, want)
		}
		s.mustWant("集市", 200, 201)
		tags.ring()
		synctest.Wait()
		if calls := l.asked(); !slices.Equal(calls, []string{"give 1"}) {
			t.Errorf("the bell brought %q, want one call", calls)
		}
		s.mustWant("集市", 201, 202)
		time.Sleep(tagEvery)
		synctest.Wait()
		if calls := l.asked(); !slices.Equal(calls, []string{"give 1"}) {
			t.Errorf("a minute brought %q, want one call", calls)
		}
		stop()
		s.mustClose()
	})
}

// What cannot be done is tried again, more and more rarely, and nothing is lost.
func TestTagsFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		l := &labels{names: []string{"集市"}, err: errUnreachable}
		tags := newTagger(s.Queue, l, app, s.log)
		s.mustWant("集市", 1, 3)
		stop := background(t, tags.run)
		time.Sleep(15*time.Minute + time.Second)
		tags.ring() // a bell does not hurry it
		synctest.Wait()
		if n := len(l.asked()); n != 5 || s.untagged() != 2 {
			t.Errorf("asked %d times in 15 minutes, and %d are left: want 5 and 2", n, s.untagged())
		}
		l.mu.Lock()
		l.err = nil
		l.mu.Unlock()
		time.Sleep(16 * time.Minute)
		if n := s.untagged(); n != 0 {
			t.Errorf("%d are left once WeChat is back", n)
		}
		stop()
		s.mustClose()
	})
}

// Who cannot be given a tag keeps nobody else from theirs, whatever WeChat says: that they have too many already, which is
// for good, or what we do not know, which is tried again.
func TestTagsOfTheOthers(t *testing.T) {
	s := mustStage(t, memory())
	l := &labels{names: []string{"集市"}, odd: map[string]int{customer(3).OpenID: 45059, customer(60).OpenID: 45059, customer(110).OpenID: 40999}}
	tags := newTagger(s.Queue, l, app, s.log)
	s.mustWant("集市", 1, 131)
	for range 2 {
		if err := tags.round(t.Context()); err == nil {
			t.Error("a refusal that is not known is not told")
		}
	}
	if len(l.given["集市"]) != 127 || s.untagged() != 1 {
		t.Errorf("%d were given the tag and %d are left, want 127 and one", len(l.given["集市"]), s.untagged())
	}
}

// A tag that was deleted in the console is looked for anew.
func TestTagIsGone(t *testing.T) {
	s := mustStage(t, memory())
	l := &labels{names: []string{"集市"}}
	tags := newTagger(s.Queue, l, app, s.log)
	tags.known["集市"] = 7
	l.err = &wechat.Error{Code: 45159}
	s.mustWant("集市", 1, 2)
	if err := tags.round(t.Context()); err == nil {
		t.Error("the refusal is not told")
	}
	l.err = nil
	if err := tags.round(t.Context()); err != nil || s.untagged() != 0 {
		t.Errorf("looked for anew: %v, %d left", err, s.untagged())
	}
}
