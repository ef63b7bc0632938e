package queue_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// Who asks for help twice changes nothing, another place is named too, and who goes there ends it all.
func TestHelp(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	for _, c := range []struct {
		place string
		err   error
		to    string
		since time.Duration
	}{
		{" 1号取号机\n", nil, "1号取号机", 0},
		{"1号取号机", nil, "1号取号机", 0},
		{"", nil, "1号取号机", 0},
		{"East hall", nil, "1号取号机、East hall", 0},
		{"1号取号机", nil, "1号取号机、East hall", 0},
		{strings.Repeat("号", queue.MaxPlace+1), queue.ErrInvalid, "1号取号机、East hall", 0},
		{"a、b", queue.ErrInvalid, "1号取号机、East hall", 0},
		{"a\x00b", queue.ErrInvalid, "1号取号机、East hall", 0},
		{"a\xffb", queue.ErrInvalid, "1号取号机、East hall", 0},
	} {
		if err := h.AskHelp(c.place); !errors.Is(err, c.err) {
			t.Errorf("%q: got %v, want %v", c.place, err, c.err)
		}
		if got := h.Health(); got.HelpTo != c.to || !got.HelpAt.Equal(noon) {
			t.Errorf("%q: got %q since %v, want %q since noon", c.place, got.HelpTo, got.HelpAt, c.to)
		}
		h.clock.turn(time.Minute)
	}
	h.HelpComes()
	if got := h.View().Health; got.HelpTo != "" || !got.HelpAt.IsZero() {
		t.Errorf("somebody goes: got %q since %v, want nobody to wait", got.HelpTo, got.HelpAt)
	}
	h.HelpComes()
	if err := h.AskHelp(""); err != nil || !h.Health().HelpAt.Equal(h.clock.Now()) || h.Health().HelpTo != "" {
		t.Errorf("from a place without a name: got %+v, %v, want it since now", h.Health(), err)
	}
	if err := h.AskHelp("door"); err != nil || h.Health().HelpTo != "door" {
		t.Errorf("from the door as well: got %q, %v, want it named", h.Health().HelpTo, err)
	}
}

// However many places ask, the line that names them has an end.
func TestHelpEverywhere(t *testing.T) {
	h := mustHall(t, venue())
	defer h.mustClose()
	for i := range 20 {
		if err := h.AskHelp(strings.Repeat("x", i+1)); err != nil {
			t.Fatalf("AskHelp: %v", err)
		}
	}
	if got := len(strings.Split(h.Health().HelpTo, "、")); got != 6 {
		t.Errorf("got %d places, want 6", got)
	}
}

// What the printer does is shown.
func TestReportPrinter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, news := mustWatched(t)
		for _, state := range []queue.PrinterState{queue.PrinterNoPaper, queue.PrinterNoPaper, queue.PrinterWell} {
			h.ReportPrinter(state)
			if got := h.View().Health.Printer; got != state {
				t.Errorf("got %q, want %q", got, state)
			}
		}
		if v := wantAfter(t, news, 0); v.Health.Printer == queue.NoPrinter {
			t.Errorf("the windows see %q, want what was reported", v.Health.Printer)
		}
	})
}
