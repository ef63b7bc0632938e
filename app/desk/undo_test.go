package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// finished is what the queue answers when A012 is done.
func finished() queue.Outcome {
	return queue.Outcome{Ticket: &queue.Standing{ID: "id-A012", Number: "A012", Service: "general", State: queue.Done}}
}

// A step of this desk can be taken back, by key or click, for as long as the rules say.
func TestUndo(t *testing.T) {
	ways := []struct {
		name  string
		press func(*stage)
	}{
		{"key", (*stage).undo},
		{"click", func(s *stage) { s.tap("撤销") }},
	}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			play(t, at3, serving(), func(s *stage) {
				s.out = finished()
				s.key(fyne.KeyF7)
				s.wantOne(queue.Command{Verb: queue.Finish, Ticket: "id-A012", Counter: "3"})
				s.wantWords("A012 已办结", "撤销", "还可撤销 10 秒")
				s.show(hall())
				s.later(9500 * time.Millisecond)
				s.wantWords("A012 已办结", "还可撤销 1 秒")
				step := s.named
				s.out = queue.Outcome{Restored: []queue.Standing{{Number: "A012"}}}
				way.press(s)
				s.wantOne(queue.Command{Verb: queue.Undo, Undoes: step})
				s.wantWords("已撤销：A012")
				if s.says("撤销") {
					t.Error("the desk offers to undo an undo")
				}
				s.undo()
				s.wantNone()
				s.later(10 * time.Second)
				if s.says("已撤销：A012") {
					t.Error("the desk still says what was undone ten seconds ago")
				}
			})
		})
	}
}

// What can be taken back is the last step of this desk, whatever it was, and nothing older or of others.
func TestUndoIsOfTheLastStep(t *testing.T) {
	play(t, at3, serving(), func(s *stage) {
		s.undo()
		s.wantNone()
		s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A013", State: queue.Called}, Finished: finished().Ticket}
		s.key(fyne.KeyF1)
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: "id-A012"})
		s.wantWords("已叫 A013")
		call := s.named
		s.out = queue.Outcome{}
		s.chord(fyne.KeyModifierControl, fyne.KeyP) // of the counter, which has a switch
		s.commands()
		s.undo()
		s.wantOne(queue.Command{Verb: queue.Undo, Undoes: call})
	})
	t.Run("a walk-in cannot be taken back", func(t *testing.T) {
		play(t, at3, serving(), func(s *stage) {
			s.out = finished()
			s.key(fyne.KeyF7)
			s.out = queue.Outcome{Ticket: &queue.Standing{Number: "C321", Service: "family"}}
			s.chord(fyne.KeyModifierControl, fyne.Key3)
			s.commands()
			s.undo()
			s.wantNone()
			if s.says("撤销") {
				t.Error("the desk offers to undo a walk-in")
			}
		})
	})
	t.Run("the last who waited is gone", func(t *testing.T) {
		play(t, at3, serving(), func(s *stage) {
			s.out = queue.Outcome{Finished: finished().Ticket}
			s.key(fyne.KeyF1)
			s.wantWords("A012 已办结", "撤销")
		})
	})
}

// Each step says what it was.
func TestUndoSaysWhat(t *testing.T) {
	words := map[fyne.KeyName]string{
		fyne.KeyF2: "A012 已开始办理", fyne.KeyF3: "已重呼 A012", fyne.KeyF4: "A012 已过号", fyne.KeyF5: "A012 已挂起",
	}
	for key, want := range words {
		play(t, at3, called(2), func(s *stage) {
			s.later(time.Minute)
			s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A012", Service: "general"}}
			s.key(key)
			s.wantWords(want, "撤销")
		})
	}
	play(t, at3, called(2), func(s *stage) {
		s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A012", Service: "general"}}
		s.chord(fyne.KeyModifierControl, fyne.KeyR)
		s.wantWords("A012 已退回原位", "撤销")
		s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A012", Service: "social"}}
		s.key(fyne.KeyF6, fyne.Key1)
		s.wantWords("A012 已转到社会保险", "撤销")
		s.key(fyne.KeyDelete, fyne.Key1)
		s.wantWords("A012 已取消", "撤销")
		s.chord(fyne.KeyModifierAlt, fyne.Key1)
		s.wantWords("A012 已恢复排队", "撤销")
		s.chord(fyne.KeyModifierAlt|fyne.KeyModifierShift, fyne.Key1)
		s.key(fyne.Key1)
		s.wantWords("已叫 A012", "撤销")
	})
	play(t, at3, held(), func(s *stage) {
		s.out = queue.Outcome{Ticket: &queue.Standing{Number: "A009", Service: "general"}}
		s.tap("A009")
		s.wantWords("A009 已继续排队", "撤销")
	})
}

// When it is too late, there is nothing to press; when the queue finds that it is, the desk says so.
func TestUndoTooLate(t *testing.T) {
	play(t, at3, serving(), func(s *stage) {
		s.out = finished()
		s.key(fyne.KeyF7)
		s.commands()
		s.err = queue.ErrTooLate
		s.undo()
		s.wantWords("未成功：说明：queue: too late to take it back")
		s.commands()
		s.later(10 * time.Second)
		s.undo()
		s.wantNone()
	})
	play(t, at3, serving(), func(s *stage) {
		s.out = finished()
		s.key(fyne.KeyF7)
		s.commands()
		s.now = s.now.Add(10 * time.Second) // and no tick yet
		s.tap("撤销")
		s.wantNone()
		s.later(0)
		if s.says("撤销") {
			t.Error("the desk still offers to undo when it is too late")
		}
	})
}

// A step that failed leaves the one before it to be taken back.
func TestUndoAfterARefusal(t *testing.T) {
	play(t, at3, serving(), func(s *stage) {
		s.out = finished()
		s.key(fyne.KeyF7)
		s.wantOne(queue.Command{Verb: queue.Finish, Ticket: "id-A012", Counter: "3"})
		step := s.named
		s.err = errors.New("busy")
		s.key(fyne.KeyF1)
		s.commands()
		s.err = nil
		s.undo()
		s.wantOne(queue.Command{Verb: queue.Undo, Undoes: step})
	})
}

// Without names for its commands, or without a rule for it, a desk undoes nothing.
func TestNoUndo(t *testing.T) {
	v := serving()
	v.Rules.UndoWithin = 0
	nameless := at3
	nameless.Random = strings.NewReader("")
	for name, play1 := range map[string]func(act func(*stage)){
		"rule":  func(act func(*stage)) { play(t, at3, v, act) },
		"names": func(act func(*stage)) { play(t, nameless, serving(), act) },
	} {
		play1(func(s *stage) {
			s.out = finished()
			s.key(fyne.KeyF7)
			if got := s.commands(); len(got) != 1 {
				t.Errorf("without a %s: commands %+v, want the finish", name, got)
			}
			s.undo()
			s.wantNone()
			if s.says("撤销") {
				t.Errorf("without a %s the desk offers to undo", name)
			}
		})
	}
}
