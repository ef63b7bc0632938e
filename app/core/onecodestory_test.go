package core_test

import (
	"net/http"
	"strings"
	"testing"

	"paihao/queue"
)

// In a hall with one code customers scan, are asked, and answer, all through WeChat's real callback, by the sandbox's page or
// a script as well.
func TestStoryOfOneCode(t *testing.T) {
	settings := mustSettings(t, t.TempDir())
	settings.Screen.OneCode = true
	h := mustOpen(t, settings)
	v := h.see("the one code", func(v queue.View) bool { return len(v.Codes) == 1 && v.Codes[0].Service == "" })
	all := v.Codes[0]
	h.do(queue.Command{Verb: queue.Open, Counter: "2"})

	scan(t, h, "o-first", all.Ticket)
	h.told("o-first", "请回复数字选业务，10 分钟内有效：\\n1. 综合业务：0 位在等，不用等\\n2. 社保医保：0 位在等")
	h.say("o-first", "二")
	h.told("o-first", "取号成功！您的号码是 B001（社保医保）")
	scan(t, h, "o-first", all.Ticket)
	h.told("o-first", "您已经有号了：B001（社保医保）")
	h.say("o-first", "1")
	h.told("o-first", "您刚选的是综合业务")
	h.say("o-first", "换")
	h.told("o-first", "已换好，号码不变：B001（综合业务）")

	if err := h.Sandbox.Follow(t.Context(), "o-second"); err != nil {
		t.Fatal(err)
	}
	h.say("o-second", "1")
	h.told("o-second", "还没有取号：请先扫大屏幕上的二维码")
	scan(t, h, "o-second", all.Ticket)
	h.say("o-second", "随便")
	h.told("o-second", "没有看懂，还没有取号")
	h.say("o-second", "General Services")
	h.told("o-second", "取号成功！您的号码是 A001（综合业务）")

	for _, act := range [][2]string{{"scan", `{"ticket":"` + all.Ticket + `"}`}, {"say", `{"text":"社保医保"}`}} {
		answer, err := http.Post("http://"+h.Sandbox.Addr()+"/sandbox/customers/o-script/"+act[0], "application/json", strings.NewReader(act[1]))
		if err != nil || answer.StatusCode != http.StatusNoContent {
			t.Fatalf("%s: %+v, %v", act[0], answer, err)
		}
		answer.Body.Close()
	}
	h.told("o-script", "取号成功！您的号码是 B002（社保医保）")

	v = h.see("all of them", func(v queue.View) bool { return v.Services[0].Waiting == 2 && v.Services[1].Waiting == 1 })
	if v.Totals[queue.Waiting] != 3 {
		t.Errorf("%v, want three that wait", v.Totals)
	}
	h.mustClose()
	if log := h.log.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "o-first") {
		t.Errorf("the log tells of trouble, or names a customer:\n%s", log)
	}
}
