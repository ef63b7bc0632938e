package desk_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// Buttons that make no sense in the ticket's state do nothing.
func TestDeadButtons(t *testing.T) {
	all := []fyne.KeyName{
		fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF7, fyne.KeyDelete, fyne.KeyF5, fyne.KeyF6, fyne.KeyF8,
		fyne.Key0, fyne.Key1, fyne.Key2, fyne.KeyReturn, fyne.KeySpace, fyne.KeyEscape,
	}
	everything := func(s *stage) {
		s.key(all...)
		for _, k := range []fyne.KeyName{fyne.KeyO, fyne.KeyP, fyne.KeyL, fyne.KeyR, fyne.KeyH, fyne.KeyG, fyne.Key1} {
			s.chord(fyne.KeyModifierControl, k)
			s.chord(fyne.KeyModifierAlt, k)
			s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, k)
			s.chord(fyne.KeyModifierAlt|fyne.KeyModifierShift, k)
		}
		for _, words := range []string{
			"叫下一位", "开始", "重呼", "过号", "取消", "办结", "挂起", "转移", "退回", "开放", "暂停", "关闭", "A013", "停发", "继续", "叫", "优先",
		} {
			s.tap(words)
		}
		s.key(all...)
		s.undo()
	}
	t.Run("free and nobody waits", func(t *testing.T) {
		play(t, at3, empty(), func(s *stage) { s.key(all...); s.wantNone() })
	})
	t.Run("serving", func(t *testing.T) {
		play(t, at3, serving(), func(s *stage) { s.key(all[1], all[2], all[3], all[5], fyne.KeyF8); s.wantNone() })
	})
	t.Run("store failed", func(t *testing.T) {
		v := readOnly()
		v.Held = held().Held
		play(t, at3, v, func(s *stage) { everything(s); s.wantNone() })
	})
	t.Run("no counter", func(t *testing.T) {
		play(t, desk.Options{}, hall(), func(s *stage) { s.key(all...); s.chord(fyne.KeyModifierControl, fyne.KeyO); s.wantNone() })
	})
}

// Esc leads back from a question and gives no answer; with none it leaves everything as it is.
func TestEscape(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		for range 2 {
			s.key(fyne.KeyDelete)
			s.wantWords("取消这张号")
			s.key(fyne.KeyEscape, fyne.KeyEscape)
			s.wantNone()
			s.wantWords("叫下一位", "A012")
			if s.says("取消这张号") {
				t.Errorf("the question is still there; the desk says %q", s.words())
			}
		}
	})
}

// While the desk asks, the main button says why it waits, and the key that takes the last step back does nothing.
func TestAskingComesFirst(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		s.out = queue.Outcome{Ticket: &queue.Standing{ID: "id-A012", Number: "A012", Service: "general"}}
		s.key(fyne.KeyF3)
		s.commands()
		s.key(fyne.KeyDelete)
		s.wantWords("请先回答下面的问题", "取消这张号")
		s.key(fyne.KeyF8, fyne.KeyF1)
		s.wantNone()
		s.wantWords("取消这张号")
		s.key(fyne.KeyEscape, fyne.KeyF8)
		if got := s.commands(); len(got) != 1 || got[0].Verb != queue.Undo {
			t.Errorf("after the question commands %+v, want one undo", got)
		}
	})
}

// A press while another command is on its way is not taken, wherever it comes from.
func TestDoublePress(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.gate = make(chan struct{})
		s.tap("叫下一位")
		s.tap("叫下一位")
		s.later(time.Second)
		s.key(fyne.KeyF1)
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
		close(s.gate)
		synctest.Wait()
		s.key(fyne.KeyF1)
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
	})
}

// A key that is held down is one press.
func TestHeldKey(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.hold(fyne.KeyF1)
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
	})
}

// What went wrong stays on the desk until the next action, and nothing pops up.
func TestTrouble(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		s.err = errors.New("disk")
		s.key(fyne.KeyF2)
		s.show(called(1))
		s.later(time.Minute)
		if !s.says("未成功：说明：disk") {
			t.Errorf("the desk says %q, want the error", s.words())
		}
		if n := len(s.win.Canvas().Overlays().List()); n != 0 {
			t.Errorf("%d overlays, want none", n)
		}
		s.err = nil
		s.key(fyne.KeyF3)
		if s.says("未成功：说明：disk") {
			t.Error("the error is still there after the next action")
		}
	})
}

// An answer that never comes wakes the desk again, with a sentence.
func TestNoAnswer(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		s.gate = make(chan struct{})
		s.key(fyne.KeyF2)
		s.commands()
		<-time.After(20 * time.Second) // the bubble's clock
		synctest.Wait()
		if !s.says("说明：context deadline exceeded") {
			t.Errorf("the desk says %q, want that nothing was heard, and not that nothing was done", s.words())
		}
		close(s.gate)
		s.key(fyne.KeyF2)
		s.wantOne(queue.Command{Verb: queue.Start, Counter: "3", Ticket: "id-A012"})
	})
}
