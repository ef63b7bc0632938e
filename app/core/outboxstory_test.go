package core_test

import (
	"strings"
	"testing"

	"paihao/queue"
	"paihao/wechat/sandbox"
)

// fault lets WeChat fail in one way.
func (h *hall) fault(path string, errcode, times int) {
	h.t.Helper()
	if err := h.Sandbox.Fault(sandbox.Fault{Path: path, Errcode: errcode, Times: times}); err != nil {
		h.t.Fatal(err)
	}
}

// notice waits until the newest message about a ticket, which stands at counter 1 or soon will, is in this state.
func (h *hall) notice(number string, state queue.NoticeState) (last queue.NoticeView) {
	h.t.Helper()
	h.see("a message about "+number+" "+string(state), func(v queue.View) bool {
		t := v.Counters[0].Current
		if t == nil || t.Number != number || len(t.Notices) == 0 {
			return false
		}
		last = t.Notices[len(t.Notices)-1]
		return last.State == state
	})
	return last
}

// A call goes by the next way when one refuses it, WeChat's report tells whether it arrived, and staff see both.
func TestStoryOfTheChain(t *testing.T) {
	settings := mustSettings(t, t.TempDir())
	delete(settings.WeChat.Message, "feedback") // its messages would meet the faults too
	h := mustOpen(t, settings)
	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})

	scan(t, h, "o-first", code(v, "general"))
	h.calls("A001")
	if n := h.notice("A001", queue.Delivered); n.Way != queue.ByTemplate || n.Reason != "" {
		t.Errorf("the first was told by %s %q, want a template message", n.Way, n.Reason)
	}

	scan(t, h, "o-second", code(v, "general"))
	if err := h.Sandbox.Grant(t.Context(), "o-second", []string{"trial-called-notice"}, nil); err != nil {
		t.Fatal(err)
	}
	h.fault(sandbox.PathTemplate, 47003, 1)
	h.calls("A002")
	if n := h.notice("A002", queue.Delivered); n.Way != queue.BySubscribe {
		t.Errorf("the second was told by %s, want the subscription notice", n.Way)
	}

	scan(t, h, "o-third", code(v, "general")) // which opens a window for texts
	h.fault(sandbox.PathTemplate, 43116, 1)
	h.calls("A003")
	if n := h.notice("A003", queue.Accepted); n.Way != queue.ByService {
		t.Errorf("the third was told by %s, want a text", n.Way)
	}
	h.told("o-third", "叫到您了：A003（综合业务）\\n请到1号窗口。")

	scan(t, h, "o-fourth", code(v, "general"))
	if err := h.Sandbox.Report("o-fourth", "failed: system failed"); err != nil {
		t.Fatal(err)
	}
	h.calls("A004")
	if n := h.notice("A004", queue.Refused); n.Way != queue.ByTemplate || n.Reason != "system_failed" {
		t.Errorf("the fourth's message is %+v, want one that did not arrive by WeChat's fault", n)
	}
	h.mustClose()
	if log := h.log.String(); strings.Contains(log, "o-first") || strings.Contains(log, "level=ERROR") {
		t.Errorf("the log names a customer, or tells of trouble:\n%s", log)
	}
}

// Who left the account while nobody heard of it is found out by the first message, and forgotten; their ticket keeps its
// place.
func TestStoryOfOneWhoLeft(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	scan(t, h, "o-first", code(v, "general"))
	h.fault(sandbox.PathTemplate, 43004, 1)
	h.fault(sandbox.PathService, 45015, 1)
	h.calls("A001")
	v = h.see("a ticket of nobody", func(v queue.View) bool { return v.Counters[0].Current != nil && !v.Counters[0].Current.Bound })
	if c := v.Counters[0].Current; c.State != queue.Called || len(c.Notices) != 1 || c.Notices[0].State != queue.Refused {
		t.Errorf("the ticket is %+v, want it called, and its message refused", c)
	}
}

// While WeChat does not know the machine's address the desk is told the address; when it does, the message goes out by
// itself.
func TestStoryOfTheWhitelist(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	scan(t, h, "o-first", code(v, "general"))
	h.fault(sandbox.PathTemplate, 40164, 0)
	h.calls("A001")
	h.see("the address", func(v queue.View) bool {
		return v.Health.WeChat == queue.WeChatRefused && v.Health.Cause == "address" && v.Health.Address == "203.0.113.7"
	})
	h.Sandbox.ClearFaults()
	h.notice("A001", queue.Delivered)
	h.see("that all is well", func(v queue.View) bool { return v.Health.WeChat == queue.WeChatWell && v.Health.Cause == "" })
}
