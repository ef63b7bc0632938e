package take_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

func newer(v queue.View, by uint64) queue.View {
	v.Revision += by
	return v
}

// The whole way: choose, confirm, number, back to the start.
func TestJourney(t *testing.T) {
	play(t, setting{printer: true}, sample(), func(s *stage) {
		s.want("或者触摸选择业务", "综合业务", "等候", "今日号已取完", "明天 09:00 再来")
		s.tap("综合业务")
		s.want("请确认", "确认取号")
		s.wantTakes(0)
		s.tap("确认取号")
		s.want("取号成功", "A020", "前面还有", "微信扫一扫", "请取小票", "完成 · 30 秒后返回")
		got := s.commands()
		want := queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch, By: "touch"}
		if len(got) != 1 || got[0].Operation == "" {
			t.Fatalf("commands %+v, want one with a name", got)
		}
		if want.Operation = got[0].Operation; got[0] != want {
			t.Errorf("command %+v, want %+v", got[0], want)
		}
		if !slices.Equal(s.printed, []string{"A020"}) {
			t.Errorf("slips %q, want one", s.printed)
		}
		s.tap("完成")
		s.want("或者触摸选择业务")
		s.wantNot("A020")
		if got := s.commands(); len(got) != 0 {
			t.Errorf("commands %+v after the end, want none", got)
		}
	})
}

// However often the buttons are tapped, and whatever is tapped while the answer is on its way, there is one ticket.
func TestDoubleTaps(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		at := s.mustFind("综合业务")
		s.clock = s.clock.Add(time.Second)
		s.click(at)
		s.click(at) // the second tap of a double tap
		s.quick("确认取号")
		s.wantTakes(0) // the page has just come: that was not meant for it
		s.gate = make(chan struct{})
		s.tap("确认取号")
		at = s.mustFind("正在取号…")
		for range 5 {
			s.click(at)
		}
		s.key(fyne.KeyReturn, fyne.KeySpace)
		if got := s.commands(); len(got) != 1 {
			t.Errorf("commands %+v, want one", got)
		}
		close(s.gate)
		synctest.Wait()
		s.want("A020")
		for range 3 {
			s.click(at)
		}
		s.want("A020") // the taps meant the page before
		if got := s.commands(); len(got) != 0 {
			t.Errorf("commands %+v, want none", got)
		}
	})
}

func TestParty(t *testing.T) {
	play(t, setting{}, restaurant(), func(s *stage) {
		s.tap("中桌")
		s.want("请选择人数", "10")
		s.tap("5") // no table is for five
		s.want("请选择人数")
		s.tap("6")
		s.want("请确认", "大桌", "6")
		s.tap("确认取号")
		got := s.commands()
		if len(got) != 1 || got[0].Service != "large" || got[0].Party != 6 {
			t.Errorf("commands %+v, want a table for six", got)
		}
	})
	play(t, setting{}, restaurant(), func(s *stage) {
		s.tap("小桌")
		s.tap("取消")
		s.want("触摸选择业务")
		s.wantTakes(0)
	})
}

func TestServices(t *testing.T) {
	play(t, setting{services: []string{"id"}}, each(), func(s *stage) {
		s.want("户籍证件", "微信扫码取号")
		s.wantNot("综合业务")
	})
	play(t, setting{services: []string{"id", "social"}}, sample(), func(s *stage) {
		s.wantNot("微信扫码取号") // its code offers what this window does not
	})
	play(t, setting{}, crowd(12), func(s *stage) {
		s.want("业务1", "1 / 3")
		s.wantNot("业务6")
		s.tap("下一页")
		s.tap("下一页")
		s.want("业务12", "3 / 3")
		s.tap("下一页")
		s.tap("业务11")
		s.tap("确认取号")
		if got := s.commands(); len(got) != 1 || got[0].Service != "s10" {
			t.Errorf("commands %+v, want a ticket for s10", got)
		}
	})
}
