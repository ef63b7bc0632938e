package core

import (
	"testing"
	"testing/synctest"
	"time"

	"paihao/assets"
	"paihao/queue"
)

func mustHours(t testing.TB, text string) queue.Hours {
	t.Helper()
	h, err := queue.ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Who gets no ticket reads why, and from when on there is one. It is Saturday, the 1st of January 2000, 08:00:00.
func TestLimits(t *testing.T) {
	rules := func(change func(*queue.Rules)) func(*stage) { return func(s *stage) { change(&s.venue.Rules) } }
	service := func(change func(*queue.Service)) func(*stage) { return func(s *stage) { change(&s.venue.Services[0]) } }
	hours := func(text string) func(*stage) {
		return func(s *stage) { s.venue.Services[0].Hours = mustHours(s.t, text) }
	}
	do := func(c queue.Command) func(*stage) { return func(s *stage) { s.mustDo(c) } }
	for name, c := range map[string]struct {
		set, act func(*stage)
		want     []string
	}{
		"stopped": {nil, do(queue.Command{Verb: queue.Stop, Service: "general"}), []string{"综合业务暂停取号", "前台询问。\nGeneral services: no tickets for now"}},
		"before the hours": {hours("Sat 09:00-12:00"), nil, []string{
			"现在不是综合业务的取号时间。请在今天 09:00 以后再扫码取号。\n", "General services: no tickets at this hour. Please scan again today at 09:00.",
		}},
		"after the hours":            {hours("Sat 07:00-07:59; Sun 10:30-12:00"), nil, []string{"请在明天 10:30 以后再扫码", "scan again tomorrow at 10:30."}},
		"before the weekend is over": {hours("Mon-Fri 09:00-17:00"), nil, []string{"请在星期一 09:00 以后", "scan again on Monday at 09:00."}},
		"a week ago":                 {hours("Sat 07:00-08:00"), nil, []string{"请在 1 月 8 日（星期六）07:00 以后", "scan again on Saturday, 8/1 at 07:00."}},
		"quota": {service(func(s *queue.Service) { s.Quota = 2 }), func(s *stage) { s.mustTake(2, "general") }, []string{
			"综合业务今天的 2 个号都取完了。请明天再来。\n", "General services: all 2 tickets of today are taken. Please come back tomorrow.",
		}},
		"quota with hours": {service(func(s *queue.Service) { s.Quota, s.Hours = 2, mustHours(t, "08:00-12:00") }), func(s *stage) { s.mustTake(2, "general") }, []string{
			"综合业务今天的 2 个号都取完了。请在明天 08:00 以后", "all 2 tickets of today are taken. Please scan again tomorrow at 08:00.",
		}},
		"numbers": {func(s *stage) { s.venue.Rules.StopNumbers, s.venue.Services[0].Digits = true, 1 }, func(s *stage) {
			s.mustTake(8, "general")
			s.mustDo(queue.Command{Verb: queue.Take, Service: "general"})
		}, []string{
			"今天的号码已经发到 9，全部用完了。请明天再来。\n", "the last one was 9. Please come back tomorrow.",
		}},
		"crowded": {rules(func(r *queue.Rules) { r.MaxWaiting = 3 }), func(s *stage) { s.mustTake(3, "social") }, []string{
			"现在已经有 3 位在等，暂时不发新号。请过一会儿再扫码。\n3 people are waiting already",
		}},
		"cooldown": {rules(func(r *queue.Rules) { r.Cooldown = 10*time.Minute + time.Second }), func(s *stage) {
			s.reply(s.does(9, "scan", ""))
			tells(s.t, "cancel", s.says(9, "取消"), "号码已取消")
		}, []string{"您刚刚取消过一张号。请在今天 08:11 以后", "You cancelled a ticket a moment ago. Please scan again today at 08:11."}},
		"day": {nil, do(queue.Command{Verb: queue.CloseDay}), []string{
			"今天的营业已经结束，谢谢光临。请明天再来。\n", "We are closed for today. Thank you for coming. Please come back tomorrow.",
		}},
	} {
		synctest.Test(t, func(t *testing.T) {
			changes := []func(*stage){func(s *stage) { s.venue.Rules.Cooldown = time.Hour }}
			if c.set != nil {
				changes = append(changes, c.set)
			}
			s := mustStage(t, memory(), changes...)
			if c.act != nil {
				c.act(s)
			}
			text := s.reply(s.does(9, "another scan", ""))
			tells(t, name, text, c.want...)
			if s.logged.Len() > 0 {
				t.Errorf("%s: a refusal is logged: %s", name, s.logged)
			}
			s.mustClose()
		})
	}
}

// A full disk is told to customers without a word of disks.
func TestDiskFull(t *testing.T) {
	s := mustStage(t, memory())
	text := s.scan.trouble(&queue.LimitError{Err: queue.ErrDiskFull, Service: "general"})
	tells(t, "disk full", text, "暂时发不了新号；已经取到的号照常叫号。请到前台", "tickets taken so far are called as usual")
}

func TestWhen(t *testing.T) {
	zone := time.FixedZone("venue", 8*60*60)
	now := time.Date(2026, 2, 27, 23, 50, 0, 0, zone) // a Friday
	for _, c := range []struct {
		after  time.Duration
		zh, en string
	}{
		{0, "今天 23:50 ", "today at 23:50"},
		{9*time.Minute + time.Nanosecond, "明天 00:00 ", "tomorrow at 00:00"},
		{9 * time.Minute, "今天 23:59 ", "today at 23:59"},
		{-time.Hour, "今天 22:50 ", "today at 22:50"},
		{-48 * time.Hour, "今天 23:50 ", "today at 23:50"},
		{24 * time.Hour, "明天 23:50 ", "tomorrow at 23:50"},
		{24*time.Hour + 10*time.Minute, "星期日 00:00 ", "on Sunday at 00:00"},
		{6 * 24 * time.Hour, "星期四 23:50 ", "on Thursday at 23:50"},
		{6*24*time.Hour + 10*time.Minute, " 3 月 6 日（星期五）00:00 ", "on Friday, 6/3 at 00:00"},
	} {
		then := now.Add(c.after)
		if zh, en := when(then, now, assets.Chinese), when(then, now, assets.English); zh != c.zh || en != c.en {
			t.Errorf("%v later is %q, %q, want %q, %q", c.after, zh, en, c.zh, c.en)
		}
	}
}
