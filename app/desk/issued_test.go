package desk_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// took is what the queue answers when a ticket was taken.
func took(number string) queue.Outcome {
	return queue.Outcome{Ticket: &queue.Standing{ID: "id-" + number, Number: number, Service: "family", State: queue.Waiting}}
}

// The number of a walk-in is told until the next action, and so is what makes the ticket unlike others.
func TestWalkInNumber(t *testing.T) {
	play(t, at3, crowd(), func(s *stage) {
		s.out = took("C321")
		s.out.Ticket.Class = queue.Priority
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.Key3)
		s.show(crowd())
		s.wantWords("已取号 C321", "户籍证件 · 优先")
		s.later(time.Minute)
		s.wantWords("已取号 C321")
		s.key(fyne.KeyF1)
		if s.says("已取号 C321") {
			t.Error("the number is still there after the next action")
		}
	})
}

// A walk-in taken by mistake is taken back like any step, for as long as the rules say; its number was told, so the ticket is
// cancelled.
func TestWalkInTakenBack(t *testing.T) {
	for name, press := range map[string]func(*stage){
		"key":   (*stage).undo,
		"click": func(s *stage) { s.tap("撤销 1 秒") },
	} {
		t.Run(name, func(t *testing.T) {
			play(t, at3, crowd(), func(s *stage) {
				s.out = took("C321")
				s.chord(fyne.KeyModifierControl, fyne.Key3)
				s.commands()
				s.later(9500 * time.Millisecond)
				press(s)
				s.wantOne(queue.Command{Verb: queue.Cancel, Ticket: "id-C321"})
				s.wantWords("C321 已取消", "还可撤销 10 秒")
			})
		})
	}
	play(t, at3, crowd(), func(s *stage) {
		s.out = took("C321")
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		s.commands()
		s.later(10 * time.Second)
		s.undo()
		s.wantNone()
		s.wantWords("已取号 C321")
	})
}

// Of customers who come together all numbers are told, three at the most; somebody who comes later is told alone.
func TestWalkInsTogether(t *testing.T) {
	play(t, at3, crowd(), func(s *stage) {
		take := func(number string) {
			s.out = took(number)
			s.chord(fyne.KeyModifierControl, fyne.Key3)
		}
		take("C321")
		take("C322")
		take("C323")
		s.wantWords("已取号 C321 C322 C323")
		take("C324")
		s.wantWords("已取号 C322 C323 C324")
		s.later(time.Minute)
		take("C325")
		s.wantWords("已取号 C325")
	})
}

// With a walk-in and a ticket at the counter, both without WeChat, the key that binds stands on the button it presses.
func TestOneKeyThatBinds(t *testing.T) {
	v := called(1)
	paper := v.Counters[2].Current
	paper.Bound, paper.Notices, paper.Origin = false, nil, queue.FromDesk
	a := &minter{}
	play(t, desk.Options{Counter: "3", Attendant: a}, v, func(s *stage) {
		a.hand = &s.hand
		caps := func() int { return len(s.mustFind("Ctrl+B")) }
		if n := caps(); n != 1 {
			t.Errorf("%d buttons carry the key, want 1", n)
		}
		s.out = took("C321")
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		if n := caps(); n != 1 {
			t.Errorf("with a walk-in %d buttons carry the key, want 1", n)
		}
		s.chord(fyne.KeyModifierControl, fyne.KeyB)
		a.want(t, "id-C321")
	})
}
