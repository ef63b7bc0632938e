package desk_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/assets"
	"paihao/queue"
)

// at3 is a desk at counter 3.
var at3 = desk.Options{Counter: "3", Words: func(_ assets.Language, err error) string { return "说明：" + err.Error() }}

// Every button gives its command, whether it is clicked or its key is pressed.
func TestCommands(t *testing.T) {
	cases := []struct {
		name  string
		view  scene
		words string // on the button
		press func(*stage)
		want  queue.Command
	}{
		{
			"next at a free counter", hall(), "叫下一位", func(s *stage) { s.key(fyne.KeyF1) },
			queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody},
		},
		{
			"next after serving", serving(), "叫下一位", func(s *stage) { s.key(fyne.KeyF1) },
			queue.Command{Verb: queue.CallNext, Counter: "3", Expect: "id-A012"},
		},
		{
			"start", called(1), "开始", func(s *stage) { s.key(fyne.KeyF2) },
			queue.Command{Verb: queue.Start, Counter: "3", Ticket: "id-A012"},
		},
		{
			"recall", called(1), "重呼", func(s *stage) { s.key(fyne.KeyF3) },
			queue.Command{Verb: queue.Recall, Counter: "3", Ticket: "id-A012"},
		},
		{
			"finish", serving(), "办结", func(s *stage) { s.key(fyne.KeyF7) },
			queue.Command{Verb: queue.Finish, Counter: "3", Ticket: "id-A012"},
		},
		{
			"return", hall(), "B005", func(s *stage) { s.chord(fyne.KeyModifierAlt, fyne.Key2) },
			queue.Command{Verb: queue.Return, Ticket: "id-B005"},
		},
		{
			"walk-in", hall(), "4", func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.Key4) },
			queue.Command{Verb: queue.Take, Service: "estate", Origin: queue.FromDesk},
		},
		{
			"hold", called(1), "挂起", func(s *stage) { s.key(fyne.KeyF5) },
			queue.Command{Verb: queue.Hold, Counter: "3", Ticket: "id-A012"},
		},
		{
			"hold while serving", serving(), "挂起", func(s *stage) { s.key(fyne.KeyF5) },
			queue.Command{Verb: queue.Hold, Counter: "3", Ticket: "id-A012"},
		},
		{
			"release", called(1), "退回", func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.KeyR) },
			queue.Command{Verb: queue.Release, Counter: "3", Ticket: "id-A012"},
		},
		{
			"pause", hall(), "暂停", func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.KeyP) },
			queue.Command{Verb: queue.Pause, Counter: "3"},
		},
		{
			"close", hall(), "关闭", func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.KeyL) },
			queue.Command{Verb: queue.Close, Counter: "3"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, at3, c.view, func(s *stage) {
				c.press(s)
				s.wantOne(c.want)
				s.tap(c.words)
				s.wantOne(c.want)
			})
		})
	}
}

func TestOpenPausedCounter(t *testing.T) {
	v := hall()
	v.Counters[2].State = queue.CounterPaused
	play(t, at3, v, func(s *stage) {
		s.key(fyne.KeyF1)
		s.wantNone()
		if !s.says("窗口已暂停，按 Ctrl+O 开放") {
			t.Errorf("the desk says %q, want why the main button is dead", s.words())
		}
		s.chord(fyne.KeyModifierControl, fyne.KeyO)
		s.wantOne(queue.Command{Verb: queue.Open, Counter: "3"})
	})
}

// A miss opens after enough calls and enough time, and says what it waits for.
func TestMissGate(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		s.wantMiss("再叫 1 次 · 13 秒")
		s.later(12500 * time.Millisecond)
		s.wantMiss("再叫 1 次 · 1 秒")
		s.later(time.Second)
		s.wantMiss("再叫 1 次可用")
		s.show(called(2))
		s.key(fyne.KeyF4)
		s.wantOne(queue.Command{Verb: queue.Miss, Counter: "3", Ticket: "id-A012"})
	})
	play(t, at3, called(3), func(s *stage) {
		s.wantMiss("13 秒后可用")
		s.later(13 * time.Second)
		s.tap("过号")
		s.wantOne(queue.Command{Verb: queue.Miss, Counter: "3", Ticket: "id-A012"})
	})
}

// wantMiss checks that a miss is not possible yet, and why.
func (s *stage) wantMiss(why string) {
	s.t.Helper()
	s.key(fyne.KeyF4)
	s.tap("过号")
	s.wantNone()
	if !s.says(why) {
		s.t.Errorf("the desk says %q, want %q", s.words(), why)
	}
}

// Calling the next finishes the one at the counter, so soon after a call the desk asks first.
func TestAskServed(t *testing.T) {
	const question = "A012 刚叫过，办完了吗？"
	t.Run("served", func(t *testing.T) {
		play(t, at3, called(1), func(s *stage) {
			s.key(fyne.KeyF1, fyne.KeyF1)
			s.wantNone()
			s.tap("已办完，叫下一位")
			s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: "id-A012"})
		})
	})
	t.Run("not here", func(t *testing.T) {
		play(t, at3, called(1), func(s *stage) {
			s.key(fyne.KeyF1, fyne.Key2)
			s.wantOne(queue.Command{Verb: queue.Recall, Counter: "3", Ticket: "id-A012"})
		})
	})
	t.Run("back", func(t *testing.T) {
		play(t, at3, called(1), func(s *stage) {
			s.key(fyne.KeyF1, fyne.Key3)
			s.wantNone()
			if s.says(question) {
				t.Error("the question is still there")
			}
		})
	})
	t.Run("moved on", func(t *testing.T) {
		play(t, at3, called(1), func(s *stage) {
			s.key(fyne.KeyF1)
			s.show(serving())
			if s.says(question) {
				t.Error("the question outlived what it asked about")
			}
			s.key(fyne.Key1)
			s.wantNone()
		})
	})
	t.Run("called long ago", func(t *testing.T) {
		play(t, at3, called(1), func(s *stage) {
			s.later(13 * time.Second)
			s.key(fyne.KeyF1)
			s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: "id-A012"})
		})
	})
}

func TestAskCancel(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		s.key(fyne.KeyDelete)
		s.wantNone()
		s.key(fyne.Key2)
		s.wantNone()
		s.tap("取消")
		s.key(fyne.Key1)
		s.wantOne(queue.Command{Verb: queue.Cancel, Counter: "3", Ticket: "id-A012"})
	})
}
