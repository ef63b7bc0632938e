package core

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"paihao/assets"
	"paihao/queue"
	"paihao/queue/storetest"
	"paihao/wechat"
)

// does is a customer's event: a scan of the service's code, or with a text a text. The id makes it one event.
func (s *stage) does(n int, id, text string) wechat.Event {
	e := wechat.Event{Kind: wechat.KindText, From: customer(n).OpenID, Text: text, ID: customer(n).OpenID + id, CreatedAt: time.Now()}
	if text == "" {
		e.Kind, e.Scene = wechat.KindScan, s.scan.scenes.of(queue.Join, "general")
	}
	return e
}

func (s *stage) reply(e wechat.Event) string {
	s.t.Helper()
	return s.scan.handle(s.t.Context(), e).Text
}

// says is the reply to a new text of a customer.
func (s *stage) says(n int, text string) string {
	s.t.Helper()
	return s.reply(s.does(n, fmt.Sprint("said ", text, time.Now().UnixNano()), text))
}

// tells checks that a text says all of the words.
func tells(t testing.TB, what, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s: %q does not say %q", what, text, w)
		}
	}
}

// An event older than callback_max_age gets its stored answer if it was carried out, and does nothing if it was not.
func TestStale(t *testing.T) {
	disk := storetest.Memory()
	s := mustStage(t, storetest.Failing(disk))
	scan, cancel := s.does(1, "scan", ""), s.does(2, "cancel", "取消")
	taken := s.reply(scan)
	s.reply(s.does(2, "scan", ""))
	cancelled := s.reply(cancel)
	scan.Stale, cancel.Stale = true, true
	check := func() {
		t.Helper()
		if r := s.reply(scan); r != taken {
			t.Errorf("a stale scan that is known is answered %q, want %q", r, taken)
		}
		if r := s.reply(cancel); r != cancelled {
			t.Errorf("a stale cancel that is known is answered %q, want %q", r, cancelled)
		}
		revision := s.View().Revision
		for _, text := range []string{"", "状态", "取消", "你好"} {
			e := s.does(1, "unknown"+text, text)
			e.Stale = true
			if r := s.reply(e); r != "" {
				t.Errorf("a stale %q that is unknown is answered %q, want nothing", text, r)
			}
		}
		left := wechat.Event{Kind: wechat.KindUnfollow, From: customer(1).OpenID, ID: "left", Stale: true}
		if r := s.reply(left); r != "" {
			t.Errorf("a stale unsubscribe is answered %q", r)
		}
		if now := s.View().Revision; now != revision {
			t.Errorf("stale events wrote: revision %d, want %d", now, revision)
		}
	}
	check()
	s.mustClose()
	s = mustStage(t, storetest.Failing(disk))
	check()
}

// Who leaves the account is forgotten, and their ticket keeps its place.
func TestUnfollow(t *testing.T) {
	disk := storetest.Memory()
	s := mustStage(t, storetest.Failing(disk))
	s.reply(s.does(1, "scan", ""))
	s.reply(s.does(2, "scan", ""))
	before := s.line()
	if r := s.reply(wechat.Event{Kind: wechat.KindUnfollow, From: customer(1).OpenID, ID: "left"}); r != "" {
		t.Errorf("answered %q, want nothing: nobody reads it", r)
	}
	for i, ticket := range s.line() {
		if ticket.ID != before[i].ID || ticket.Ahead != before[i].Ahead || ticket.State != queue.Waiting {
			t.Errorf("place %d is %+v, want %+v", i, ticket, before[i])
		}
	}
	tells(t, "who left", s.says(1, "状态"), "您现在没有号")
	tells(t, "who stays", s.says(2, "状态"), "您的号码：A002")
	s.mustClose()
	saved, err := disk.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range saved.Bindings {
		if b.Customer == customer(1) {
			t.Errorf("the store still binds %+v", b)
		}
	}
}

