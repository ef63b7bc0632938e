package core_test

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
)

// mustPlainSettings are those of a trial without encryption, so that a test can write WeChat's callbacks itself.
func mustPlainSettings(t *testing.T) config.Settings {
	t.Helper()
	s := mustSettings(t, t.TempDir())
	s.WeChat.Mode, s.WeChat.Token = config.Plain, "token"
	return s
}

// post sends a callback as WeChat does, signed at the given time with a nonce of its own, and returns the text of the
// answer; an answer without a message is given as it is.
func (h *hall) post(body string, at time.Time, nonce string) string {
	h.t.Helper()
	timestamp := strconv.FormatInt(at.Unix(), 10)
	parts := []string{"token", timestamp, nonce}
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	q := url.Values{"signature": {hex.EncodeToString(sum[:])}, "timestamp": {timestamp}, "nonce": {nonce}}
	resp, err := http.Post("http://"+h.PublicAddr()+"/wechat/callback?"+q.Encode(), "text/xml", strings.NewReader(body))
	if err != nil {
		h.t.Error(err)
		return ""
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		h.t.Errorf("callback answered %d %q (%v)", resp.StatusCode, text, err)
	}
	var reply struct{ Content string }
	if string(text) == "success" {
		return "success"
	}
	if err := xml.Unmarshal(text, &reply); err != nil {
		h.t.Errorf("answer %q: %v", text, err)
	}
	return reply.Content
}

func scanOf(openid, scene string) string {
	return fmt.Sprintf("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>1700000000</CreateTime>"+
		"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[%s]]></EventKey><Ticket><![CDATA[t]]></Ticket></xml>", openid, scene)
}

// WeChat sends one scan three times at once, again after a restart, and once more when it is too old to be taken: all get
// the same words, and there is one ticket. A scan that is as old and unknown does nothing.
func TestRepeatedScan(t *testing.T) {
	settings := mustPlainSettings(t)
	h := mustOpen(t, settings)
	view := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	scan := scanOf("o-repeated", view.Codes[0].Scene)
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	h.do(queue.Command{Verb: queue.Take, Service: "general"})
	replies := make([]string, 3)
	var sending sync.WaitGroup
	for i := range replies {
		sending.Go(func() { replies[i] = h.post(scan, time.Now(), fmt.Sprint("nonce", i)) })
	}
	sending.Wait()
	if !strings.Contains(replies[0], "取号成功！您的号码是 A002") {
		t.Errorf("answered %q, want the number A002", replies[0])
	}
	h.do(queue.Command{Verb: queue.CallNext, Counter: "1"}) // the place is another now, the answer is not
	check := func() {
		t.Helper()
		replies = append(replies, h.post(scan, time.Now(), "later"), h.post(scan, time.Now().Add(-time.Hour), "old"))
		for i, r := range replies {
			if r != replies[0] {
				t.Errorf("answer %d is %q, want %q", i, r, replies[0])
			}
		}
		if r := h.post(scanOf("o-unknown", view.Codes[0].Scene), time.Now().Add(-time.Hour), "old"); r != "success" {
			t.Errorf("a stale scan that is unknown is answered %q, want success", r)
		}
		if line, totals := h.line(), h.Queue.View().Totals; len(line) != 1 || line[0].Number != "A002" || totals[queue.Called] != 1 {
			t.Errorf("the line is %+v, %v, want A002 alone", line, totals)
		}
	}
	check()
	h.mustClose()
	h = mustOpen(t, settings)
	check()
}

// In the plain mode a text holds what its sender likes: it is answered as a text, whatever it looks like.
func TestTextsOverHTTP(t *testing.T) {
	h := mustOpen(t, mustPlainSettings(t))
	for i, text := range []string{"取消", "状态", "v1.join.general.AAAAAAAAAAAAAAAA", "<xml>", strings.Repeat("号", 600)} {
		body := fmt.Sprintf("<xml><ToUserName>gh_1</ToUserName><FromUserName>o-writer</FromUserName><CreateTime>1</CreateTime>"+
			"<MsgType>text</MsgType><Content><![CDATA[%s]]></Content><MsgId>%d</MsgId></xml>", text, 9007199254740993+i)
		if r := h.post(body, time.Now(), fmt.Sprint(i)); !strings.Contains(r, "扫大屏幕上的二维码") {
			t.Errorf("%q is answered %q, want how to take a ticket", text, r)
		}
	}
	if n := h.Queue.View().Totals; len(n) != 0 {
		t.Errorf("texts made tickets: %v", n)
	}
}
