package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"paihao/app/desk"
	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// wantWords checks that each of these stands on the desk.
func (s *stage) wantWords(words ...string) {
	s.t.Helper()
	for _, w := range words {
		if !s.says(w) {
			s.t.Errorf("the desk does not say %q; it says %q", w, s.words())
		}
	}
}

func TestShowsCurrent(t *testing.T) {
	play(t, at3, called(2), func(s *stage) {
		s.wantWords("A012", "已叫 2 次 · 等人到", "00:47", "首次叫号至今", "等了 17 分 · 微信取号", "已送达 · 模板消息", "正在发送", "已绑定")
		s.later(73 * time.Second)
		s.wantWords("02:00", "09:27:49")
		s.show(serving())
		s.wantWords("办理中", "05:25", "开始办理至今", "未送达 · 没关注")
		s.later(time.Hour)
		s.wantWords("1:05:25")
		v := serving()
		v.Counters[2].Current.Notices[0] = queue.NoticeView{Kind: queue.Near, State: queue.Refused, Reason: "errcode_45009"}
		v.Counters[2].Current.Notices[1] = queue.NoticeView{Kind: queue.YourTurn, State: queue.Stale}
		s.show(v)
		s.wantWords("未送达 · 错误 45009", "未送达 · 已过时")
	})
}

// Every kind that a customer was told of is there with its newest notice, how far it came, by which way, or why not.
func TestShowsEveryKind(t *testing.T) {
	play(t, at3, told(), func(s *stage) {
		s.wantWords("微信已接收 · 订阅通知", "不确定是否送达", "正在发送", "已送达 · 小程序", "过号通知", "恢复排队", "未送达 · 没有授权")
		if s.says("过期通知") || s.says("办结回访") || s.says("已送达 · 模板消息") {
			t.Errorf("the desk tells of what was not sent, or is not the newest: %q", s.words())
		}
		v := told()
		list := v.Counters[2].Current.Notices
		list[5] = queue.NoticeView{Kind: queue.YourTurn, State: queue.Void, At: ago(0, 0)}
		list[3] = queue.NoticeView{Kind: queue.Feedback, State: queue.Refused, Way: queue.ByTemplate, Reason: "user_block", At: ago(0, 1)}
		list[4] = queue.NoticeView{Kind: queue.Lapsed, State: queue.Accepted, Way: queue.ByService, At: ago(0, 1)}
		s.show(v)
		s.wantWords("已无需发送", "办结回访", "未送达 · 客人拒收", "过期通知", "微信已接收 · 客服消息")
	})
}

// A ticket of the desk that was bound later had no answer to a scan; one of the mini program is seen there.
func TestShowsHowTheNumberWasTold(t *testing.T) {
	v := called(1)
	play(t, at3, v, func(s *stage) {
		s.wantWords("扫码时已答复")
		v.Counters[2].Current.Origin = queue.FromMini
		s.show(v)
		s.wantWords("小程序里可见", "等了 17 分 · 小程序取号")
		v.Counters[2].Current.Origin = queue.FromDesk
		s.show(v)
		if s.says("扫码时已答复") || s.says("小程序里可见") {
			t.Error("a ticket of the desk was answered in WeChat")
		}
	})
}

func TestShowsUnbound(t *testing.T) {
	v := called(1)
	v.Counters[2].Current.Bound, v.Counters[2].Current.Notices = false, nil
	v.Counters[2].Current.Origin = queue.FromDesk
	play(t, at3, v, func(s *stage) {
		s.wantWords("未绑定", "等了 17 分 · 前台取号")
		if s.says("快到号提醒") {
			t.Error("a customer without WeChat has notices")
		}
	})
}

func TestShowsLine(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.wantWords("我能办", "10", "全部", "27", "综合业务 · 已等 14 分", "下一位", "5–10 分", "不到 1 分", "通知未送达")
		if s.says("B011") {
			t.Error("the counter's own line shows a ticket of another service")
		}
		s.tap("全部")
		s.wantWords("B011", "社会保险")
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyT)
		if s.says("B011") {
			t.Error("Ctrl+Shift+T did not come back to the counter's own line")
		}
		s.later(time.Minute)
		s.wantWords("综合业务 · 已等 15 分", "15 分")
	})
}

func TestShowsHealth(t *testing.T) {
	play(t, at3, trial(), func(s *stage) { s.wantWords("试用模式 · Trial", "微信不通 · 09:20 起") })
	play(t, at3, hall(), func(s *stage) {
		s.wantWords("微信正常")
		if s.says("试用模式 · Trial") {
			t.Error("the trial mark stands on a desk that is not in trial")
		}
		v := hall()
		v.Health.WeChat, v.Health.Since = queue.WeChatRefused, ago(1, 0)
		s.show(v)
		s.wantWords("微信拒绝 · 09:25 起")
	})
	play(t, at3, told(), func(s *stage) {
		s.wantWords("微信拒绝 · 09:25 起", "微信不认识这台电脑的网络地址", "取号叫号照常；请把 203.0.113.7 加入公众平台的 IP 白名单。")
		v := told()
		v.Health.Cause, v.Health.Address = "credential", ""
		s.show(v)
		s.wantWords("微信不接受 app_id 或 app_secret")
		v.Health.WeChat, v.Health.Cause = queue.WeChatWell, ""
		s.show(v)
		if s.says("微信不接受 app_id 或 app_secret") {
			t.Error("the alarm stands though WeChat is well")
		}
	})
	play(t, at3, readOnly(), func(s *stage) {
		s.wantWords("存不进数据，按钮已停用", "已取、已叫的号都在。请腾出磁盘空间，会自己恢复；不恢复请重启排号。")
	})
}