// What cannot be written is told in a sentence for customers; there is no ticket, and a later try takes one.
func TestStoreFails(t *testing.T) {
	store := memory()
	s := mustStage(t, store)
	scan := s.does(1, "scan", "")
	for _, c := range []struct {
		name string
		fail func(int)
	}{{"refused", store.RefuseCommits}, {"lost", store.LoseCommits}} {
		c.fail(1)
		tells(t, c.name, s.reply(scan), "暂时没有办成", "That did not work")
		if n := len(s.line()); n != 0 {
			t.Errorf("%s: %d tickets, want none", c.name, n)
		}
	}
	store.DoubtCommits(1) // it was written, and the queue finds out
	taken := s.reply(scan)
	tells(t, "in doubt, but written", taken, "取号成功！您的号码是 A001")
	if again := s.reply(scan); again != taken {
		t.Errorf("the repeat is answered %q, want %q", again, taken)
	}
	store.LoseCommits(1)
	store.RefuseOpens(1)
	for n := 2; n < 4; n++ {
		tells(t, "read only", s.reply(s.does(n, "scan", "")), "暂时没有办成", "That did not work")
	}
	tells(t, "who has a ticket can still ask", s.says(1, "状态"), "您的号码：A001")
	if n := len(s.line()); n != 1 {
		t.Errorf("%d tickets, want 1", n)
	}
	if !strings.Contains(s.logged.String(), "a customer's wish could not be carried out") {
		t.Error("the log says nothing of the trouble")
	}
	if strings.Contains(s.logged.String(), "o-customer") {
		t.Errorf("the log names a customer: %s", s.logged)
	}
}

// What is not for a queue gets no answer.
func TestOtherEvents(t *testing.T) {
	s := mustStage(t, memory())
	for _, kind := range []wechat.Kind{wechat.KindOther, wechat.KindClick, wechat.KindTemplateResult, wechat.KindScan} {
		if r := s.reply(wechat.Event{Kind: kind, From: "o", ID: string(kind)}); r != "" {
			t.Errorf("%s is answered %q, want nothing", kind, r)
		}
	}
}

// WeChat may deliver an unsubscribe again after the customer has come back.
func TestRepeatedUnsubscribeTakesNothingNew(t *testing.T) {
	s := mustStage(t, memory())
	s.reply(s.does(1, "scan", ""))
	left := s.does(1, "left", "")
	left.Kind, left.Scene = wechat.KindUnfollow, ""
	s.reply(left)
	s.reply(s.does(1, "scan again", ""))
	s.reply(left)
	tells(t, "after the repeat", s.says(1, "状态"), "A002")
}

// Menu scans, menu buttons and words are one: each does what the other does. What only looks alike is not taken for it.
func TestMenu(t *testing.T) {
	s := mustStage(t, memory())
	code := s.mustKeep(queue.Code{ID: "more", Purpose: queue.Join, Service: "general"}, time.Hour)
	waits := s.does(1, "menu scan", "")
	waits.Kind, waits.Scene, waits.Result = wechat.KindScanWait, "", code.URL
	tells(t, "a code scanned by the menu", s.reply(waits), "取号成功！您的号码是 A001")
	waits.ID, waits.Result = "another menu scan", "https://example.com/"
	if got := s.reply(waits); got != assets.Both("reply.unknown_code") {
		t.Errorf("something else scanned by the menu is answered %q", got)
	}
	click := func(key string) string {
		e := s.does(1, "click "+key+time.Now().String(), "")
		e.Kind, e.Scene, e.Key = wechat.KindClick, "", key
		return s.reply(e)
	}
	tells(t, "STATUS", click("STATUS"), "您的号码：A001")
	tells(t, "HELP", click("HELP"), "取号后可回复")
	tells(t, "LATER", click("LATER"), "已延后", "A001")
	tells(t, "BACK", click("BACK"), "您的号码：A001")
	tells(t, "CANCEL", click("CANCEL"), "号码已取消")
	for _, key := range []string{"status", "", "OTHER", "cancel"} {
		if got := click(key); got != "" {
			t.Errorf("the key %q of another program is answered %q", key, got)
		}
	}
}

// Events are counted by kind, the unknown ones by a bounded number of names, and none without a meaning is answered.
func TestEventsAreCounted(t *testing.T) {
	s := mustStage(t, memory())
	for i := range 60 {
		e := wechat.Event{Kind: wechat.KindOther, From: "o", Name: fmt.Sprint("event_", i), ID: fmt.Sprint(i)}
		if got := s.reply(e); got != "" {
			t.Errorf("%s is answered %q", e.Name, got)
		}
	}
	s.reply(wechat.Event{Kind: wechat.KindView, From: "o", ID: "view"})
	s.reply(wechat.Event{Kind: wechat.KindOther, From: "o", ID: "other", Name: "event_3"})
	all := s.scan.tally.all()
	if len(all) != mostNames+2 || all["other_event_3"] != 2 || all["other"] != 60-mostNames || all["view"] != 1 {
		t.Errorf("counted %v, want the first %d names one by one and the rest together", all, mostNames)
	}
}
