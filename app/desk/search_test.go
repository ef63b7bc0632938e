package desk_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// past is the hall with tickets in every state, of which a view shows few.
func past() scene {
	v := called(2)
	add := func(number, service string, state queue.State, counter string) {
		t := queue.Standing{ID: "id-" + number, Number: number, Service: service, State: state, Counter: counter, IssuedAt: ago(50, 0), Origin: queue.FromTouch}
		if counter != "" {
			t.CalledAt = ago(30, 0)
		}
		v.Past = append(v.Past, t)
	}
	add("A001", "general", queue.Done, "3")
	add("A002", "general", queue.Cancelled, "")
	add("A003", "general", queue.Expired, "")
	add("B004", "social", queue.Serving, "1")
	add("A005", "general", queue.Missed, "3")
	add("A006", "general", queue.Held, "")
	return v
}

// searching opens the search on the past and types.
func searching(t *testing.T, text string, act func(*stage)) {
	t.Helper()
	play(t, at3, past(), func(s *stage) {
		s.key(fyne.KeyF9)
		s.write(text)
		act(s)
	})
}

// What is found says what has become of it, and shows nothing else.
func TestSearchFinds(t *testing.T) {
	searching(t, "b004", func(s *stage) { s.wantWords("B004", "办理中", "1号窗口") })
	searching(t, "A00", func(s *stage) {
		s.wantWords("A001", "已办结", "A002", "已取消", "A003", "已过期", "A005", "已过号", "A006", "已挂起", "触摸屏")
		if s.says("A014") {
			t.Error("it shows a number that was not searched for")
		}
	})
	searching(t, "zz", func(s *stage) { s.wantWords("今天没有号码含“ZZ”的号") })
}

// Enter chooses what was searched for, and staff are offered what its state allows.
func TestSearchOffers(t *testing.T) {
	cases := []struct {
		text, heading string
		key           fyne.KeyName
		want          queue.Command // none when it has no verb
	}{
		{"a14", "", "", queue.Command{}},
		{"a014", "A014 综合业务", fyne.Key1, queue.Command{Verb: queue.CallTicket, Ticket: "id-A014", Counter: "3", Expect: "id-A012"}},
		{"A001", "A001 综合业务 · 已办结", fyne.Key1, queue.Command{}},
		{"b004", "B004 社会保险 · 1号窗口 办理中", fyne.Key1, queue.Command{}},
		{"a005", "A005 综合业务 · 已过号", fyne.Key2, queue.Command{Verb: queue.Return, Ticket: "id-A005", Counter: "3"}},
		{"Ａ００６", "A006 综合业务 · 已挂起", fyne.Key1, queue.Command{Verb: queue.Resume, Ticket: "id-A006", Counter: "3"}},
		{"a012", "A012 综合业务 · 3号窗口 已叫号", fyne.Key1, queue.Command{Verb: queue.Recall, Ticket: "id-A012", Counter: "3"}},
		{"14", "A014 综合业务", fyne.Key3, queue.Command{Verb: queue.Hold, Ticket: "id-A014", Counter: "3"}},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			searching(t, c.text, func(s *stage) {
				if c.want.Verb == queue.CallTicket { // who is at the counter is served, so that no question comes first
					v := past()
					v.Revision, v.Counters[2].Current.State = 60, queue.Serving
					s.show(v)
				}
				s.key(fyne.KeyReturn)
				if c.heading != "" {
					s.wantWords(c.heading)
				}
				if c.key != "" {
					s.key(c.key)
				}
				if c.want.Verb == "" {
					s.wantNone()
				} else {
					s.wantOne(c.want)
				}
			})
		})
	}
}

// The ticket with just that number comes before those that begin like it.
func TestSearchPrefersTheWholeNumber(t *testing.T) {
	v := past()
	v.Line = append([]queue.Standing{waiting("A0011", "general", 1, 0, 5, queue.FromWeChat, true)}, v.Line...)
	play(t, at3, v, func(s *stage) {
		s.key(fyne.KeyF9)
		s.write("A001")
		s.key(fyne.KeyReturn)
		s.wantWords("A001 综合业务 · 已办结")
	})
}

