package core

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

// platform is what WeChat knows of customers.
type platform struct {
	mu    sync.Mutex
	users map[string]wechat.User
	err   error
	asked []string
}

func (p *platform) user(_ context.Context, openID string) (wechat.User, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, openID)
	return p.users[openID], p.err
}

func (p *platform) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.asked)
}

// mustWonder is a hall that asks a platform about strangers, with a channel called market that gives a tag.
func mustWonder(t *testing.T, p *platform) *stage {
	t.Helper()
	s := mustStage(t, memory())
	channels := []config.Channel{{ID: "market", Tag: "集市"}}
	s.scan.channels = channels
	l := &lookups{
		queue: s.Queue, user: p.user, scenes: s.scan.scenes, channels: channels, app: app, keep: 48 * time.Hour,
		now: time.Now, tagged: func() {}, log: s.log, waiting: make(chan string, 2),
	}
	s.scan.wonder = l.wonder
	background(t, l.run)
	return s
}

func (s *stage) contact(n int) (known queue.Contact) {
	s.Look(func(b *queue.Book) { known, _ = b.Contact(customer(n)) })
	return known
}

// A follow whose callback was missed counts for its channel on its day, once, and the person is known from then on.
func TestMissedFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &platform{users: map[string]wechat.User{}}
		s := mustWonder(t, p)
		code := s.mustKeep(queue.Code{ID: "1", Purpose: queue.Channel, For: "market"}, 0)
		time.Sleep(36 * time.Hour)
		s.mustDo(queue.Command{Verb: queue.Take, Service: "general"}) // another day
		yesterday, scene := time.Now().Add(-30*time.Hour), code.Scene
		p.users[customer(1).OpenID] = wechat.User{Following: true, FollowedAt: yesterday, Union: "u-1", Scene: scene}
		p.users[customer(2).OpenID] = wechat.User{Following: true, FollowedAt: time.Now().Add(-100 * time.Hour), Scene: scene}
		p.users[customer(3).OpenID] = wechat.User{Following: true, FollowedAt: yesterday, Scene: "123"}
		for n := 1; n <= 3; n++ {
			s.says(n, "状态")
			synctest.Wait()
			s.says(n, "状态")
			synctest.Wait()
		}
		if n := p.count(); n != 3 {
			t.Errorf("asked %d times about three customers", n)
		}
		if c := s.contact(1); c.Union != "u-1" || c.Channel != "market" || c.Tag != "集市" || !c.Followed.Equal(yesterday) {
			t.Errorf("the first is known as %+v", c)
		}
		days, err := s.Days(t.Context(), "", "9")
		if err != nil {
			t.Fatal(err)
		}
		if got := days[0].Channels; len(got) != 1 || got[0] != (queue.ChannelCount{Channel: "market", Followers: 1}) || len(days[1].Channels) != 0 {
			t.Errorf("counted %+v, want one follower on the first day", days)
		}
		s.mustClose()
	})
}

// Nobody is asked about who is known, who follows or leaves just now, and more than can wait.
func TestWonder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &platform{err: errors.New("away")}
		s := mustWonder(t, p)
		follow := wechat.Event{Kind: wechat.KindFollow, From: customer(1).OpenID, ID: "follow"}
		left := wechat.Event{Kind: wechat.KindUnfollow, From: customer(2).OpenID, ID: "left"}
		s.reply(follow)
		s.says(1, "状态")
		s.reply(left)
		synctest.Wait()
		if n := p.count(); n != 0 {
			t.Errorf("asked %d times about who need not be asked about", n)
		}
		for n := 3; n < 10; n++ {
			s.says(n, "状态")
			synctest.Wait() // the first fails, two wait, the rest are left out
		}
		if n := p.count(); n != 1 {
			t.Errorf("asked %d times at once, want 1 and a pause", n)
		}
		time.Sleep(3 * askPause)
		if n := p.count(); n != 3 {
			t.Errorf("asked %d times after three pauses, want 3", n)
		}
		s.says(3, "状态")
		time.Sleep(askPause)
		if n := p.count(); n != 3 {
			t.Errorf("asked %d times about one customer within an hour", n)
		}
		time.Sleep(askAgain)
		s.says(3, "状态")
		synctest.Wait()
		if n := p.count(); n != 4 {
			t.Errorf("asked %d times after an hour, want once more", n)
		}
		s.mustClose()
	})
}

// Where a mini program knows the same people by other openids, followers are asked for their unionid too, until they have one.
func TestUnionid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &platform{users: map[string]wechat.User{customer(1).OpenID: {Following: true, FollowedAt: time.Now(), Union: "u-1"}}}
		s := mustWonder(t, p)
		s.scan.linked = true
		s.reply(wechat.Event{Kind: wechat.KindFollow, From: customer(1).OpenID, ID: "follow"})
		synctest.Wait()
		if c := s.contact(1); c.Union != "u-1" || c.Followed.IsZero() {
			t.Errorf("the follower is known as %+v, want by their unionid", c)
		}
		time.Sleep(2 * askAgain)
		s.says(1, "状态")
		synctest.Wait()
		if n := p.count(); n != 1 {
			t.Errorf("asked %d times, want once", n)
		}
		s.mustClose()
	})
}
