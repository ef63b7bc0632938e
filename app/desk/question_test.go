package desk_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// Who waits can be called out of turn, sent elsewhere, held or cancelled.
func TestChooseFromTheLine(t *testing.T) {
	cases := []struct {
		name  string
		view  scene
		words string
		key   fyne.KeyName
		want  queue.Command
	}{
		{
			"call", hall(), "叫这一位", fyne.Key1,
			queue.Command{Verb: queue.CallTicket, Ticket: "id-C006", Counter: "3", Expect: queue.Nobody},
		},
		{
			"call after serving", serving(), "叫这一位", fyne.Key1,
			queue.Command{Verb: queue.CallTicket, Ticket: "id-C006", Counter: "3", Expect: "id-A012"},
		},
		{"hold", hall(), "挂起", fyne.Key3, queue.Command{Verb: queue.Hold, Ticket: "id-C006", Counter: "3"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, at3, c.view, func(s *stage) {
				s.tap("C006")
				s.wantWords("C006 户籍证件")
				s.wantNone()
				s.key(c.key)
				s.wantOne(c.want)
				s.tap("C006")
				s.tapAnswer(c.words)
				s.wantOne(c.want)
			})
		})
	}
	t.Run("transfer", func(t *testing.T) {
		play(t, at3, hall(), func(s *stage) {
			s.tap("C006")
			s.key(fyne.Key2)
			s.wantWords("C006 转到哪项业务？号码和先后不变。", "A 综合业务", "B 社会保险", "D 不动产")
			s.key(fyne.Key3)
			s.wantOne(queue.Command{Verb: queue.Transfer, Ticket: "id-C006", Counter: "3", Service: "estate"})
		})
	})
	t.Run("cancel asks once more", func(t *testing.T) {
		play(t, at3, hall(), func(s *stage) {
			s.tap("C006")
			s.tap("取消…")
			s.wantNone()
			s.wantWords("取消 C006？10 秒内可以撤销。")
			s.key(fyne.Key1)
			s.wantOne(queue.Command{Verb: queue.Cancel, Ticket: "id-C006", Counter: "3"})
		})
	})
	t.Run("called meanwhile", func(t *testing.T) {
		play(t, at3, hall(), func(s *stage) {
			s.tap("C005")
			v := hall()
			v.Line = v.Line[3:]
			s.show(v)
			if s.says("叫这一位") {
				t.Error("the question outlived the ticket's waiting")
			}
			s.key(fyne.Key3)
			s.wantNone()
		})
	})
}

// A counter that does not serve a ticket, or does not call, cannot call it.
func TestCallElsewhereIsDead(t *testing.T) {
	paused := hall()
	paused.Counters[2].State = queue.CounterPaused
	cases := []struct {
		name    string
		counter string
		view    scene
		why     string
	}{
		{"another service", "3", hall(), "B011 社会保险 · 本窗口不办这项业务"},
		{"paused", "3", paused, "B011 社会保险 · 窗口已暂停，按 Ctrl+O 开放"},
		{"no counter", "", hall(), "B011 社会保险 · 先选窗口（F10）"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, desk.Options{Counter: c.counter}, c.view, func(s *stage) {
				s.chord(fyne.KeyModifierControl, fyne.KeyT)
				s.tap("B011")
				s.wantWords(c.why)
				s.key(fyne.Key1)
				s.tap("叫这一位")
				s.wantNone()
				s.key(fyne.Key3)
				s.wantOne(queue.Command{Verb: queue.Hold, Ticket: "id-B011", Counter: c.counter})
			})
		})
	}
}

// Calling out of turn finishes whoever is at the counter as calling the next does, so the desk asks as well.
func TestAskServedOutOfTurn(t *testing.T) {
	play(t, at3, called(1), func(s *stage) {
		s.tap("C006")
		s.key(fyne.Key1)
		s.wantNone()
		s.wantWords("A012 刚叫过，办完了吗？")
		s.tap("已办完，叫 C006")
		s.wantOne(queue.Command{Verb: queue.CallTicket, Ticket: "id-C006", Counter: "3", Expect: "id-A012"})
	})
}

