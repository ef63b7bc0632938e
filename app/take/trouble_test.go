package take_test

import (
	"testing"
	"time"

	"paihao/queue"
)

func TestTroubles(t *testing.T) {
	tomorrow := time.Date(2026, 11, 21, 9, 0, 0, 0, zone)
	tests := []struct {
		name string
		view queue.View
		want []string
	}{
		{"read only", with(sample(), func(v *queue.View) { v.Health.Writable = false }), []string{"暂时取不了号", "请到前台"}},
		{"over", shutAll(queue.ByDay, tomorrow), []string{"今日取号已结束", "明天 09:00 再来"}},
		{"disk", with(shutAll(queue.ByDisk, time.Time{}), func(v *queue.View) { v.Health.Full = true }), []string{"暂停取新号", "请到前台"}},
		{"hours", shutAll(queue.ByHours, morning.Add(4*time.Hour)), []string{"现在不取号", "13:26 再来"}},
		{"no counter", with(sample(), func(v *queue.View) { v.Counters = nil }), []string{"窗口还没开放", "综合业务"}},
		{"wechat", with(sample(), func(v *queue.View) { v.Health.WeChat = queue.WeChatUnreachable }), []string{"微信暂时连不上", "综合业务"}},
		{"trial", with(sample(), func(v *queue.View) { v.Health.Trial = true }), []string{"试用模式"}},
		{"nothing", with(sample(), func(v *queue.View) { v.Services = nil }), []string{"这里没有可取号的业务"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			play(t, setting{}, tt.view, func(s *stage) {
				s.want(append(tt.want, "叫人帮忙")...)
			})
		})
	}
}

// Old data gives no tickets and shows no code; what comes after a silence is believed, even from an earlier revision.
func TestStale(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("综合业务")
		s.later(11 * time.Second)
		s.want("暂时取不了号", "数据停在 09:26:36")
		s.tap("确认取号")
		s.wantTakes(0)
		s.tap("取消")
		s.want("暂时取不了号", "请到前台")
		restored := sample()
		restored.Revision = 3
		s.show(restored)
		s.want("或者触摸选择业务")
		overtaken := shutAll(queue.ByDay, time.Time{})
		overtaken.Revision = 2
		s.show(overtaken)
		s.wantNot("今日取号已结束")
	})
}

// A service that closes while its page is shown cannot be taken, and says so.
func TestClosedMeanwhile(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("综合业务")
		s.show(newer(shutAll(queue.ByCrowd, time.Time{}), 1))
		s.want("等候的人已满", "请过一会儿再取")
		s.tap("确认取号")
		s.wantTakes(0)
		s.tap("取消")
		s.want("各项业务")
	})
	play(t, setting{}, sample(), func(s *stage) {
		s.errs = []error{&queue.LimitError{Err: queue.ErrQuota, Service: "general", Until: morning.Add(24 * time.Hour)}}
		numbered(s)
		s.want("今日号已取完", "明天 09:26 再来", "返回首页")
		s.tap("再试一次")
		s.want("A020")
		s.wantTakes(1)
	})
}

// A card that gives no tickets does nothing.
func TestDeadCard(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("不动产")
		s.want("或者触摸选择业务")
	})
}

// A code that cannot be drawn is left out, and everything else goes on.
func TestUnfitCode(t *testing.T) {
	long := func(v *queue.View) { v.Codes = []queue.Code{{Purpose: queue.Join, URL: string(make([]byte, 5000))}} }
	play(t, setting{}, with(sample(), long), func(s *stage) {
		numbered(s)
		s.want("A020")
	})
}
