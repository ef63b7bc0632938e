package core

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// WeChat repeats a scan: who was asked is asked again, and the repeat is good for no other ticket.
func TestRepeatOfTheQuestion(t *testing.T) {
	s := mustStage(t, memory(), oneCode, func(s *stage) { s.venue.Rules.OneTicketEach = false })
	scan := s.does(1, "scan", "")
	scan.Scene = s.joinCode("").Scene
	asked := s.reply(scan)
	if again := s.reply(scan); again != asked {
		t.Errorf("the repeat is asked %q, want %q", again, asked)
	}
	s.mustDo(queue.Command{Verb: queue.Stop, Service: "general"})
	tells(t, "the repeat when one is open", s.reply(scan), "1. 综合业务：暂停取号", "请回复数字")
	tells(t, "the closed one", s.says(1, "1"), "综合业务暂停取号")
	taken := s.does(1, "number", "2")
	tells(t, "the open one", s.reply(taken), "取号成功！您的号码是 B001")
	s.mustDo(queue.Command{Verb: queue.Issue, Service: "general"})
	tells(t, "the scan's repeat after it", s.reply(scan), "1. 综合业务")
	tells(t, "a second ticket for one scan", s.says(1, "1"), "一次扫码取一张号")
	tells(t, "the number's repeat", s.reply(taken), "取号成功！您的号码是 B001")
	tells(t, "another scan", s.scansAll(1), "请回复数字")
	tells(t, "and its ticket", s.says(1, "1"), "取号成功！您的号码是 A001")
	if n := s.count(); n != 2 {
		t.Errorf("%d tickets, want 2", n)
	}
}

// However often and however much at once WeChat delivers a number, there is one ticket, and every delivery has the same answer.
func TestChoiceAtOnce(t *testing.T) {
	for _, oneEach := range []bool{true, false} {
		s := mustStage(t, memory(), oneCode, func(s *stage) { s.venue.Rules.OneTicketEach = oneEach })
		for n := range 50 {
			s.scansAll(n)
			word := s.does(n, "number", "1")
			replies := make([]string, 8)
			var asking sync.WaitGroup
			for i := range replies {
				asking.Go(func() { replies[i] = s.reply(word) })
			}
			asking.Wait()
			for _, r := range replies {
				tells(t, word.ID, r, "取号成功！您的号码是 "+s.number(n)+"（")
			}
		}
		if n := s.count(); n != 50 {
			t.Errorf("one ticket each is %v: %d tickets, want 50", oneEach, n)
		}
	}
}

// What was not written may be chosen again.
func TestChoiceWhenTheStoreFails(t *testing.T) {
	store := memory()
	s := mustStage(t, store, oneCode, func(s *stage) { s.venue.Rules.OneTicketEach = false })
	s.scansAll(1)
	store.RefuseCommits(1)
	tells(t, "not written", s.says(1, "1"), "暂时没有办成")
	tells(t, "another try", s.says(1, "1"), "取号成功！您的号码是 A001")
}

// One scan is good for one ticket, also when that is over before the question is.
func TestScanIsSpent(t *testing.T) {
	for _, oneEach := range []bool{true, false} {
		s := mustStage(t, memory(), oneCode, func(s *stage) { s.venue.Rules.OneTicketEach = oneEach })
		s.scansAll(1)
		taken := s.does(1, "number", "1")
		tells(t, "the number", s.reply(taken), "取号成功！您的号码是 A001")
		s.says(1, "取消")
		tells(t, "another after the end", s.says(1, "1"), "一次扫码取一张号。要再取", "One scan is good for one ticket")
		tells(t, "the first one's repeat", s.reply(taken), "取号成功！您的号码是 A001")
		tells(t, "small talk", s.says(1, "你好"), "取号后可回复")
		s.scansAll(1)
		tells(t, "after another scan", s.says(1, "2"), "取号成功！您的号码是 B001")
		if n := s.count(); n != 2 {
			t.Errorf("one ticket each is %v: %d tickets, want 2", oneEach, n)
		}
	}
}

// Of two choices at once by one scan, one takes a ticket, and no answer denies that.
func TestTwoChoicesAtOnce(t *testing.T) {
	for _, oneEach := range []bool{true, false} {
		s := mustStage(t, memory(), oneCode, func(s *stage) { s.venue.Rules.OneTicketEach = oneEach })
		for n := range 50 {
			s.scansAll(n)
			replies := make([]string, 2)
			var asking sync.WaitGroup
			for i, text := range []string{"1", "2"} {
				asking.Go(func() { replies[i] = s.reply(s.does(n, text, text)) })
			}
			asking.Wait()
			both, other := strings.Join(replies, "\n"), "一次扫码取一张号"
			if oneEach {
				other = "您已经有号了：" + s.number(n)
			}
			if strings.Count(both, "取号成功！您的号码是 "+s.number(n)+"（") != 1 || strings.Count(both, other) != 1 {
				t.Errorf("one ticket each is %v: answered %q, want one ticket and %q", oneEach, replies, other)
			}
		}
		if n := s.count(); n != 50 {
			t.Errorf("one ticket each is %v: %d tickets, want 50", oneEach, n)
		}
	}
}

// A choice whose outcome comes too late for WeChat is told by a message; an impatient second one makes no second ticket, and
// neither is told that there is none.
func TestLateChoice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store, oneCode)
		s.scansAll(1)
		arrived, release := store.BlockCommit()
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		replies := make(chan string, 2)
		first := s.does(1, "first", "2")
		go func() { replies <- s.scan.handle(ctx, first).Text }()
		<-arrived
		go func() { replies <- s.scan.handle(ctx, s.does(1, "second", "2")).Text }()
		if one, two := <-replies, <-replies; one != "" || two != "" {
			t.Errorf("the late answers are %q and %q, want none", one, two)
		}
		release()
		synctest.Wait()
		tells(t, "the repeat", s.reply(first), "取号成功！您的号码是 B001（社保医保）")
		line := s.line()
		if len(line) != 1 || len(line[0].Notices) != 1 || line[0].Notices[0].Kind != queue.Issued {
			t.Errorf("the line is %+v, want one ticket whose customer is told that it was issued", line)
		}
		if err := s.errands.close(t.Context()); err != nil {
			t.Error(err)
		}
		s.mustClose()
	})
}
