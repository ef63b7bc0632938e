package core

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// theCode gives a code, or fails.
func theCode(url string, err error) func(context.Context, string, bool) (queue.Code, error) {
	return func(context.Context, string, bool) (queue.Code, error) { return queue.Code{URL: url}, err }
}

func newSlipper(s *stage, code func(context.Context, string, bool) (queue.Code, error)) *slipper {
	return &slipper{settings: &s.settings, venue: &s.venue, code: code, now: time.Now, log: s.log}
}

func oneOf(n int) *queue.Range {
	return &queue.Range{Low: time.Duration(n) * time.Minute, High: time.Duration(n+10) * time.Minute}
}

// A slip says of a ticket what windows say of it, in the venue's languages, as it stands when it is printed.
func TestSlipSays(t *testing.T) {
	now := time.Now()
	waits := queue.Standing{ID: "x", Number: "A012", Service: "general", State: queue.Waiting, Ahead: 7, Wait: oneOf(20), IssuedAt: now}
	for _, tt := range []struct {
		name   string
		change func(*queue.Standing)
		want   []string
		lack   []string
	}{
		{"waits", func(*queue.Standing) {}, []string{
			"# A012", "前面还有 7 位", "7 ahead of you", "约 20–30 分钟", "about 20–30 min", now.In(zoneOf(t)).Format("2006-01-02 15:04"), "![qr]", "微信扫一扫",
		}, []string{"补打"}},
		{"long", func(x *queue.Standing) { x.Wait = oneOf(190) }, []string{"3 小时以上", "Over 3 h"}, []string{"190"}},
		{"soon", func(x *queue.Standing) { x.Ahead, x.Wait = 0, &queue.Range{} }, []string{"前面没有人了", "马上到您", "Nobody ahead"}, []string{"还有 0"}},
		{"paused", func(x *queue.Standing) { x.Wait = nil }, []string{"暂停叫号", "Calling paused"}, nil},
		{"called", func(x *queue.Standing) { x.State, x.Wait = queue.Called, nil }, []string{"# A012"}, []string{"前面", "暂停", "ahead"}},
		{"party", func(x *queue.Standing) { x.Party = 4 }, []string{"4 人", "for 4"}, nil},
		{"again", func(x *queue.Standing) { x.IssuedAt = now.Add(-time.Hour) }, []string{now.In(zoneOf(t)).Format("15:04") + " 补打"}, nil},
		{"gone service", func(x *queue.Standing) { x.Service = "gone" }, []string{"gone"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := mustStage(t, memory())
			x := waits
			tt.change(&x)
			w := newSlipper(s, theCode("http://weixin.qq.com/q/x", nil))
			w.now = func() time.Time { return now }
			slip := w.slip(t.Context(), x)
			for _, want := range tt.want {
				if !strings.Contains(slip.Text, want) {
					t.Errorf("the slip lacks %q:\n%s", want, slip.Text)
				}
			}
			for _, lack := range tt.lack {
				if strings.Contains(slip.Text, lack) {
					t.Errorf("the slip says %q:\n%s", lack, slip.Text)
				}
			}
			if slip.Code != "http://weixin.qq.com/q/x" {
				t.Errorf("the code is %q", slip.Code)
			}
		})
	}
}

// Without a code from WeChat in time a slip is printed all the same, and says so where the code would stand.
func TestSlipWithoutCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory())
		slow := func(ctx context.Context, _ string, _ bool) (queue.Code, error) {
			<-ctx.Done()
			return queue.Code{}, ctx.Err()
		}
		for _, tt := range []struct {
			code func(context.Context, string, bool) (queue.Code, error)
			took time.Duration
			key  string
		}{
			{slow, slipCodeWithin, "slip.no_code"},
			{theCode("", errNoCode), 0, "slip.no_code"},
			{theCode("", &queue.TicketError{Err: queue.ErrBound}), 0, "slip.bound"},
		} {
			began := time.Now()
			slip := newSlipper(s, tt.code).slip(t.Context(), queue.Standing{Number: "A1", Service: "general", State: queue.Waiting, IssuedAt: began})
			if took := time.Since(began); took != tt.took {
				t.Errorf("%s: took %v, want %v", tt.key, took, tt.took)
			}
			if !strings.Contains(slip.None, assets.Chinese(tt.key)) || !strings.Contains(slip.None, assets.English(tt.key)) {
				t.Errorf("got %q in the place of the code, want %q", slip.None, assets.Both(tt.key))
			}
			if slip.Code != "" || strings.Contains(slip.Text, "微信扫一扫") || !strings.Contains(slip.Text, "# A1") {
				t.Errorf("got a code %q and\n%s", slip.Code, slip.Text)
			}
		}
		s.mustClose()
	})
}

// A layout without a code asks WeChat for none; one that fails on a ticket gives way to the usual one.
func TestSlipLayouts(t *testing.T) {
	s := mustStage(t, memory())
	asked := false
	code := func(context.Context, string, bool) (queue.Code, error) { asked = true; return queue.Code{}, errNoCode }
	x := queue.Standing{Number: "A1", Service: "general", State: queue.Waiting, IssuedAt: time.Now()}
	s.settings.Printer.Layout = "# {{.Number}}\n{{.Service}}"
	if slip := newSlipper(s, code).slip(t.Context(), x); asked || slip.Text != "# A1\n综合业务" {
		t.Errorf("got %q, asked for a code: %t", slip.Text, asked)
	}
	s.settings.Printer.Layout = "# {{slice .Number 0 3}}"
	if slip := newSlipper(s, code).slip(t.Context(), x); !strings.Contains(slip.Text, "您的号码") {
		t.Errorf("got %q, want the usual layout", slip.Text)
	}
}

func zoneOf(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Without a printer, a ticket, or a claim there is no slip.
func TestPrintSlipRefuses(t *testing.T) {
	s := mustStage(t, memory())
	k := &Kiosk{Queue: s.Queue}
	if err := k.PrintSlip(t.Context(), "x"); !errors.Is(err, errNoPrinter) {
		t.Errorf("without a printer: got %v", err)
	}
	k.slips = newSlips(&press{}, s.Queue, s.log)
	if err := k.PrintSlip(t.Context(), "x"); !errors.Is(err, queue.ErrNoTicket) {
		t.Errorf("without a ticket: got %v", err)
	}
	over := s.mustTouch(1)[0]
	s.mustDo(queue.Command{Verb: queue.Cancel, Ticket: over.ID})
	if err := k.PrintSlip(t.Context(), over.ID); !errors.Is(err, queue.ErrWrongState) {
		t.Errorf("of one that is over: got %v", err)
	}
}