// Whoever types faster than the queue answers gets what was typed, and not what was found before.
func TestSearchEnterBeforeTheAnswer(t *testing.T) {
	play(t, at3, past(), func(s *stage) {
		s.key(fyne.KeyF9)
		s.write("A0")
		s.lineGate = make(chan struct{})
		s.write("14")
		s.key(fyne.KeyReturn)
		if s.says("返回") {
			t.Errorf("something is chosen before anybody knows what is found; the desk says %q", s.words())
		}
		close(s.lineGate)
		synctest.Wait()
		s.wantWords("A014 综合业务")
	})
}

// Esc leaves, from the box, after a question that it leaves first, and from what was found; so does another tab. The line is there again.
func TestSearchLeaves(t *testing.T) {
	leaves := map[string]func(*stage){
		"box":    func(s *stage) { s.key(fyne.KeyEscape) },
		"chosen": func(s *stage) { s.key(fyne.KeyReturn, fyne.KeyEscape, fyne.KeyEscape) },
		"list":   func(s *stage) { s.key(fyne.KeyDown, fyne.KeyEscape) },
		"tab":    func(s *stage) { s.tap("全部") },
		"erased": func(s *stage) { s.key(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace) },
	}
	for name, leave := range leaves {
		t.Run(name, func(t *testing.T) {
			searching(t, "A00", func(s *stage) {
				s.wantWords("A001")
				leave(s)
				s.wantWords("A014", "号码")
				if s.says("A001") {
					t.Error("what was found is still there")
				}
			})
		})
	}
}

// F9 in an open search begins anew, and keeps what was found until something is typed.
func TestSearchAgain(t *testing.T) {
	searching(t, "A001", func(s *stage) {
		s.key(fyne.KeyF9)
		s.wantWords("已办结")
		s.write("B")
		s.wantWords("B004", "B011")
	})
}

// While staff search, the keys of the desk's buttons work, and what is typed answers nothing.
func TestSearchKeepsKeys(t *testing.T) {
	searching(t, "1", func(s *stage) {
		s.wantNone()
		s.key(fyne.KeyDelete, fyne.KeySpace)
		s.wantNone()
		s.key(fyne.KeyF3)
		s.wantOne(queue.Command{Verb: queue.Recall, Ticket: "id-A012", Counter: "3"})
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.wantOne(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromDesk})
	})
}

// Whatever is typed, nothing breaks, no command is given, and Esc leads back to the line.
func FuzzSearch(f *testing.F) {
	for _, text := range []string{"A012", "ａ０１２", "号码", "\x00\x7f\n", "🀄️🀄️🀄️", "\u202eA012", "%s\\\"", strings.Repeat("9", 300)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzed(t, text[:min(len(text), 120)])
	})
}

func fuzzed(t *testing.T, text string) {
	play(t, desk.Options{Counter: "3"}, past(), func(s *stage) {
		s.key(fyne.KeyF9)
		s.write(text)
		s.wantNone()
		s.key(fyne.KeyReturn)
		s.wantNone()
		s.key(fyne.KeyF9, fyne.KeyEscape)
		s.wantWords("A014", "号码")
	})
}

// What was copied elsewhere can be searched for: its first line, as numbers are written. A copy does nothing elsewhere.
func TestSearchPastes(t *testing.T) {
	play(t, at3, past(), func(s *stage) {
		paste := func(copied string) {
			s.act(func() {
				clipboard := fyne.CurrentApp().Clipboard()
				clipboard.SetContent(copied)
				s.keys.shortcuts.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
			})
		}
		paste("A005")
		s.wantWords("A014", "号码")
		s.key(fyne.KeyF9)
		paste("  ａ00\t5\r\nA006\n")
		s.wantWords("A005")
		if s.says("A014") || s.says("A006") {
			t.Errorf("the desk shows more than what was copied; it says %q", s.words())
		}
		paste(strings.Repeat("9", 1000))
		s.key(fyne.KeyF9)
		paste("A001")
		s.wantWords("A001")
	})
}

// The keys that move go into the line wherever they are pressed.
func TestLineKeys(t *testing.T) {
	play(t, at3, crowd(), func(s *stage) {
		s.key(fyne.KeyEnd)
		if s.says("A101") {
			t.Error("End leaves the beginning of the line in view")
		}
		s.key(fyne.KeyHome)
		s.wantWords("A101")
		s.key(fyne.KeyPageDown, fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
		s.wantWords("A101 综合业务")
	})
}
