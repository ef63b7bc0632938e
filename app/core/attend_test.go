package core_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// Windows get a code for a paper ticket from the running kiosk, and the same one until they want another.
func TestTicketCodeForWindows(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	var attendant queue.Attendant = h.Kiosk
	ticket := h.do(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch}).Ticket.ID
	first := must(attendant.TicketCode(t.Context(), ticket, false))
	if again := must(attendant.TicketCode(t.Context(), ticket, false)); again.ID != first.ID || first.URL == "" {
		t.Errorf("asked again: %s, want %s, which says %q", again.ID, first.ID, first.URL)
	}
	second := must(attendant.TicketCode(t.Context(), ticket, true))
	scan(t, h, "o-first", first.Ticket)
	h.told("o-first", "这个二维码已经用过或过期了")
	scan(t, h, "o-first", second.Ticket)
	h.told("o-first", "绑定成功")
	_, bound := attendant.TicketCode(t.Context(), ticket, false)
	_, none := attendant.TicketCode(t.Context(), "none", false)
	if !errors.Is(bound, queue.ErrBound) || !errors.Is(none, queue.ErrNoTicket) {
		t.Errorf("got %v and %v, want %v and %v", bound, none, queue.ErrBound, queue.ErrNoTicket)
	}
}

// A call for staff is on the windows until somebody goes; a place that cannot be shown is refused.
func TestCallStaff(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	if err := h.CallStaff(t.Context(), "取号屏"); err != nil {
		t.Fatal(err)
	}
	h.see("the call", func(v queue.View) bool { return !v.Health.HelpAt.IsZero() && v.Health.HelpTo == "取号屏" })
	if err := h.StaffCome(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.see("that staff come", func(v queue.View) bool { return v.Health.HelpAt.IsZero() && v.Health.HelpTo == "" })
	if err := h.CallStaff(t.Context(), strings.Repeat("远", 1000)); !errors.Is(err, queue.ErrInvalid) {
		t.Errorf("a place without end: %v, want %v", err, queue.ErrInvalid)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if call, come := h.CallStaff(ctx, "取号屏"), h.StaffCome(ctx); call == nil || come == nil || !h.Queue.Health().HelpAt.IsZero() {
		t.Errorf("with a context that has ended: %v and %v, want its end and no call", call, come)
	}
}

// Whatever goes wrong, who stands at the touch window reads a sentence of their own in each language, and no word of disks.
func TestCustomerWords(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	at := h.Queue.View().At
	soon := time.Date(at.Year(), at.Month(), at.Day()+1, 9, 0, 0, 0, at.Location())
	ticket := &queue.TicketError{Err: queue.ErrBound, Ticket: queue.Standing{Number: "A001"}}
	for _, c := range []struct {
		err    error
		zh, en string
	}{
		{&queue.LimitError{Err: queue.ErrStopped, Service: "social"}, "社保医保暂停取号", "Social insurance: no tickets for now"},
		{&queue.LimitError{Err: queue.ErrOutOfHours, Service: "social", Until: soon}, "请在明天 09:00 以后再来取号。", "Please come back tomorrow at 09:00."},
		{&queue.LimitError{Err: queue.ErrQuota, Service: "general", Most: 50, Until: soon}, "今天的 50 个号都取完了。请在明天", "all 50 tickets of today are taken. Please come back"},
		{&queue.LimitError{Err: queue.ErrCrowded, Service: "general", Most: 80}, "已经有 80 位在等，暂时不发新号。请过一会儿再来", "Please come back in a while"},
		{&queue.LimitError{Err: queue.ErrDayClosed, Service: "general"}, "今天的营业已经结束", "closed for today"},
		{&queue.LimitError{Err: queue.ErrDiskFull, Service: "general"}, "请到前台找工作人员", "Please ask at the desk"},
		{queue.ErrParty, "请改一下人数", "Change the number of people"},
		{queue.ErrNoService, "请另选一项", "Choose another one"},
		{ticket, "已经绑定了微信", "bound to WeChat already"},
		{&queue.TicketError{Err: queue.InState(queue.Done)}, "已经不在排队了", "no longer in line"},
		{queue.ErrNoTicket, "已经不在排队了", "no longer in line"},
		{context.DeadlineExceeded, "号可能已经取到，也可能没有", "you may have a ticket, or not"},
		{queue.ErrClosed, "正在关闭", "shutting down"},
		{queue.ErrNotWritten, "暂时没有办成", "That did not work"},
		{queue.ErrReadOnly, "暂时没有办成", "That did not work"},
		{errors.New("odd"), "暂时没有办成", "That did not work"},
	} {
		zh, en := h.CustomerWords(assets.ZH, fmt.Errorf("take: %w", c.err)), h.CustomerWords(assets.EN, c.err)
		if !strings.Contains(zh, c.zh) || !strings.Contains(en, c.en) {
			t.Errorf("%v reads %q and %q, want %q and %q", c.err, zh, en, c.zh, c.en)
		}
		if bad := regexp.MustCompile(`磁盘|扫码|disk|scan again|\{|reply\.|limit\.`).FindString(zh + en); bad != "" {
			t.Errorf("%v reads %q and %q, and says %q", c.err, zh, en, bad)
		}
	}
}
