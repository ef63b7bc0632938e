package desk_test

import (
	"image/color"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/queue"
)

// Ending the day says what happens, and the nearest key leads back. It can be taken back until a ticket is taken.
func TestCloseDay(t *testing.T) {
	overdue := hall()
	overdue.Health.Overdue = true
	ways := []struct {
		name string
		view scene
		ask  func(*stage)
	}{
		{"menu", hall(), func(s *stage) { s.pick(4) }},
		{"overdue", overdue, func(s *stage) { s.tap("结束营业日…") }},
	}
	const want = "结束 2026-11-20 营业日？还在排队的 31 张号将作废，办理中的记为办结。取出下一张号之前可以撤销。"
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			play(t, at3, way.view, func(s *stage) {
				way.ask(s)
				s.wantNone()
				if text := strings.Join(s.words(), ""); !strings.Contains(text, want) {
					t.Errorf("the desk says %q, want %q", text, want)
				}
				s.key(fyne.Key1)
				s.wantNone()
				way.ask(s)
				s.out.Day = &queue.Day{Date: "2026-11-20"}
				s.tap("结束营业日")
				s.wantOne(queue.Command{Verb: queue.CloseDay})
				s.show(over())
				s.wantWords("2026-11-20 营业日已结束", "取出下一张号之前可撤销")
				s.undo()
				s.wantOne(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing})
				s.show(hall())
				s.wantWords("2026-11-20 营业日已重新打开")
			})
		})
	}
}

// The button that ends an overdue day looks dead while it is: until the command on its way is answered.
func TestOverdueButtonWhileBusy(t *testing.T) {
	overdue := hall()
	overdue.Health.Overdue = true
	play(t, at3, overdue, func(s *stage) {
		check := func(when string, want color.Color) {
			t.Helper()
			if got := s.ink("结束营业日…"); got != want {
				t.Errorf("%s the button is written in %v, want %v", when, got, want)
			}
		}
		check("at rest", look.Ink)
		s.gate = make(chan struct{})
		s.tap("叫下一位")
		s.later(time.Second)
		check("while a command is on its way", look.Slate)
		close(s.gate)
		synctest.Wait()
		check("after its answer", look.Ink)
	})
}

// ink is the colour in which words are drawn.
func (s *stage) ink(words string) (ink color.Color) {
	s.t.Helper()
	s.walk(func(text *look.Text, _ fyne.Position) {
		if text.Words() != words {
			return
		}
		for _, o := range test.WidgetRenderer(text).Objects() {
			if drawn, ok := o.(*canvas.Text); ok {
				ink = drawn.Color
			}
		}
	})
	return ink
}

// A day that follows at once can be undone too, until it has a ticket of its own.
func TestUndoDayThatFollows(t *testing.T) {
	tomorrow := empty()
	tomorrow.Day = "2026-11-21"
	play(t, at3, hall(), func(s *stage) {
		s.pick(4)
		s.out.Day = &queue.Day{Date: "2026-11-20"}
		s.key(fyne.Key2)
		s.commands()
		s.show(tomorrow)
		s.wantWords("2026-11-20 营业日已结束", "撤销")
		tomorrow.Totals = map[queue.State]int{queue.Waiting: 1}
		s.show(tomorrow)
		if s.says("撤销") {
			t.Error("the desk offers to undo the end of a day after a ticket of the next")
		}
		s.undo()
		s.wantNone()
	})
}

// A question about a day that somebody else has ended meanwhile goes away.
func TestAskedDayIsOver(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.pick(4)
		s.show(over())
		s.key(fyne.Key2)
		s.wantNone()
	})
}

// When the day is over the desk says so and calls nobody; any desk can open it again.
func TestDayIsOver(t *testing.T) {
	want := queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}
	play(t, at3, over(), func(s *stage) {
		s.wantWords("营业日已结束", "今天的营业日已结束", "已结束", "过期", "31")
		s.key(fyne.KeyF1)
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.undo() // this desk did not end it
		s.wantNone()
		s.tap("撤销结束营业日")
		s.wantOne(want)
		s.pick(4)
		s.wantOne(want)
	})
}

// A day that was ended while the clock is in doubt is followed by the next on staff's word that the clock is right.
func TestBeginNextDay(t *testing.T) {
	v := over()
	v.Health.Overdue, v.Health.Doubt = true, true
	play(t, at3, v, func(s *stage) {
		s.wantWords("该开始新的营业日了")
		s.tap("开始营业日…")
		const want = "现在是 2026-11-20 09:26，对吗？对就开始新的营业日。"
		if text := strings.Join(s.words(), ""); !strings.Contains(text, want) {
			t.Errorf("the desk says %q, want %q", text, want)
		}
		s.key(fyne.Key1)
		s.wantNone()
		s.tap("开始营业日…")
		s.key(fyne.Key2)
		s.wantOne(queue.Command{Verb: queue.CloseDay})
		s.show(over())
		if s.says("开始营业日…") {
			t.Error("the day has ended and no other should begin; the desk offers it")
		}
	})
}
