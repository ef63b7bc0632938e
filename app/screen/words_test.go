package screen_test

import (
	"slices"
	"testing"
	"time"

	"paihao/queue"
)

func TestWordsOfEachState(t *testing.T) {
	tests := []struct {
		name   string
		change func(v *queue.View)
		after  time.Duration
		want   []string
		never  []string
	}{
		{"calling", func(*queue.View) {}, 0, []string{"正在叫号", "A012", "3号窗口", "微信扫码取号", "10–20", "A007"}, []string{"暂时不能扫码", "试用模式 · Trial"}},
		{"stale", func(*queue.View) {}, 10 * time.Second, []string{"最后一次叫号", "数据停在 09:26:36", "暂时不能扫码", "请到前台取号", "—"}, []string{"10–20"}},
		{"not yet stale", func(*queue.View) {}, 9 * time.Second, []string{"正在叫号", "10–20"}, []string{"暂时不能扫码"}},
		{"trial", func(v *queue.View) { v.Health.Trial = true }, 0, []string{"试用模式 · Trial"}, nil},
		{"WeChat away", func(v *queue.View) { v.Health.WeChat = queue.WeChatUnreachable }, 0, []string{"微信暂时连不上"}, []string{"暂时不能扫码"}},
		{"store failed", func(v *queue.View) { v.Health.Writable = false }, 0, []string{"系统故障，暂停服务", "暂时不能扫码", "A012"}, nil},
		{"store failed early", func(v *queue.View) { v.Calls, v.Health.Writable = nil, false }, 0, []string{"Out of service"}, []string{"请稍候，马上叫号"}},
		{"no code", func(v *queue.View) { v.Codes = nil }, 0, []string{"暂时不能扫码", "请到前台取号"}, nil},
		{"code expired", func(v *queue.View) { v.Codes[0].ExpiresAt = morning }, 0, []string{"暂时不能扫码"}, nil},
		{"code expires", func(v *queue.View) { v.Codes[0].ExpiresAt = morning.Add(time.Second) }, time.Second, []string{"暂时不能扫码"}, nil},
		{"nobody waits", func(v *queue.View) { *v = idle() }, 0, []string{"现在不用排队", "今天还没有叫号", "暂无", "马上"}, []string{"正在叫号"}},
		{"first call near", func(v *queue.View) { v.Calls = nil }, 0, []string{"请稍候，马上叫号"}, []string{"现在不用排队"}},
		{"no counter open", func(v *queue.View) { leave(v) }, 0, []string{"暂停叫号", "正在叫号", "A012", "请到 Please go to"}, []string{"—", "10–20"}},
		{
			"paused when nobody is to come", func(v *queue.View) { *v = paused() }, 0,
			[]string{"暂停叫号", "最后一次叫号", "A012", "3号窗口"},
			[]string{"正在叫号", "请到 Please go to"},
		},
		{"served", func(v *queue.View) { v.Counters[2].Current.State = queue.Serving }, 0, []string{"最后一次叫号", "A012"}, []string{"正在叫号", "暂停叫号"}},
		{"paused before the first call", func(v *queue.View) {
			leave(v)
			v.Calls, v.Counters[0].State = nil, queue.CounterPaused
		}, 0, []string{"暂停叫号"}, []string{"还没有开始叫号"}},
		{"before the hours", func(v *queue.View) {
			leave(v)
			v.Calls = nil
			shutAll(v, queue.ByHours, morning.Add(30*time.Minute))
		}, 0, []string{"还没有开始叫号", "09:56 开放", "休息中", "Closed now · Opens 09:56"}, []string{"暂时不能扫码"}},
		{"nobody waits at lunch", func(v *queue.View) {
			*v = idle()
			shutAll(v, queue.ByHours, morning.Add(4*time.Hour))
		}, 0, []string{"休息中", "13:26 开放", "13:26", "开放 opens"}, []string{"现在不用排队", "扫码取号，马上叫到您", "马上"}},
		{"calls while no tickets", func(v *queue.View) {
			v.Calls = nil
			shutAll(v, queue.ByCrowd, time.Time{})
		}, 0, []string{"请稍候，马上叫号", "等候已满", "等候已满 Full now", "已取的号照常叫"}, []string{"10–20", "现在不用排队"}},
		{
			"one service at lunch", func(v *queue.View) { *v = lunch() }, 0,
			[]string{"正在叫号", "休息中", "13:30 开放", "13:30", "今日号已满 Full today", "明天 09:00", "暂停取号 Closed", "10–20"},
			[]string{"25–40", "暂时不能扫码"},
		},
		{
			"the only code is shut", func(v *queue.View) { shut(&v.Services[0], queue.ByQuota, time.Time{}) }, 0,
			[]string{"今日号已满", "已取的号照常叫", "25–40"},
			[]string{"暂时不能扫码", "请到前台取号"},
		},
		{"different reasons", func(v *queue.View) {
			shutAll(v, queue.ByHours, morning.Add(4*time.Hour))
			v.Services[0].Reason, v.Codes = queue.ByStaff, nil
		}, 0, []string{"暂停取号", "13:26 开放"}, []string{"暂时不能扫码"}},
		{
			"day over", func(v *queue.View) { *v = over() }, 0,
			[]string{"今天的营业已结束", "Closed for today", "明天 09:00 开放", "今日已结束", "今天的取号和叫号已结束，欢迎下次再来", "今天的叫号已结束"},
			[]string{"A012", "B009", "今天还没有叫号", "正在叫号", "请到", "过号不作废，回来后请到窗口报到", "暂时不能扫码"},
		},
		{
			"disk full", func(v *queue.View) { *v = full() }, 0,
			[]string{"正在叫号", "A012", "暂停取新号", "已取的号照常叫", "暂时不能取新号，已取的号照常叫"},
			[]string{"暂时不能扫码", "系统故障，暂停服务"},
		},
		{
			"disk failed", func(v *queue.View) { *v = full(); v.Health.Writable = false }, 0,
			[]string{"系统故障，暂停服务", "暂时不能扫码"},
			[]string{"已取的号照常叫"},
		},
		{"stale while shut", func(v *queue.View) { *v = lunch() }, 10 * time.Second, []string{"—", "暂时不能扫码"}, []string{"13:30", "13:30 开放"}},
		{"hours are over", func(v *queue.View) { *v = ended() }, 0, []string{"今日取号已结束", "已取的号照常叫", "明天 09:00 开放"}, []string{"休息中"}},
		{"hours that nobody knows", func(v *queue.View) { shutAll(v, queue.ByHours, time.Time{}) }, 0, []string{"休息中"}, []string{"今日取号已结束"}},
		{"a day without hours", func(v *queue.View) {
			*v = idle()
			leave(v)
			shutAll(v, queue.ByHours, morning.Add(24*time.Hour))
		}, 0, []string{"休息中", "明天 09:26 开放"}, []string{"今日取号已结束"}},
		{"first call of the day", func(v *queue.View) { v.Calls = v.Calls[:1] }, 0, []string{"A012", "没有其他叫号"}, []string{"今天还没有叫号"}},
		{"paused right after a call", func(v *queue.View) {
			*v = call(*v, "A013", "3", morning)
			leave(v)
		}, 4 * time.Second, []string{"正在叫号", "A013", "暂停叫号"}, []string{"最后一次叫号", "10–20"}},
		{"paused a minute after a call", func(v *queue.View) {
			*v = call(*v, "A013", "3", morning.Add(-time.Minute))
			v.At = morning
			leave(v)
		}, 0, []string{"正在叫号", "A013", "暂停叫号"}, []string{"最后一次叫号"}},
		{"counter unknown", func(v *queue.View) { v.Counters = v.Counters[:2] }, 0, []string{"3"}, nil},
		{"service unknown", func(v *queue.View) { v.Services = v.Services[1:] }, 0, []string{"general"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := mustStand(t, 1920, 1080)
			v := sample()
			tt.change(&v)
			s.Show(v)
			s.later(tt.after)
			words := s.words()
			for _, w := range tt.want {
				if !slices.Contains(words, w) {
					t.Errorf("%q is missing: %q", w, words)
				}
			}
			for _, w := range tt.never {
				if slices.Contains(words, w) {
					t.Errorf("%q is shown: %q", w, words)
				}
			}
		})
	}
}

func shutAll(v *queue.View, why queue.Reason, opens time.Time) {
	for i := range v.Services {
		shut(&v.Services[i], why, opens)
	}
}

func leave(v *queue.View) {
	for i := range v.Counters {
		v.Counters[i].State = queue.CounterClosed
	}
	for i := range v.Services {
		v.Services[i].Wait = nil
	}
}
