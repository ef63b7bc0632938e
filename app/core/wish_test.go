package core

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// The words a customer may write get an answer in every state of their ticket.
func TestWordsInEveryState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		s.mustOpen("1")
		for _, text := range []string{"状态", "取消", "我回来了", "延后", "back", "cancel", "later", "status"} {
			tells(t, text+" without a ticket", s.says(1, text), "您现在没有号", "You have no ticket now")
		}
		id := s.mustTake(2, "general")[0].ID
		for _, text := range []string{"状态", "我的排号", "查询", "status", " Status ", "STATUS\n"} {
			tells(t, text, s.says(1, text), "您的号码：A001（综合业务）", "前面没有人了", "Your ticket: A001 (General services)")
		}
		tells(t, "back while waiting", s.says(1, "我回来了"), "您的号码：A001", "前面没有人了")
		s.mustCall("1")
		tells(t, "status when called", s.says(1, "状态"), "您的号码：A001", "请到1号窗口", "Please go to Counter 1")
		time.Sleep(time.Minute)
		s.mustDo(queue.Command{Verb: queue.Recall, Ticket: id})
		s.mustDo(queue.Command{Verb: queue.Miss, Ticket: id})
		tells(t, "status when missed", s.says(1, "查询"), "A001", "您已过号", "我回来了", "Your call was missed")
		tells(t, "back when missed", s.says(1, "我回来了"), "欢迎回来，已重新排队：A001", "前面还有 1 位", "Welcome back")
		s.mustCall("1")
		s.mustCall("1")
		s.mustDo(queue.Command{Verb: queue.Start, Ticket: id})
		tells(t, "status when served", s.says(1, "状态"), "A001", "正在1号窗口办理", "Being served at Counter 1")
		tells(t, "cancel when served", s.says(1, "取消"), "A001", "正在1号窗口办理")
		s.mustDo(queue.Command{Verb: queue.Finish, Ticket: id})
		tells(t, "status when done", s.says(1, "状态"), "您现在没有号")
		for _, text := range []string{"你好", "取消取消", "A001", "", "help", "帮助", "HELP", "<script>", strings.Repeat("长", 700)} {
			if text != "" {
				tells(t, text, s.says(1, text), "扫大屏幕上的二维码取号", "延后 · 让后面 3 位先办", "帮助", "Scan the QR code on the screen", "let the next 3 go first")
			}
		}
	})
}

// WeChat repeats what a customer wrote: the wish is carried out once, and every repeat gets the first answer.
func TestRepeatedWishes(t *testing.T) {
	s := mustStage(t, memory())
	s.mustOpen("1")
	id := s.mustTake(1, "general")[0].ID
	cancel := s.does(1, "cancel", "取消")
	replies := make([]string, 16)
	var asking sync.WaitGroup
	for i := range replies {
		asking.Go(func() { replies[i] = s.reply(cancel) })
	}
	asking.Wait()
	for _, r := range replies {
		tells(t, "a repeated cancel", r, "您的号码：A001", "号码已取消", "Your ticket is cancelled")
	}
	tells(t, "a second ticket", s.reply(s.does(1, "scan", "")), "取号成功！您的号码是 A002")
	if again := s.reply(cancel); again != replies[0] {
		t.Errorf("a late repeat of the cancel is answered %q, want %q", again, replies[0])
	}
	var first queue.Standing
	s.Look(func(b *queue.Book) { first, _ = b.Ticket(id) })
	if n := len(s.line()); n != 1 || first.State != queue.Cancelled {
		t.Errorf("%d wait and the first ticket is %s, want A002 waiting and A001 cancelled", n, first.State)
	}
	tells(t, "a new cancel", s.says(1, "Cancel"), "A002", "号码已取消")
	tells(t, "a cancel without a ticket", s.says(1, "取消"), "您现在没有号")
}

// A repeat may come at the very moment at which the first is committed: it sees the wish carried out or not yet, never
// a customer without a ticket.
func TestRepeatAtTheCommit(t *testing.T) {
	s := mustStage(t, memory())
	for n := range 1000 {
		s.reply(s.does(n, "scan", ""))
		cancel := s.does(n, "cancel", "取消")
		var asking sync.WaitGroup
		for range 8 {
			asking.Go(func() { tells(t, cancel.ID, s.reply(cancel), "号码已取消") })
		}
		asking.Wait()
	}
}

// Who needs more time lets the next ones go first, as the rule says, and reads the new place.
func TestLater(t *testing.T) {
	s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.Later = 2 })
	s.mustOpen("1")
	s.mustTake(4, "general")
	asked := s.does(1, "later", "延后")
	moved := s.reply(asked)
	tells(t, "the first", moved, "已延后，最多让后面 2 位先办：A001（综合业务）", "前面还有 2 位", "Moved back, up to 2 others go first: A001 (General services)", "2 ahead of you")
	for _, again := range []string{s.reply(asked), s.reply(asked)} {
		if again != moved {
			t.Errorf("a repeat is answered %q, want %q", again, moved)
		}
	}
	tells(t, "the last", s.says(4, " LATER\n"), "已延后", "A004", "前面还有 3 位")
	tells(t, "the next", s.says(2, "状态"), "A002", "前面没有人了")
	if first := s.mustCall("1"); first.Number != "A002" {
		t.Errorf("called %s, want A002", first.Number)
	}
}

