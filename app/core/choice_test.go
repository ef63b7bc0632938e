package core

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
	"paihao/wechat"
)

// oneCode is a hall with one code for all of its services.
func oneCode(s *stage) { s.settings.Screen.OneCode = true }

// scansAll is the reply to a customer's new scan of the code for all services.
func (s *stage) scansAll(n int) string {
	s.t.Helper()
	return s.scans(n, s.joinCode(""))
}

// number is that of a customer's open ticket; empty without one.
func (s *stage) number(n int) string {
	var t queue.Standing
	s.Look(func(b *queue.Book) { t, _ = b.Of(customer(n)) })
	return t.Number
}

// count is how many tickets there are, whatever became of them.
func (s *stage) count() (n int) {
	for _, of := range s.View().Totals {
		n += of
	}
	return n
}

// Who scans is asked, and takes a ticket by a number, a name or a prefix; a repeat of either changes nothing.
func TestChoice(t *testing.T) {
	s := mustStage(t, memory(), oneCode)
	s.mustOpen("1")
	asked := s.scansAll(1)
	tells(t, "the question", asked, "请回复数字选业务，10 分钟内有效：\n1. 综合业务：0 位在等，不用等\n2. 社保医保：0 位在等\n",
		"Reply with the number of the service within 10 minutes:\n1. General services: 0 waiting, no wait\n2. Social insurance: 0 waiting")
	if n := s.count(); n != 0 {
		t.Errorf("the scan alone took %d tickets", n)
	}
	word := s.does(1, "the number", "2")
	taken := s.reply(word)
	tells(t, "the number", taken, "取号成功！您的号码是 B001（社保医保）", "You are in line: B001 (Social insurance)")
	for range 3 {
		if again := s.reply(word); again != taken {
			t.Errorf("a repeat is answered %q, want %q", again, taken)
		}
	}
	for i, text := range []string{"１。", "综合业务", "GENERAL services", "a", "Ａ！", "一", "①", "1号", "01", "1️⃣"} {
		n := 2 + i
		s.scansAll(n)
		tells(t, text, s.says(n, text), "取号成功！您的号码是 A0", "综合业务")
	}
	if n := s.count(); n != 11 {
		t.Errorf("%d tickets, want 11", n)
	}
	tells(t, "who has one scans again", s.scansAll(2), "您已经有号了：A0", "要换业务，请在 10 分钟内回复数字：\n1. 综合业务：10 位在等", "To change to another service, reply with its number")
	tells(t, "the same service", s.says(2, "1"), "您已经有号了：A0")
	tells(t, "another service", s.says(2, "2"), "您刚选的是社保医保。要换过去，请在 5 分钟内回复“换”", "What you have just chosen is Social insurance")
	tells(t, "the change", s.says(2, "换"), "已换好，号码不变：A0", "社保医保")
}

// Who chose by a word has opened the window for texts, and is not invited to write one more.
func TestChoiceInvitesNobody(t *testing.T) {
	s := mustStage(t, memory(), oneCode)
	s.scan.words.invite = true
	s.scansAll(1)
	number := s.does(1, "number", "1")
	for range 2 {
		if taken := s.reply(number); strings.Contains(taken, "回复任意一个字") || !strings.Contains(taken, "取号成功") {
			t.Errorf("the number is answered %q", taken)
		}
	}
	tells(t, "a service's own code", s.scans(2, s.joinCode("social")), "取号成功", "回复任意一个字")
}

// A number without a scan takes no ticket, nor one that comes too late or after a new start.
func TestChoiceNeedsAScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := storetest.Memory()
		s := mustStage(t, storetest.Failing(disk), oneCode)
		none := func(what string, n int, text string) {
			t.Helper()
			tells(t, what, s.says(n, text), "还没有取号：请先扫大屏幕上的二维码", "please scan the QR code on the screen first")
		}
		none("without a scan", 1, "1")
		s.scansAll(1)
		time.Sleep(chooseWithin)
		none("too late", 1, "综合业务")
		s.scansAll(1)
		s.mustClose()
		s = mustStage(t, storetest.Failing(disk), oneCode)
		none("after a start", 1, "A")
		s.scansAll(1)
		time.Sleep(chooseWithin - 1)
		tells(t, "at the last moment", s.says(1, "1"), "取号成功")
		time.Sleep(chooseWithin)
		tells(t, "who has one and no scan", s.says(1, "2"), "您的号码：A001", "请先扫大屏幕上的二维码、选那项业务")
		left := wechat.Event{Kind: wechat.KindUnfollow, From: customer(2).OpenID, ID: "left"}
		s.scansAll(2)
		s.reply(left)
		none("who left and came back", 2, "1")
		s.mustClose()
	})
}

