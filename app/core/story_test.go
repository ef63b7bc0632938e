package core_test

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"paihao/app/core"
	"paihao/queue"
)

func TestMain(m *testing.M) {
	if os.Getenv(asCrowd) != "" {
		os.Exit(runCrowd(os.Stdin, os.Stdout))
	}
	if os.Getenv(asMob) != "" {
		os.Exit(runMob(os.Stdin, os.Stdout))
	}
	if len(os.Args) == 3 && os.Args[1] == core.Inspection {
		os.Exit(core.RunInspection(os.Args[2]))
	}
	if os.Getenv(core.AsRestore) != "" {
		os.Exit(core.RunRestore(os.Args[1:]))
	}
	os.Setenv("GORACE", os.Getenv("GORACE")+" atexit_sleep_ms=0") // else each process of a test ends with a second of waiting
	goleak.VerifyTestMain(m)
}

// A customer scans and gets a number, staff call, the screen shows it and WeChat tells it; the power fails,
// and after the start all of it is still there.
func TestStory(t *testing.T) {
	dir := t.TempDir()
	settings := mustSettings(t, dir)
	h := mustOpen(t, settings)

	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" && code(v, "social") != "" })
	if !v.Health.Trial {
		t.Error("a view of the trial does not say so")
	}
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	scan(t, h, "o-first", code(v, "general"))
	h.told("o-first", "A001")
	v = h.see("the line", func(v queue.View) bool { return v.Totals[queue.Waiting] == 1 })
	ticket := h.line()[0]

	scan(t, h, "o-first", code(v, "general"))
	h.told("o-first", "您已经有号了：A001")

	out := h.do(queue.Command{Verb: queue.CallNext, Counter: "1", By: "desk"})
	if out.Ticket == nil || out.Ticket.ID != ticket.ID {
		t.Fatalf("called %+v, want %s", out.Ticket, ticket.Number)
	}
	v = h.see("the call", func(v queue.View) bool { return len(v.Calls) == 1 })
	if c := v.Calls[0]; c.Number != "A001" || c.Counter != "1" {
		t.Errorf("the screen calls %s to %s, want A001 to 1", c.Number, c.Counter)
	}
	h.told("o-first", "请到1号窗口")
	h.see("an accepted notice", func(v queue.View) bool {
		c := v.Counters[0].Current
		return c != nil && len(c.Notices) == 1 && (c.Notices[0].State == queue.Accepted || c.Notices[0].State == queue.Delivered)
	})

	pulled := pullThePlug(t, settings, dir)
	h.mustClose()
	h = mustOpen(t, pulled)
	v = h.see("the same hall", func(v queue.View) bool { return v.Counters[0].Current != nil })
	if c := v.Counters[0]; c.Current.ID != ticket.ID || c.State != queue.CounterOpen || v.Calls[0].Number != "A001" {
		t.Errorf("after the start counter 1 is %+v", c)
	}
	h.do(queue.Command{Verb: queue.Recall, Ticket: ticket.ID, By: "desk"})
	h.told("o-first", "请到1号窗口") // by a sandbox that had not heard of them
}

// clock is a time that the test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = must(time.ParseInLocation("2006-01-02 15:04", text, must(time.LoadLocation("Asia/Shanghai"))))
}

func (h *hall) say(openid, text string) {
	h.t.Helper()
	if err := h.Sandbox.Say(h.t.Context(), openid, text); err != nil {
		h.t.Fatal(err)
	}
}

