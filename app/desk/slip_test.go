package desk_test

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/assets"
	"paihao/queue"
)

// withPrinter is a hall with a printer.
func withPrinter(v scene, unprinted string) scene {
	v.Health.Printer, v.Health.Unprinted = queue.PrinterWell, unprinted
	return v
}

// playSlip plays with an attendant that prints.
func playSlip(t *testing.T, v scene, act func(*stage, *minter)) {
	t.Helper()
	a := &minter{}
	words := func(_ assets.Language, err error) string { return err.Error() }
	play(t, desk.Options{Counter: "3", Attendant: a, Words: words}, v, func(s *stage) {
		a.hand = &s.hand
		act(s, a)
	})
}

func (a *minter) wantSlips(t *testing.T, want ...string) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if !slices.Equal(a.printed, want) {
		t.Errorf("slips were asked for of %q, want %q", a.printed, want)
	}
	a.printed = nil
}

// taken is a walk-in's ticket.
var taken = queue.Standing{ID: "id-A015", Number: "A015", Service: "general", State: queue.Waiting}

// A slip is printed for a walk-in at once, and again from each place where staff meet a ticket.
func TestSlip(t *testing.T) {
	playSlip(t, withPrinter(called(2), ""), func(s *stage, a *minter) {
		s.chord(fyne.KeyModifierControl, fyne.KeyD)
		a.wantSlips(t, "id-A012")
		s.wantWords("A012 的小票已打印")
		s.tap("小票")
		a.wantSlips(t, "id-A012")
		s.tap("A015")
		s.tap("打印小票")
		a.wantSlips(t, "id-A015")
		s.wantWords("A015 的小票已打印")
		s.out.Ticket = &taken
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		a.wantSlips(t, "id-A015")
		s.wantWords("A015 的小票已打印")
		s.chord(fyne.KeyModifierControl, fyne.KeyD)
		a.wantSlips(t, "id-A015")
	})
}

// A slip that does not come out is said, and hides no number that is to be told.
func TestSlipFails(t *testing.T) {
	playSlip(t, withPrinter(called(2), ""), func(s *stage, a *minter) {
		a.printErr = errors.New("没纸了")
		s.chord(fyne.KeyModifierControl, fyne.KeyD)
		s.wantWords("没纸了")
		s.out.Ticket = &taken
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.wantWords("A015", "A015 的小票没打出来")
		a.printErr = nil
		s.chord(fyne.KeyModifierControl, fyne.KeyD)
		s.wantWords("A015 的小票已打印")
		a.wantSlips(t, "id-A012", "id-A015", "id-A015")
	})
}

// Whose slip did not come out is named, and marked in the line, until the queue says otherwise.
func TestUnprinted(t *testing.T) {
	playSlip(t, withPrinter(hall(), "A015 A017"), func(s *stage, _ *minter) {
		s.wantWords("没有小票：A015 A017", "⚠ 无小票")
		s.show(withPrinter(hall(), ""))
		if s.says("⚠ 无小票") {
			t.Errorf("a ticket is marked whose slip is there: %q", s.words())
		}
	})
}

// Without a printer nothing is offered and nothing asked for.
func TestNoSlip(t *testing.T) {
	playSlip(t, called(2), func(s *stage, a *minter) {
		s.chord(fyne.KeyModifierControl, fyne.KeyD)
		s.out.Ticket = &taken
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.tap("A014")
		if s.says("打印小票") || s.says("小票") {
			t.Errorf("a desk without a printer offers slips: %q", s.words())
		}
		a.wantSlips(t)
	})
}