func TestTransferCurrent(t *testing.T) {
	want := queue.Command{Verb: queue.Transfer, Ticket: "id-A012", Counter: "3", Service: "social"}
	for _, v := range []scene{called(1), serving()} {
		play(t, at3, v, func(s *stage) {
			s.key(fyne.KeyF6)
			s.wantNone()
			s.key(fyne.Key1)
			s.wantOne(want)
			s.tap("转移")
			s.tap("B 社会保险")
			s.wantOne(want)
		})
	}
	t.Run("one service", func(t *testing.T) {
		v := called(1)
		v.Services = v.Services[:1]
		play(t, at3, v, func(s *stage) {
			s.key(fyne.KeyF6, fyne.Key1)
			s.tap("转移")
			s.wantNone()
		})
	})
}

// More services than a question has room for are asked in turn, and none is lost.
func TestManyServices(t *testing.T) {
	v := called(1)
	for _, id := range []string{"e", "f", "g", "h", "i", "j", "k"} {
		v.Services = append(v.Services, queue.ServiceView{ID: id, Name: "业务" + id, Prefix: "X", Open: true})
	}
	play(t, at3, v, func(s *stage) {
		s.key(fyne.KeyF6)
		s.wantWords("B 社会保险", "X 业务g", "更多…", "返回")
		if got := s.desk.Content().MinSize().Height; got > 700 {
			t.Errorf("with a full question the desk needs a height of %v, want at most 700", got)
		}
		if s.says("X 业务h") {
			t.Error("the first page holds more than it has room for")
		}
		s.key(fyne.Key0)
		s.wantWords("X 业务h", "X 业务k", "返回")
		if got := s.desk.Content().MinSize().Height; got > 700 {
			t.Errorf("with its second page the desk needs a height of %v, want at most 700", got)
		}
		s.tap("X 业务k")
		s.wantOne(queue.Command{Verb: queue.Transfer, Ticket: "id-A012", Counter: "3", Service: "k"})
	})
}

// Who is held waits again by a click, or by F9 and a number.
func TestResume(t *testing.T) {
	play(t, at3, held(), func(s *stage) {
		s.wantWords("挂起 2", "A009", "优先", "户籍证件", "4 位")
		s.tap("A009")
		s.wantOne(queue.Command{Verb: queue.Resume, Ticket: "id-A009"})
		s.chord(fyne.KeyModifierControl, fyne.KeyH)
		s.wantNone()
		s.key(fyne.Key2)
		s.wantOne(queue.Command{Verb: queue.Resume, Ticket: "id-C003"})
		s.chord(fyne.KeyModifierControl, fyne.KeyH)
		s.show(hall())
		if s.says("挂起的号，继续排哪一张？") || s.says("继续排队") {
			t.Errorf("nobody is held any more; the desk says %q", s.words())
		}
	})
}

// Who was missed can be called at once, where this counter serves them.
func TestCallMissed(t *testing.T) {
	want := queue.Command{Verb: queue.CallTicket, Ticket: "id-A007", Counter: "3", Expect: queue.Nobody}
	play(t, at3, hall(), func(s *stage) {
		s.tap("叫")
		s.wantOne(want)
		s.chord(fyne.KeyModifierAlt|fyne.KeyModifierShift, fyne.Key1)
		s.wantOne(want)
	})
	play(t, desk.Options{Counter: "1"}, hall(), func(s *stage) {
		s.tap("叫")
		s.chord(fyne.KeyModifierAlt|fyne.KeyModifierShift, fyne.Key1)
		s.wantNone()
		s.chord(fyne.KeyModifierAlt, fyne.Key1)
		s.wantOne(queue.Command{Verb: queue.Return, Ticket: "id-A007"})
	})
}

// What comes to lie over the desk is painted though nothing else changes: an object that was not seen for long has no window
// that its own change would paint.
func TestPaintsWhatAppears(t *testing.T) {
	for name, open := range map[string]func(*stage){
		"held":    func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.KeyH) },
		"missed":  func(s *stage) { s.chord(fyne.KeyModifierAlt, fyne.Key0) },
		"walk-in": func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.Key0) },
		"keys":    func(s *stage) { s.key(fyne.KeyF12) },
		"chooser": func(s *stage) { s.key(fyne.KeyF10) },
	} {
		t.Run(name, func(t *testing.T) {
			play(t, at3, held(), func(s *stage) {
				s.keys.repaints = 0
				open(s)
				if s.keys.repaints == 0 {
					t.Error("nobody asked the window to be painted")
				}
			})
		})
	}
}
