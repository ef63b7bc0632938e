package core_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"paihao/app/core"
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
	for err, want := range map[error][2]string{
		queue.ErrNoService:  {"请另选一项", "Choose another one"},
		queue.ErrClosed:     {"正在关闭", "shutting down"},
		queue.ErrNotWritten: {"暂时没有办成", "That did not work"},
		queue.ErrReadOnly:   {"暂时没有办成", "That did not work"},
		errors.New("odd"):   {"暂时没有办成", "That did not work"},
	} {
		err = fmt.Errorf("take: %w", err)
		zh, en := core.CustomerWords(assets.ZH, err), core.CustomerWords(assets.EN, err)
		if !strings.Contains(zh, want[0]) || !strings.Contains(en, want[1]) {
			t.Errorf("%v reads %q and %q, want %q", err, zh, en, want)
		}
		if bad := regexp.MustCompile(`磁盘|扫码|disk|scan again|\{|reply\.`).FindString(zh + en); bad != "" {
			t.Errorf("%v reads %q and %q, and says %q", err, zh, en, bad)
		}
	}
}
