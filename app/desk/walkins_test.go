package desk_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// A service that gives out no tickets says why, and when it does again.
func TestWalkInsSayWhyNot(t *testing.T) {
	play(t, at3, lunch(), func(s *stage) {
		s.wantWords("停发", "休息 · 13:30 恢复", "号满")
		for i, name := range []string{"综合业务", "社会保险", "户籍证件"} {
			s.chord(fyne.KeyModifierControl, fyne.KeyName("123"[i:i+1]))
			s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyName("123"[i:i+1]))
			s.tapLast(name)
		}
		s.wantNone()
		s.show(hall())
		if s.says("休息 · 13:30 恢复") {
			t.Error("a service that gives out tickets again still says that it does not")
		}
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.wantOne(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromDesk})
	})
}

func TestStopAndResumeTickets(t *testing.T) {
	play(t, at3, lunch(), func(s *stage) {
		s.key(fyne.KeyF11)
		s.wantWords("停止或恢复哪项业务发号？", "恢复 综合业务", "停发 社会保险")
		s.wantNone()
		s.key(fyne.Key1)
		s.wantOne(queue.Command{Verb: queue.Issue, Service: "general"})
		s.tapLast("停发")
		s.tap("停发 不动产")
		s.wantOne(queue.Command{Verb: queue.Stop, Service: "estate"})
	})
	play(t, at3, over(), func(s *stage) {
		s.key(fyne.KeyF11, fyne.Key1)
		s.tapLast("停发")
		s.wantNone()
	})
}

// A priority ticket is one press with Shift, or the switch; the switch holds for one ticket.
func TestPriorityWalkIn(t *testing.T) {
	urgent := queue.Command{Verb: queue.Take, Service: "family", Origin: queue.FromDesk, Class: queue.Priority}
	ordinary := urgent
	ordinary.Class = queue.Ordinary
	play(t, at3, hall(), func(s *stage) {
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.Key3)
		s.wantOne(urgent)
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		s.wantOne(ordinary)
		s.tap("优先")
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		s.wantOne(urgent)
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		s.wantOne(ordinary)
		s.tap("优先")
		s.tap("优先")
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		s.wantOne(ordinary)
	})
	t.Run("no rule for it", func(t *testing.T) {
		v := hall()
		v.Rules.Priority = queue.Ratio{}
		play(t, at3, v, func(s *stage) {
			s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.Key3)
			s.wantNone()
			if s.says("优先") {
				t.Error("the desk offers a priority that the venue has no rule for")
			}
		})
	})
}

// A service whose tables have sizes asks for the number of people; its digit is the key.
func TestWalkInParty(t *testing.T) {
	want := queue.Command{Verb: queue.Take, Service: "estate", Origin: queue.FromDesk, Party: 3}
	v := hall()
	v.Services[3].Party = queue.Party{Min: 2, Max: 4}
	play(t, at3, v, func(s *stage) {
		s.chord(fyne.KeyModifierControl, fyne.Key4)
		s.wantNone()
		s.wantWords("不动产：几位？", "2 位", "4 位")
		s.key(fyne.Key1)
		s.wantNone()
		s.key(fyne.Key3)
		s.wantOne(want)
		s.tapLast("不动产")
		s.tap("3 位")
		s.wantOne(want)
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.Key4)
		s.key(fyne.Key3)
		urgent := want
		urgent.Class = queue.Priority
		s.wantOne(urgent)
		s.chord(fyne.KeyModifierControl, fyne.Key4)
		s.key(fyne.KeyEscape, fyne.Key3)
		s.wantNone()
	})
	t.Run("one size", func(t *testing.T) {
		v := hall()
		v.Services[3].Party = queue.Party{Min: 5, Max: 5}
		play(t, at3, v, func(s *stage) {
			s.chord(fyne.KeyModifierControl, fyne.Key4)
			s.wantOne(queue.Command{Verb: queue.Take, Service: "estate", Origin: queue.FromDesk, Party: 5})
		})
	})
	t.Run("many sizes", func(t *testing.T) {
		v := hall()
		v.Services[3].Party = queue.Party{Min: 5, Max: 20}
		for _, c := range []struct {
			keys []fyne.KeyName
			want int
		}{
			{[]fyne.KeyName{fyne.Key5}, 5},
			{[]fyne.KeyName{fyne.Key9}, 9},
			{[]fyne.KeyName{fyne.Key1, fyne.KeyA}, 10},
			{[]fyne.KeyName{fyne.KeyK}, 20}, // it stands on the third page
			{[]fyne.KeyName{fyne.Key0, fyne.Key0, fyne.KeyK}, 20},
			{[]fyne.KeyName{fyne.Key0, fyne.Key5}, 5},
		} {
			play(t, at3, v, func(s *stage) {
				s.chord(fyne.KeyModifierControl, fyne.Key4)
				s.key(c.keys...)
				s.wantOne(queue.Command{Verb: queue.Take, Service: "estate", Origin: queue.FromDesk, Party: c.want})
			})
		}
	})
}

// A walk-in of any service has a key, however many services there are; one without tickets cannot be chosen.
func TestWalkInOfManyServices(t *testing.T) {
	v := hall()
	for i := range 8 {
		v.Services = append(v.Services, queue.ServiceView{ID: fmt.Sprint("s", i), Name: fmt.Sprint("业务", i), Prefix: "X", Open: i != 6})
	}
	for name, c := range map[string]struct {
		modifier fyne.KeyModifier
		class    queue.Class
	}{"ordinary": {fyne.KeyModifierControl, queue.Ordinary}, "priority": {fyne.KeyModifierControl | fyne.KeyModifierShift, queue.Priority}} {
		t.Run(name, func(t *testing.T) {
			play(t, at3, v, func(s *stage) {
				s.chord(c.modifier, fyne.Key0)
				s.key(fyne.Key0)
				s.wantWords("X 业务6", "X 业务7")
				s.key(fyne.Key5) // gives out none
				s.wantNone()
				s.key(fyne.Key6)
				s.wantOne(queue.Command{Verb: queue.Take, Service: "s7", Origin: queue.FromDesk, Class: c.class})
			})
		})
	}
}