func TestShowsTotals(t *testing.T) {
	play(t, at3, hall(), func(s *stage) { s.wantWords("今日取号", "54", "办结", "16", "窗口中", "6", "过号 3") })
}

// The last day's score stands in one line: of yesterday, of this day once it is over, or of a date; none without any, nor of a few tickets.
func TestShowsScore(t *testing.T) {
	for _, c := range []struct {
		language assets.Language
		day      string
		off      time.Duration
		want     string
	}{
		{assets.ZH, "2026-11-19", 186 * time.Second, "昨日预估误差 3.1 分钟，72% 在区间内"},
		{assets.EN, "2026-11-19", 186 * time.Second, "Yesterday's error: 3.1 minutes, 72 % inside the range"},
		{assets.ZH, "2026-11-20", 12*time.Minute + 29*time.Second, "今日预估误差 12 分钟，72% 在区间内"},
		{assets.EN, "2026-11-20", 0, "Today's error: 0.0 minutes, 72 % inside the range"},
		{assets.ZH, "2026-11-09", 186 * time.Second, "11月9日预估误差 3.1 分钟，72% 在区间内"},
		{assets.EN, "2026-11-09", 186 * time.Second, "Error on Nov 9: 3.1 minutes, 72 % inside the range"},
		{assets.EN, "2026-12-31", 186 * time.Second, "Error on Dec 31: 3.1 minutes, 72 % inside the range"}, // of a clock that was ahead
	} {
		v := hall()
		v.Score = scored(c.day)
		v.Score.Error = c.off
		o := at3
		o.Language = c.language
		play(t, o, v, func(s *stage) { s.wantWords(c.want) })
	}
	few := scored("2026-11-19")
	few.Tickets = 9
	for _, none := range []*queue.DayScore{nil, few, scored("of a file made by hand")} {
		v := hall()
		v.Score = none
		play(t, at3, v, func(s *stage) {
			for _, w := range s.words() {
				if strings.Contains(w, "误差") {
					t.Errorf("the desk says %q of %+v", w, none)
				}
			}
		})
	}
}

func TestIgnoresOlderView(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		old := hall()
		old.Revision--
		s.show(old)
		s.wantWords("A012")
		same := hall() // the same revision: only health or codes have changed
		s.show(same)
		s.wantWords("窗口空闲")
	})
}

// Choosing a counter moves the desk to it; a closed one is opened by being chosen.
func TestChooseCounter(t *testing.T) {
	var chosen []string
	play(t, desk.Options{OnCounter: func(id string) { chosen = append(chosen, id) }}, called(1), func(s *stage) {
		s.wantWords("选窗口", "先选窗口（F10）")
		s.pick(3)
		s.wantNone()
		s.wantWords("3号窗口", "A012", "办理 综合业务 · 户籍证件")
		s.pick(2)
		s.wantOne(queue.Command{Verb: queue.Open, Counter: "2"})
		s.wantWords("2号窗口", "窗口空闲")
	})
	if want := []string{"3", "2"}; !slices.Equal(chosen, want) {
		t.Errorf("counters %q were told, want %q", chosen, want)
	}
}

// pick chooses the nth counter, by keys alone.
func (s *stage) pick(n int) {
	s.t.Helper()
	s.key(fyne.KeyF10)
	for range 30 {
		s.key(fyne.KeyUp)
	}
	for range n - 1 {
		s.key(fyne.KeyDown)
	}
	s.key(fyne.KeyReturn)
}

// A click on the line takes the focus there; keys reach the desk all the same.
func TestKeysFromTheLine(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.tap("C006")
		if s.win.Canvas().Focused() == nil {
			t.Fatal("a click on the line gave it no focus: this test tests nothing")
		}
		s.key(fyne.Key5, fyne.KeyDown, fyne.KeyF1)
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
		s.key(fyne.KeyReturn, fyne.Key3)
		s.wantOne(queue.Command{Verb: queue.Hold, Counter: "3", Ticket: "id-A016"})
	})
}

// The desk fits a small laptop's screen.
func TestSmallestWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	for _, l := range assets.Languages() {
		d := desk.New(desk.Options{Counter: "3", Language: l})
		for i, v := range []scene{readOnly(), troubled(), over(), lunch(), told()} {
			v = english(v)
			v.Revision += uint64(i)
			v.Health.Trial, v.Health.WeChat = true, queue.WeChatRefused
			d.Show(v.view())
			if got, most := d.Content().MinSize(), fyne.NewSize(1024, 700); got.Width > most.Width || got.Height > most.Height {
				t.Errorf("the desk needs %v for view %d in %s, want at most %v", got, i, l, most)
			}
		}
	}
}

// Follow leaves nothing behind, whether its context ends or the queue hangs up.
func TestFollowEnds(t *testing.T) {
	test.NewTempApp(t)
	leaks := goleak.IgnoreCurrent()
	d := desk.New(desk.Options{})
	f := &fake{views: make(chan queue.View)}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	follow := func() { d.Follow(ctx, f); ended <- struct{}{} }
	go follow()
	f.views <- hall().view()
	stop()
	<-ended
	ctx = t.Context()
	go follow()
	close(f.views)
	<-ended
	goleak.VerifyNone(t, leaks)
}

// What lies over the window keeps keys from it as it keeps the mouse: nobody is called behind a question.
func TestKeysBehindAQuestion(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		question := dialog.NewConfirm("?", "?", func(bool) {}, s.win)
		question.Show()
		s.key(fyne.KeyF1, fyne.KeyF3)
		s.wantNone()
		question.Hide()
		s.key(fyne.KeyF3)
		s.wantOne(queue.Command{Verb: queue.Recall, Counter: "3", Ticket: "id-A012"})
	})
}