// A Monday in a hall: one customer misses the call, comes back too late and takes a new ticket; another asks for more time;
// a third cancels and has to wait for the next ticket; a fourth comes at noon and gets one after it.
func TestStoryOfAMonday(t *testing.T) {
	settings := mustSettings(t, t.TempDir())
	settings.Rules.Cooldown, settings.Rules.ExpireMissed, settings.Rules.Later = 10*time.Minute, 30*time.Minute, 2
	settings.Services[0].Hours = must(queue.ParseHours("Mon-Fri 09:00-12:00,13:30-17:00"))
	var clock clock
	clock.set("2026-03-02 10:00")
	h := mustOpenBy(t, clock.now, settings)
	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" && v.Health.WeChat == queue.WeChatWell })
	at := func(text string) {
		t.Helper()
		clock.set(text)
		h.passBatch()
	}
	scans := func(openid, answer string) {
		t.Helper()
		scan(t, h, openid, code(v, "general"))
		h.told(openid, answer)
	}
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	scans("o-first", "您的号码是 A001")
	scans("o-second", "您的号码是 A002")
	scans("o-third", "您的号码是 A003")
	scans("o-other", "您的号码是 A004")
	h.calls("A001")
	h.told("o-first", "请到1号窗口")

	first := h.Queue.View().Counters[0].Current.ID
	if _, err := h.Queue.Do(t.Context(), queue.Command{Verb: queue.Miss, Ticket: first, By: queue.ByDesk}); !errors.Is(err, queue.ErrTooEarly) {
		t.Errorf("a miss after one call: %v, want %v", err, queue.ErrTooEarly)
	}
	at("2026-03-02 10:01")
	h.do(queue.Command{Verb: queue.Recall, Ticket: first, By: queue.ByDesk})
	h.do(queue.Command{Verb: queue.Miss, Ticket: first, By: queue.ByDesk})
	h.say("o-first", "查询")
	h.told("o-first", "您已过号")

	h.say("o-second", "延后")
	h.told("o-second", "已延后，最多让后面 2 位先办：A002（综合业务）\\n前面还有 2 位")
	h.calls("A003")
	h.say("o-third", "Later")
	h.told("o-third", "这张号现在不能延后：A003（综合业务）\\n请到1号窗口。来不了请回复“取消”。")
	h.say("o-third", "取消")
	h.told("o-third", "号码已取消")
	scans("o-third", "您刚刚取消过一张号。请在今天 10:11 以后再扫码取号。")
	at("2026-03-02 10:11")
	scans("o-third", "您的号码是 A005")

	at("2026-03-02 10:31")
	h.say("o-first", "我回来了")
	h.told("o-first", "过期")
	scans("o-first", "您的号码是 A006")
	h.see("the ticket that expired", func(v queue.View) bool { return v.Totals[queue.Expired] == 1 && len(v.Missed) == 0 })

	at("2026-03-02 12:00")
	scans("o-late", "现在不是综合业务的取号时间。请在今天 13:30 以后再扫码取号。")
	h.calls("A004") // calling goes on
	h.see("a closed service", func(v queue.View) bool {
		s := v.Services[0]
		return !s.Open && s.Reason == queue.ByHours && s.OpensAt.Format("15:04") == "13:30" && v.Services[1].Open
	})
	at("2026-03-02 13:30")
	scans("o-late", "您的号码是 A007")
	v = h.see("an open service", func(v queue.View) bool { return v.Services[0].Open })
	if v.Health.Doubt || v.Day != "2026-03-02" {
		t.Errorf("the day is %s, in doubt %v: want the same Monday and no doubt, since WeChat's clock goes along", v.Day, v.Health.Doubt)
	}
	h.mustClose()
	if log := h.log.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "o-first") {
		t.Errorf("the log tells of trouble, or names a customer:\n%s", log)
	}
}

// passBatch waits for the end of what the queue is writing. Who comes while it decides is decided at the time when it began,
// and that is a moment on any clock but one that leaps.
func (h *hall) passBatch() {
	h.t.Helper()
	if err := h.Queue.Settle(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// calls lets counter 1 call the next, who has to be the one with this number.
func (h *hall) calls(number string) {
	h.t.Helper()
	out := h.do(queue.Command{Verb: queue.CallNext, Counter: "1", By: queue.ByDesk})
	if out.Ticket == nil || out.Ticket.Number != number {
		h.t.Errorf("called %+v, want %s", out.Ticket, number)
	}
}
