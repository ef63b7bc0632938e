package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

func serviceText(to, text string) string {
	return fmt.Sprintf(`{"touser":%q,"msgtype":"text","text":{"content":%q}}`, to, text)
}

// room counts how many messages an app may still write.
func room(t *testing.T, s *sandbox.Sandbox, pass, to string) (n, end int) {
	t.Helper()
	for {
		a := mustCall(t, s, "POST", sandbox.PathService+pass, serviceText(to, "hello"))
		if a.Errcode != 0 {
			return n, a.Errcode
		}
		n++
	}
}

func mustClockedMini(t *testing.T) (*sandbox.Sandbox, *clock) {
	t.Helper()
	c := newClock()
	o := withMini(&mailbox{})
	o.Now = c.now
	return mustNew(t, o), c
}

func TestWindows(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*sandbox.Sandbox) error
		mini bool
		n    int
		life time.Duration
	}{
		"follow":           {func(s *sandbox.Sandbox) error { return s.Follow(background(), "oNew") }, false, 3, time.Minute},
		"scan":             {func(s *sandbox.Sandbox) error { return s.Scan(background(), someone, "door") }, false, 3, time.Minute},
		"scan and follow":  {func(s *sandbox.Sandbox) error { return s.Scan(background(), "oNew", "door") }, false, 3, time.Minute},
		"click":            {func(s *sandbox.Sandbox) error { return s.Click(background(), someone, "STATUS") }, false, 3, time.Minute},
		"scan from a menu": {func(s *sandbox.Sandbox) error { return s.ScanWait(background(), someone, "K", "A012") }, false, 3, time.Minute},
		"text":             {func(s *sandbox.Sandbox) error { return s.Say(background(), someone, "状态") }, false, 5, 48 * time.Hour},
		"enter the mini":   {func(s *sandbox.Sandbox) error { return s.Enter(background(), someone) }, true, 2, time.Minute},
		"text to the mini": {func(s *sandbox.Sandbox) error { return s.Say(background(), mini(s), "hi") }, true, 5, 48 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := mustClockedMini(t)
			mustCode(t, s, permanent("door"))
			must(t, s.Follow(background(), someone))
			clock.add(time.Minute)
			pass, to := mustPass(t, s, appID, secret), someone
			if c.mini {
				pass, to = mustPass(t, s, miniID, miniSecret), mini(s)
			}
			if strings.Contains(name, "follow") {
				to = "oNew"
			} else if n, end := room(t, s, pass, to); n != 0 || end != 45015 {
				t.Errorf("before: got %d and %d, want none and 45015", n, end)
			}
			must(t, c.do(s))
			if n, end := room(t, s, pass, to); n != c.n || end != 45047 {
				t.Errorf("after: got %d and %d, want %d and 45047", n, end, c.n)
			}
			must(t, c.do(s))
			if name == "follow" { // a second time is none
				return
			}
			clock.add(c.life - time.Second)
			wantErrcode(t, s, "in the last second", "POST", sandbox.PathService+fresh(t, s, c.mini), serviceText(to, "a"), 0)
			clock.add(time.Second)
			wantErrcode(t, s, "at the end", "POST", sandbox.PathService+fresh(t, s, c.mini), serviceText(to, "a"), 45015)
		})
	}
}

func mini(s *sandbox.Sandbox) string {
	v, err := s.Open(someone, "")
	if err != nil {
		panic(err)
	}
	return v.OpenID
}

func fresh(t *testing.T, s *sandbox.Sandbox, mini bool) string {
	t.Helper()
	if mini {
		return mustPass(t, s, miniID, miniSecret)
	}
	return mustPass(t, s, appID, secret)
}

func TestWindowsStandBesideEachOther(t *testing.T) {
	s, clock := mustClockedMini(t)
	must(t, s.Follow(background(), someone))
	must(t, s.Say(background(), someone, "hello"))
	pass := mustPass(t, s, appID, secret)
	if n, end := room(t, s, pass, someone); n != 8 || end != 45047 {
		t.Errorf("got %d and %d, want 3 for the follow, 5 for the text, then 45047", n, end)
	}
	must(t, s.View(background(), someone, "https://kiosk.test/"))
	if n, _ := room(t, s, pass, someone); n != 0 {
		t.Errorf("a page from the menu opened a window of %d", n)
	}
	must(t, s.Say(background(), someone, "hello"))
	must(t, s.Unfollow(background(), someone))
	if n, end := room(t, s, pass, someone); n != 0 || end != 45015 {
		t.Errorf("after leaving: got %d and %d, want none and 45015", n, end)
	}
	clock.add(time.Second)
	must(t, s.Follow(background(), someone))
	if n, _ := room(t, s, pass, someone); n != 3 {
		t.Errorf("after coming back: got %d, want 3", n)
	}
}

func TestServiceRefusals(t *testing.T) {
	s := mustNew(t, withMini(&mailbox{}))
	must(t, s.Follow(background(), someone))
	path := sandbox.PathService + mustPass(t, s, appID, secret)
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"nobody":       {serviceText("oNobody", "a"), 40003},
		"no receiver":  {`{"msgtype":"text","text":{"content":"a"}}`, 40003},
		"a picture":    {fmt.Sprintf(`{"touser":%q,"msgtype":"image"}`, someone), 40008},
		"no text":      {serviceText(someone, ""), 44004},
		"too long":     {serviceText(someone, strings.Repeat("长", 683)), 45002},
		"not JSON":     {`touser`, 47001},
		"wrong name":   {fmt.Sprintf(`{"toUser":%q,"msgtype":"text","text":{"content":"a"}}`, someone), 40003},
		"escaped text": {`{"touser":"\u006f"}`, 40033},
	} {
		wantErrcode(t, s, name, "POST", path, c.body, c.want)
	}
	wantErrcode(t, s, "just long enough", "POST", path, serviceText(someone, strings.Repeat("长", 682)), 0)
	if got := texts(s, someone, sandbox.Service); len(got) != 1 {
		t.Errorf("the chat shows %d texts, want 1", len(got))
	}
}
