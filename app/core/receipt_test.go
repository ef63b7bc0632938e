package core

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// result is what WeChat reports of the nth message, by its own id.
func templateResult(to, id, status string) wechat.Event {
	return wechat.Event{Kind: wechat.KindTemplateResult, From: to, TemplateMessageID: id, Status: status}
}

// What WeChat reports later of a message is noted on its notice, in a few words of ours, whatever it writes.
func TestReceipts(t *testing.T) {
	mini := wechat.Event{Kind: wechat.KindSubscribeSent, From: "m-1"}
	sent := func(s wechat.Subscription) wechat.Event {
		e := mini
		e.Subscriptions = []wechat.Subscription{s}
		return e
	}
	for _, c := range []struct {
		way    queue.Way
		event  wechat.Event
		state  queue.NoticeState
		reason string
	}{
		{queue.ByTemplate, templateResult(customer(1).OpenID, "1000001", "success"), queue.Delivered, ""},
		{queue.ByTemplate, templateResult(customer(1).OpenID, "1000001", "failed:user block"), queue.Refused, "user_block"},
		{queue.ByTemplate, templateResult(customer(1).OpenID, "1000001", "failed: system failed"), queue.Refused, "system_failed"},
		{queue.ByTemplate, templateResult(customer(1).OpenID, "1000001", "failed:freq limit"), queue.Refused, "freq_limit"},
		{queue.ByTemplate, templateResult(customer(1).OpenID, "1000001", "failed:something new"), queue.Refused, "other"},
		{queue.ByTemplate, templateResult(customer(1).OpenID, "1000001", ""), queue.Refused, "other"},
		{queue.ByTemplate, templateResult(customer(1).OpenID, "999", "failed:user block"), queue.Accepted, ""},
		{queue.ByTemplate, templateResult(customer(2).OpenID, "1000001", "failed:user block"), queue.Accepted, ""},
		{queue.ByMini, sent(wechat.Subscription{TemplateID: "trial-mini-called", MessageID: "1000001", Code: "0"}), queue.Delivered, ""},
		{queue.ByMini, sent(wechat.Subscription{TemplateID: "trial-mini-called", Code: "0"}), queue.Delivered, ""},
		{queue.ByMini, sent(wechat.Subscription{TemplateID: "trial-mini-called", MessageID: "1000001", Code: "20003", Reason: "user block"}), queue.Refused, "user_block"},
		{queue.ByMini, sent(wechat.Subscription{TemplateID: "trial-mini-called", MessageID: "1000001", Code: "20003", Reason: "success"}), queue.Refused, "other"},
		{queue.ByMini, sent(wechat.Subscription{TemplateID: "another", Code: "20003"}), queue.Accepted, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(c.way) })
			n := s.notifier(&recorder{})
			background(t, n.run)
			s.mustBefriend()
			id := theCall(s)
			synctest.Wait()
			for i := range 2 { // WeChat may send it twice
				n.reported(t.Context(), map[bool]string{true: app, false: miniApp}[c.way == queue.ByTemplate], c.event)
				if kept := len(n.receipts.early); i == 0 && (kept > 0) != (c.state == queue.Accepted) {
					t.Errorf("%d reports are kept, and the notice is %s", kept, c.state)
				}
			}
			s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: c.state, Way: c.way, Reason: c.reason})
		})
	}
}

// A report that overtakes the note of the answer it belongs to is kept for it, for a minute.
func TestEarlyReceipt(t *testing.T) {
	for wait, want := range map[time.Duration]queue.NoticeState{0: queue.Delivered, 50 * time.Second: queue.Delivered, 2 * time.Minute: queue.Accepted} {
		synctest.Test(t, func(t *testing.T) {
			s := mustStage(t, memory(), func(s *stage) { s.only(queue.ByTemplate) })
			var n *notifier
			r := &recorder{answer: func(context.Context, letter) error {
				n.reported(t.Context(), app, templateResult(customer(1).OpenID, "1000001", "success"))
				time.Sleep(wait)
				return nil
			}}
			n = s.notifier(r)
			background(t, n.run)
			id := theCall(s)
			time.Sleep(150 * time.Second)
			s.wantNotice(id, queue.NoticeView{Kind: queue.YourTurn, State: want, Way: queue.ByTemplate})
		})
	}
}

// Reports about what is not ours are kept for a minute, and no more of them than fit.
func TestReceiptsOfOthers(t *testing.T) {
	var l receipts
	now := time.Now()
	for i := range mostReceipts + 50 {
		l.keep(queue.Receipt{MessageID: string(rune(i))}, now)
	}
	if n := len(l.early); n != mostReceipts {
		t.Errorf("%d are kept, want at most %d", n, mostReceipts)
	}
	l.keep(queue.Receipt{MessageID: "last"}, now.Add(2*keepReceipts))
	if n := len(l.early); n != 1 {
		t.Errorf("%d are kept two minutes later, want the new one", n)
	}
}

func TestStatusReason(t *testing.T) {
	for status, want := range map[string]string{
		"success": "", "Success": "", " success ": "", "failed:user block": "user_block", "failed: user block": "user_block",
		"failed:system failed": "system_failed", "failed: system failed": "system_failed", "failed:freq limit": "freq_limit",
		"failed": "other", "": "other", "weird": "other", "失败": "other",
	} {
		if got := statusReason(status); got != want {
			t.Errorf("%q means %q, want %q", status, got, want)
		}
	}
	known := []string{"", "user_block", "system_failed", "freq_limit", "other"}
	if !slices.Contains(known, statusReason("failed:\x00")) {
		t.Error("a status of others comes through")
	}
}