// What cannot be granted is answered by how the ticket stands now and what its customer can do.
func TestRefusedWishes(t *testing.T) {
	s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.MissAfter, s.venue.Rules.CallsBeforeMiss = 0, 0 })
	s.mustOpen("1")
	id := s.mustTake(1, "general")[0].ID
	const noLater, noCancel, yours = "这张号现在不能延后：A001（综合业务）", "这张号现在不能取消：A001（综合业务）", "您的号码：A001（综合业务）"
	const orCancel, held = "来不了请回复“取消”。", "工作人员暂时挂起了您的号，位置为您留着"
	for _, c := range []struct {
		verb  queue.Verb
		texts []string
		want  []string
	}{
		{"", []string{"我回来了"}, []string{yours, "前面没有人了", "You", "Nobody is ahead of you"}},
		{queue.CallNext, []string{"延后", "later"}, []string{noLater, "请到1号窗口。" + orCancel, "cannot be moved back now: A001", "Please go to Counter 1. If you cannot come, write “cancel”."}},
		{"", []string{"back"}, []string{yours, "请到1号窗口。" + orCancel}},
		{queue.Start, []string{"取消"}, []string{noCancel, "正在1号窗口办理。有事请告诉", "cannot be cancelled now: A001", "Being served at Counter 1. Please tell the staff"}},
		{"", []string{"延后"}, []string{noLater, "正在1号窗口办理。有事请告诉"}},
		{queue.Hold, []string{"延后"}, []string{noLater, held, orCancel, "set your ticket aside"}},
		{"", []string{"我回来了"}, []string{yours, held, orCancel}},
		{"", []string{"状态"}, []string{yours, held}},
		{queue.Resume, nil, nil},
		{queue.CallNext, nil, nil},
		{queue.Miss, []string{"延后"}, []string{noLater, "您已过号。回来后回复“我回来了”", orCancel}},
	} {
		if c.verb == queue.CallNext {
			s.mustDo(queue.Command{Verb: c.verb, Counter: "1"})
		} else if c.verb != "" {
			s.mustDo(queue.Command{Verb: c.verb, Ticket: id})
		}
		revision := s.View().Revision
		for _, text := range c.texts {
			tells(t, text+" after "+string(c.verb), s.says(1, text), c.want...)
		}
		if now := s.View().Revision; now != revision {
			t.Errorf("a refusal after %s wrote: revision %d, want %d", c.verb, now, revision)
		}
	}
}

// A missed ticket that was waited for too long is over, also when it ends between the look at it and the wish.
func TestBackTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.MissAfter, s.venue.Rules.CallsBeforeMiss = 0, 0 })
		s.mustOpen("1")
		id := s.mustTake(1, "general")[0].ID
		s.mustCall("1")
		s.mustDo(queue.Command{Verb: queue.Miss, Ticket: id})
		time.Sleep(s.venue.Rules.ExpireMissed)
		late := s.scan.grant(t.Context(), act{operation: "wish", customer: customer(1)}, askBack, id)
		tells(t, "at the last moment", late, "您的号码：A001", "号码已过期。需要时请重新扫码取号。", "Your ticket has expired")
		tells(t, "after it", s.says(1, "我回来了"), "您现在没有号。上一张是 A001（综合业务）：\n号码已过期。需要时请重新扫", "Your ticket has expired")
		tells(t, "who had none", s.says(2, "我回来了"), "您现在没有号：过号太久的号会过期。请重新扫", "a missed one expires after a while")
		tells(t, "a ticket of another day", s.scan.grant(t.Context(), act{operation: "wish 2", customer: customer(1)}, askBack, "no such"), "您现在没有号")
		tells(t, "a new scan", s.reply(s.does(1, "scan", "")), "取号成功！您的号码是 A002")
		s.mustClose()
	})
}

// Who comes back by a wish in the chat reads there that the turn is near, and is not told again; whom staff bring back is.
func TestNearAfterComingBack(t *testing.T) {
	for name, c := range map[string]struct {
		back func(*stage, string)
		told int
	}{
		"by the chat":  {func(s *stage, _ string) { tells(s.t, "back", s.says(1, "我回来了"), "前面还有 3 位") }, 0},
		"by the staff": {func(s *stage, id string) { s.mustDo(queue.Command{Verb: queue.Return, Ticket: id, By: queue.ByDesk}) }, 1},
	} {
		s := mustStage(t, memory(), func(s *stage) { s.venue.Rules.MissAfter, s.venue.Rules.CallsBeforeMiss = 0, 0 })
		s.mustOpen("1")
		id := s.mustTake(6, "general")[0].ID
		s.mustCall("1")
		s.mustDo(queue.Command{Verb: queue.Miss, Ticket: id})
		c.back(s, id)
		s.mustCall("1")
		told := 0
		for _, n := range s.notices(id) {
			if n.Kind == queue.Near {
				told++
			}
		}
		if told != c.told {
			t.Errorf("%s: %d notices after the line moved, want %d", name, told, c.told)
		}
	}
}
