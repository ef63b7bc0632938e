package core

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// Where one service alone gives out tickets, a scan takes one for it; closed ones say why, and until when.
func TestChoiceOfClosedServices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // it is Saturday, 08:00
		s := mustStage(t, memory(), oneCode, func(s *stage) {
			s.venue.Services = append(s.venue.Services, queue.Service{ID: "table", Name: "小桌", Prefix: "C", Digits: 3, Minutes: 9, Party: queue.Party{Min: 1, Max: 2}})
			s.venue.Services[1].Hours = mustHours(t, "Sat 09:00-12:00")
		})
		tells(t, "the list", s.scansAll(1), "2. 社保医保：现在不取号，今天 09:00 以后可以\n3. 小桌（1–2 人）：0 位在等",
			"2. Social insurance: no tickets at this hour, again today at 09:00\n3. 小桌 (for 1–2): 0 waiting")
		tells(t, "a closed one", s.says(1, "2"), "现在不是社保医保的取号时间。请在今天 09:00 以后再扫码取号。", "也可以回复其他数字", "You may reply with another number")
		tells(t, "another one", s.says(1, "3"), "取号成功！您的号码是 C001（小桌）")
		s.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
		asked := s.scansAll(1)
		tells(t, "one is open, which is one's own", asked, "您已经有号了：C001")
		tells(t, "one is open", s.scansAll(2), "取号成功！您的号码是 C002（小桌）")
		s.mustDo(queue.Command{Verb: queue.Stop, Service: "table"})
		tells(t, "none is", s.scansAll(3), "现在没有可以取号的业务：\n1. 综合业务：暂停取号\n2. 社保医保：现在不取号", "No service gives out tickets now:\n1. General services: no tickets for now")
		tells(t, "a number then", s.says(3, "1"), "还没有取号：请先扫")
		tells(t, "who has one", s.scansAll(1), "您已经有号了：C001（小桌）", "前面没有人了")
		s.mustDo(queue.Command{Verb: queue.CloseDay})
		tells(t, "after the day", s.scansAll(3), "今天的营业已经结束，谢谢光临。请在")
		s.mustClose()
	})
}

// Who has a ticket and scans the code for all is shown where they could change to, if there is anywhere, and a number that is
// beyond the list shows it again.
func TestChoiceWithATicket(t *testing.T) {
	s := mustStage(t, memory(), oneCode)
	s.mustOpen("1")
	s.scansAll(1)
	s.says(1, "1")
	s.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
	tells(t, "the other one is open", s.scansAll(1), "您已经有号了：A001（综合业务）", "要换业务，请在 10 分钟内回复数字：\n1. 综合业务：暂停取号\n2. 社保医保：0 位在等")
	tells(t, "a number beyond the list", s.says(1, "3"), "您已经有号了：A001（综合业务）", "要换业务", "2. 社保医保")
	tells(t, "the other one's", s.says(1, "2"), "您刚选的是社保医保", "回复“换”")
	s.mustDo(queue.Command{Verb: queue.Stop, Service: "social"})
	if got := s.scansAll(1); strings.Contains(got, "要换业务") {
		t.Errorf("with none open a change is offered: %q", got)
	}
	s.mustDo(queue.Command{Verb: queue.Issue, Service: "social"})
	s.mustCall("1")
	if got := s.scansAll(1); strings.Contains(got, "要换业务") || !strings.Contains(got, "请到1号窗口。来不了请回复“取消”") {
		t.Errorf("who is called is told %q", got)
	}
	if n := s.count(); n != 1 {
		t.Errorf("%d tickets, want 1", n)
	}
}

// Where no service at all gives out tickets for one reason, who scans reads that alone, takes no ticket of a service that
// they have not chosen, and hears when the first of them opens.
func TestNoneOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // it is Saturday, 08:00
		s := mustStage(t, memory(), oneCode, func(s *stage) {
			s.venue.Rules.MaxWaiting = 1
			s.venue.Services[0].Hours, s.venue.Services[1].Hours = mustHours(t, "Sat,Tue 08:00-12:00"), mustHours(t, "Sat,Mon 08:00-12:00")
		})
		s.scansAll(1)
		s.says(1, "2")
		crowded := s.scansAll(2)
		tells(t, "a full hall", crowded, "现在已经有 1 位在等，暂时不发新号", "1 people are waiting already")
		tells(t, "its number", s.says(2, "1"), "还没有取号：请先扫")
		s.mustDo(queue.Command{Verb: queue.CloseDay})
		tells(t, "after the day", s.scansAll(2), "今天的营业已经结束，谢谢光临。请在星期一 08:00 以后再扫码取号。")
		if n := s.count(); n != 1 || strings.Contains(crowded, "综合业务") {
			t.Errorf("%d tickets, want 1; a full hall says %q", n, crowded)
		}
		s.mustClose()
	})
}

// Who has just cancelled is refused whatever they choose, and not sent round the list.
func TestChoiceAfterACancel(t *testing.T) {
	s := mustStage(t, memory(), oneCode, func(s *stage) { s.venue.Rules.Cooldown = time.Hour })
	s.scansAll(1)
	s.says(1, "1")
	s.says(1, "取消")
	s.scansAll(1)
	refused := s.says(1, "2")
	tells(t, "the next one", refused, "您刚刚取消过一张号。请在")
	if strings.Contains(refused, "其他数字") {
		t.Errorf("the refusal is %q, and no other number would do", refused)
	}
}
