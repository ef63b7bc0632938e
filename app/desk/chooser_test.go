package desk_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// many is a hall of thirty counters; some of them have a ticket.
func many() scene {
	v := called(1)
	v.Counters = v.Counters[:3]
	for i := 4; i <= 30; i++ {
		c := queue.CounterView{ID: fmt.Sprint(i), Name: fmt.Sprintf("%d号窗口", i), State: queue.CounterOpen}
		c.Services = []string{"estate"}
		if i%3 == 0 {
			number := fmt.Sprintf("D%03d", i)
			c.Current = &queue.Standing{ID: c.ID, Number: number, Service: "estate", State: queue.Serving, Counter: c.ID}
		}
		v.Counters = append(v.Counters, c)
	}
	return v
}

// Thirty counters have room, each says whether somebody works there, and arrows lead to any of them.
func TestChooseAmongManyCounters(t *testing.T) {
	play(t, at3, many(), func(s *stage) {
		s.win.Resize(fyne.NewSize(1024, 700))
		s.key(fyne.KeyF10)
		s.wantWords("30号窗口", "本台", "当前号 D030", "开放", "结束营业日…")
		s.key(fyne.KeyDown, fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyRight, fyne.KeyReturn)
		s.wantWords("12号窗口", "D012")
		s.key(fyne.KeyF10)
		s.tap("30号窗口")
		s.wantWords("D030")
		s.wantNone()
		if s.says("本台") {
			t.Error("the counters are still there after one was chosen")
		}
	})
}

// What lies over the line goes away by its own key, by Esc, or for the other; the keys of the desk work beside it.
func TestSheets(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		const counters, keys = "数字键选，或方向键和回车", "全部按键"
		want := func(when string, words string) {
			t.Helper()
			for _, w := range []string{counters, keys} {
				if got := s.says(w); got != (w == words) {
					t.Errorf("after %s the desk says %q: %v, want %v", when, w, got, !got)
				}
			}
		}
		s.key(fyne.KeyF10)
		want("F10", counters)
		s.key(fyne.KeyF12)
		want("F12", keys)
		s.wantWords("F1", "Ctrl+Shift+1…9", "现场取优先号", "Alt+1…9", "Del")
		s.key(fyne.KeyF12)
		want("F12 again", "")
		s.key(fyne.KeyF12, fyne.KeyEscape)
		want("Esc", "")
		s.key(fyne.KeyF10, fyne.KeyEscape)
		want("Esc", "")
		s.key(fyne.KeyF10, fyne.KeyF1)
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
		want("F1", counters)
		s.key(fyne.KeyF10)
		want("F10 again", "")
	})
	play(t, desk.Options{}, scene{}, func(s *stage) {
		s.key(fyne.KeyF10, fyne.KeyReturn, fyne.KeyF12)
		s.wantWords("全部按键")
	})
}

// The desk's own counter is chosen at first, so that Enter alone leaves it; a digit chooses one of the first nine at once. The
// end of the day has no digit, and comes after the last counter.
func TestChooseByDigit(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.key(fyne.KeyF10, fyne.KeyReturn)
		s.wantNone()
		s.wantWords("3号窗口")
		s.key(fyne.KeyF10, fyne.Key1)
		s.wantWords("1号窗口")
		s.key(fyne.KeyF10, fyne.Key4, fyne.Key0, "", fyne.KeyReturn)
		s.wantWords("1号窗口")
		s.hold(fyne.KeyF10)
		s.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
		s.wantWords("返回", "结束营业日")
		s.key(fyne.KeyF10)
		if s.says("返回") {
			t.Error("the question lies beside the counters")
		}
	})
}