// What is no service is answered by the list again, while a choice is waited for; the words of wishes keep their meaning.
func TestUnclearChoice(t *testing.T) {
	s := mustStage(t, memory(), oneCode)
	for _, text := range []string{"0", "3", "13", "社保", "你好", "1 2", "-1.5", "九"} {
		s.scansAll(1)
		tells(t, text, s.says(1, text), "没有看懂，还没有取号", "1. 综合业务", "no ticket was taken", "2. Social insurance")
	}
	for _, c := range [][2]string{{"帮助", "换 · 先扫码、选另一项业务"}, {"Help!", "change · scan, choose"}, {"状态", "您现在没有号"}, {"换", "您现在没有号"}} {
		tells(t, c[0], s.says(1, c[0]), c[1])
	}
	tells(t, "after all of that", s.says(1, "2"), "取号成功")
	tells(t, "small talk with a ticket", s.says(1, "你好"), "取号后可回复")
	tells(t, "a change without a scan", s.says(1, "change"), "请先扫大屏幕上的二维码、选那项业务，再回复“换”")
}

// A venue that has one service has its own code, whatever the settings say, and asks nobody.
func TestOneServiceIsNotAsked(t *testing.T) {
	s := mustStage(t, memory(), oneCode, func(s *stage) {
		s.venue.Services = s.venue.Services[:1]
		s.venue.Counters = s.venue.Counters[:1]
	})
	if s.codes.joins()[0] != "general" {
		t.Errorf("the screen has codes for %q, want the service's own", s.codes.joins())
	}
	all := s.mustKeep(queue.Code{ID: "all", Purpose: queue.Join}, time.Hour) // of a time when there were more
	tells(t, "an old code for all", s.scans(1, all), "取号成功！您的号码是 A001")
	tells(t, "a number", s.says(2, "1"), "取号后可回复")
}

// A menu's scan of the code for all asks as any other does; a poster of a service asks nobody, and one of none takes nothing.
func TestChoiceByMenuAndPoster(t *testing.T) {
	s := mustStage(t, memory(), oneCode)
	s.scan.channels = s.settings.Channels
	menu := s.does(1, "menu scan", "")
	menu.Kind, menu.Scene, menu.Result = wechat.KindScanWait, "", s.joinCode("").URL
	tells(t, "a menu's scan", s.reply(menu), "请回复数字选业务")
	tells(t, "its answer", s.says(1, "2"), "取号成功！您的号码是 B001")
	door := s.mustKeep(queue.Code{ID: "1", Purpose: queue.Channel, For: "door"}, 0)
	tells(t, "a poster of a service", s.scans(2, door), "您从门口海报来", "取号成功！您的号码是 A001")
	market := s.mustKeep(queue.Code{ID: "2", Purpose: queue.Channel, For: "market"}, 0)
	tells(t, "a poster of none", s.scans(3, market), "欢迎关注便民服务中心")
	tells(t, "a number after it", s.says(3, "1"), "还没有取号：请先扫")
}

// FuzzChoice: whatever somebody writes who was asked, there is one ticket at the most, an answer that WeChat shows, and never
// a ticket without the answer saying so.
func FuzzChoice(f *testing.F) {
	for _, text := range []string{"1", "2。", "社保医保", "三", "取消", "换", "help", "\u202e1", "<xml>", "{n}", strings.Repeat("1", 700)} {
		f.Add(text)
	}
	s := mustStage(f, memory(), oneCode)
	n, all := 0, s.joinCode("")
	f.Fuzz(func(t *testing.T, text string) {
		s.t = t
		n++
		s.scans(n, all)
		word := s.does(n, "word", text)
		word.Kind = wechat.KindText
		before := s.count()
		answer := s.reply(word)
		if again := s.reply(word); (s.count() > before) && again != answer {
			t.Errorf("%q is answered %q and %q", text, answer, again)
		}
		took := strings.Contains(answer, "取号成功")
		if now := s.count(); now > before+1 || took != (now > before) || took != (s.number(n) != "") {
			t.Errorf("%q made %d tickets and is answered %q", text, now-before, answer)
		}
		if answer == "" || len(answer) > longestText {
			t.Errorf("%q is answered by %d bytes", text, len(answer))
		}
	})
}
