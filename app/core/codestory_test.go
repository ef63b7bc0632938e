package core_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// asks sends a request to the local door, as its manager, and reads the answer into got; it has to be of that status.
func (h *hall) asks(method, path, body string, status int, got any) string {
	h.t.Helper()
	r := must(http.NewRequestWithContext(h.t.Context(), method, "http://"+h.LocalAddr()+path, strings.NewReader(body)))
	r.Header.Set("Authorization", "Bearer paihao-trial-token")
	resp := must(http.DefaultClient.Do(r))
	defer resp.Body.Close()
	text := string(must(io.ReadAll(resp.Body)))
	if resp.StatusCode != status {
		h.t.Fatalf("%s %s: %d %s, want %d", method, path, resp.StatusCode, text, status)
	}
	if got != nil {
		if err := json.Unmarshal([]byte(text), got); err != nil {
			h.t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return text
}

// scans lets somebody scan the code whose picture says url.
func (h *hall) scans(openid, url string) {
	h.t.Helper()
	for _, c := range h.Sandbox.Codes() {
		if c.URL == url {
			scan(h.t, h, openid, c.Ticket)
			return
		}
	}
	h.t.Fatalf("no code says %s", url)
}

type asked struct{ ID, URL string }

// awaits waits at the door until a code is scanned, and gives what is answered.
func (h *hall) awaits(path string) <-chan string {
	answer := make(chan string, 1)
	go func() { answer <- strings.TrimSpace(h.asks(http.MethodGet, path+"?wait=60s", "", http.StatusOK, nil)) }()
	return answer
}

// answers checks an answer that was waited for.
func (h *hall) answers(answer <-chan string, want string) {
	h.t.Helper()
	select {
	case got := <-answer:
		if got != want {
			h.t.Errorf("the door answers %s, want %s", got, want)
		}
	case <-time.After(patience):
		h.t.Fatalf("nobody was told %s", want)
	}
}

// A paper ticket gets a WeChat, a user of another system is bound and moves, and a member of staff signs in: each is told in the
// chat, and whoever asked for the code hears of it at once.
func TestStoryOfBindings(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	h.see("a WeChat that is well", func(v queue.View) bool { return v.Health.WeChat == queue.WeChatWell && len(v.Codes) == 2 })

	var paper struct{ ID, Number string }
	h.asks(http.MethodPost, "/api/v1/tickets", `{"service":"general"}`, http.StatusCreated, &paper)
	var code asked
	h.asks(http.MethodPost, "/api/v1/tickets/"+paper.ID+"/qrcode", "", http.StatusOK, &code)
	h.scans("o-paper", code.URL)
	h.told("o-paper", "绑定成功！这张号以后在微信里通知您："+paper.Number)
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	h.calls(paper.Number)
	h.told("o-paper", "请到1号窗口")

	bind := func(account, user string) (asked, <-chan string) {
		var c asked
		h.asks(http.MethodPost, "/api/v1/bindings/qrcode", `{"account":"`+account+`","user_id":"`+user+`"}`, http.StatusOK, &c)
		return c, h.awaits("/api/v1/bindings/qrcode/" + c.ID)
	}
	first, waiting := bind("会员", "7")
	h.scans("o-member", first.URL)
	h.told("o-member", "绑定成功：会员 的 7")
	h.answers(waiting, `{"state":"bound"}`)
	second, waiting := bind("会员", "8")
	h.scans("o-member", second.URL)
	h.told("o-member", "绑定成功：会员 的 8。原来绑定的 7 已经解除")
	h.answers(waiting, `{"state":"bound","moved_from":"7"}`)
	h.answers(h.awaits("/api/v1/bindings/qrcode/"+first.ID), `{"state":"moved","moved_to":"8"}`)

	member, waiting := bind("staff", "li")
	h.scans("o-li", member.URL)
	h.told("o-li", "您是员工 李敏")
	h.answers(waiting, `{"state":"bound"}`)
	var entry asked
	h.asks(http.MethodPost, "/api/v1/signin/qrcode", "", http.StatusOK, &entry)
	waiting = h.awaits("/api/v1/signin/qrcode/" + entry.ID)
	h.scans("o-member", entry.URL)
	h.told("o-member", "您的微信还没有绑定员工身份")
	h.scans("o-li", entry.URL)
	h.told("o-li", "登录成功：李敏")
	h.answers(waiting, `{"state":"bound","staff":"li","role":"call"}`)

	h.asks(http.MethodDelete, "/api/v1/bindings?account=staff&user_id=li", "", http.StatusNoContent, nil)
	h.asks(http.MethodPost, "/api/v1/signin/qrcode", "", http.StatusOK, &entry)
	h.scans("o-li", entry.URL)
	h.told("o-li", "您的微信还没有绑定员工身份")
}

// People come by a poster: they are greeted, get a ticket and a tag, and are counted; one changes to another service by a word.
func TestStoryOfAChannel(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	var door queue.Code
	v := h.see("a WeChat that is well, and all codes", func(v queue.View) bool {
		var posters []queue.Code
		h.Queue.Look(func(b *queue.Book) { posters = b.Codes(queue.Channel) })
		for _, c := range posters {
			if c.For == "door" {
				door = c
			}
		}
		return v.Health.WeChat == queue.WeChatWell && len(v.Codes) == 2 && len(posters) == 2
	})
	h.scans("o-passer", door.URL)
	h.told("o-passer", "您从门口海报来，欢迎！")
	h.told("o-passer", "取号成功！您的号码是 A001")
	scan(t, h, "o-passer", code(v, "social"))
	h.told("o-passer", "要换过去，请在 5 分钟内回复“换”")
	h.say("o-passer", "换")
	h.told("o-passer", "已换好，号码不变：A001（社保医保）")
	h.say("o-passer", "取消")
	h.told("o-passer", "号码已取消")

	var told struct {
		Channels []struct {
			ID, Name                           string
			Followers, Scans, Tickets, Cancels int
		}
		Codes struct{ Used, Free, Most int }
	}
	h.asks(http.MethodGet, "/api/v1/statistics", "", http.StatusOK, &told)
	if c := told.Channels; len(c) != 1 || c[0].Name != "门口海报" || c[0].Followers != 1 || c[0].Scans != 0 || c[0].Tickets != 1 || c[0].Cancels != 1 {
		t.Errorf("counted %+v", c)
	}
	if told.Codes.Used != 2 || told.Codes.Most != 100_000 {
		t.Errorf("the stock is %+v, want two of 100,000 in use", told.Codes)
	}
	for deadline := time.Now().Add(patience); h.Sandbox.Calls("/cgi-bin/tags/members/batchtagging") == 0; {
		if time.Now().After(deadline) {
			t.Fatal("nobody was given the tag")
		}
		<-time.After(10 * time.Millisecond)
	}

	old := h.asks(http.MethodPost, "/api/v1/codes/refresh", `{"service":"general"}`, http.StatusOK, nil)
	scan(t, h, "o-late", code(v, "general"))
	h.told("o-late", "这个二维码已经过期了，没有取号")
	var fresh asked
	if err := json.Unmarshal([]byte(old), &fresh); err != nil {
		t.Fatal(err)
	}
	h.scans("o-late", fresh.URL)
	h.told("o-late", "取号成功！您的号码是 A002")
	figures := h.asks(http.MethodGet, "/metrics", "", http.StatusOK, nil)
	for _, want := range []string{`paihao_wechat_events_total{kind="follow"} 2`, `paihao_wechat_events_total{kind="text"} 2`, "paihao_wechat_up 1"} {
		if !strings.Contains(figures, want) {
			t.Errorf("the figures do not say %s:\n%s", want, figures)
		}
	}
}
