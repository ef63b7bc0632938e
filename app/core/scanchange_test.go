package core

import (
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// scans is a customer's new scan of a code.
func (s *stage) scans(n int, c queue.Code) string {
	s.t.Helper()
	e := s.does(n, c.Key()+time.Now().String(), "")
	e.Scene = c.Scene
	return s.reply(e)
}

func (s *stage) joinCode(service string) (c queue.Code) {
	s.Look(func(b *queue.Book) { c, _ = b.Code(service) })
	return c
}

// Who has a ticket and scans another service's code may change by a word, and keeps number and time of arrival.
func TestChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		social := s.joinCode("social")
		tells(t, "without a ticket", s.says(1, "换"), "您现在没有号")
		s.reply(s.does(1, "scan", ""))
		time.Sleep(time.Minute)
		for n := 2; n < 4; n++ {
			s.scans(n, social)
		}
		tells(t, "without a scan", s.says(1, "change"), "您的号码：A001", "要换业务，请先扫", "scan its QR code first")
		offer := s.scans(1, social)
		tells(t, "the offer", offer, "您已经有号了：A001（综合业务）", "您刚扫的是社保医保。要换过去，请在 5 分钟内回复“换”", "What you have just scanned is Social insurance")
		time.Sleep(changeWithin)
		tells(t, "too late", s.says(1, "换"), "要换业务，请先扫")
		s.scans(1, social)
		word := s.does(1, "the word", "换。")
		changed := s.reply(word)
		tells(t, "the change", changed, "已换好，号码不变：A001（社保医保）", "前面没有人了", "Changed, with the same number: A001 (Social insurance)")
		if again := s.reply(word); again != changed {
			t.Errorf("the repeat is answered %q, want %q", again, changed)
		}
		tells(t, "a second word", s.says(1, "换"), "您的号码：A001（社保医保）")
		s.mustClose()
	})
}

// No change is offered to a service that gives out no tickets, nor to somebody whose turn it is; and an offer ends when either
// becomes so.
func TestNoChange(t *testing.T) {
	s := mustStage(t, memory())
	social := s.joinCode("social")
	s.mustOpen("1")
	s.reply(s.does(1, "scan", ""))
	s.mustDo(queue.Command{Verb: queue.Stop, Service: "social"})
	if got := s.scans(1, social); got != s.reply(s.does(1, "scan again", "")) {
		t.Errorf("with the other service stopped the answer is %q, want only how the ticket stands", got)
	}
	s.mustDo(queue.Command{Verb: queue.Issue, Service: "social"})
	tells(t, "open again", s.scans(1, social), "回复“换”")
	s.mustDo(queue.Command{Verb: queue.Stop, Service: "social"})
	tells(t, "stopped meanwhile", s.says(1, "换"), "这张号现在不能换业务：A001（综合业务）")
	s.mustDo(queue.Command{Verb: queue.Issue, Service: "social"})
	s.mustCall("1")
	tells(t, "called meanwhile", s.says(1, "换"), "这张号现在不能换业务：A001", "请到1号窗口。来不了请回复“取消”")
	tells(t, "called", s.scans(1, social), "您已经有号了：A001", "请到1号窗口。来不了请回复“取消”")
}

// Words are known in every form that phones write them in.
func TestWordsInEveryForm(t *testing.T) {
	s := mustStage(t, memory())
	s.reply(s.does(1, "scan", ""))
	for _, text := range []string{"状态。", "“状态”", "　状态　", "ＳＴＡＴＵＳ", "status!!", "～状态～", "我的排号？", "【查询】", "\u200b状态\ufe0f", "状态😀"} {
		tells(t, text, s.says(1, text), "您的号码：A001")
	}
	for _, text := range []string{"状 态", "状态状态", "sta tus", "😀", "。", "取消吗"} {
		tells(t, text, s.says(1, text), "取号后可回复")
	}
}

// Who had a ticket today reads what became of it.
func TestLastTicket(t *testing.T) {
	s := mustStage(t, memory())
	s.mustOpen("1")
	id := s.mustTake(1, "general")[0].ID
	s.mustCall("1")
	s.mustDo(queue.Command{Verb: queue.Finish, Ticket: id})
	for _, text := range []string{"状态", "取消", "延后", "我回来了", "换"} {
		tells(t, text, s.says(1, text), "您现在没有号。上一张是 A001（综合业务）：\n已办结", "Your last one was A001")
	}
}

// Words in the chat open a window, and only where texts are ever sent is that noted.
func TestWindow(t *testing.T) {
	for _, texts := range []bool{true, false} {
		s := mustStage(t, memory())
		s.scan.contacts.texts = texts
		e := s.does(1, "word", "你好")
		e.MessageID = "1"
		s.reply(e)
		var known queue.Contact
		s.Look(func(b *queue.Book) { known, _ = b.Contact(customer(1)) })
		if known.Window.Open(time.Now()) != texts {
			t.Errorf("with texts %v the contact is %+v", texts, known)
		}
	}
}

// Permissions are counted from what WeChat reports.
func TestGrants(t *testing.T) {
	s := mustStage(t, memory())
	report := func(kind wechat.Kind, id string, list ...wechat.Subscription) {
		s.reply(wechat.Event{Kind: kind, From: customer(1).OpenID, ID: id, CreatedAt: time.Now(), Subscriptions: list})
	}
	left := func() int {
		var known queue.Contact
		s.Look(func(b *queue.Book) { known, _ = b.Contact(customer(1)) })
		return known.Granted("called")
	}
	report(wechat.KindGrants, "1", wechat.Subscription{TemplateID: "called", Allowed: true}, wechat.Subscription{TemplateID: "near"})
	report(wechat.KindGrants, "1", wechat.Subscription{TemplateID: "called", Allowed: true}) // WeChat repeats the first
	report(wechat.KindGrants, "2", wechat.Subscription{TemplateID: "called", Allowed: true})
	if n := left(); n != 2 {
		t.Errorf("%d messages are allowed, want 2", n)
	}
	report(wechat.KindRefusals, "3", wechat.Subscription{TemplateID: "called"})
	if n := left(); n != 0 {
		t.Errorf("%d messages are allowed after the customer took them back, want none", n)
	}
}
