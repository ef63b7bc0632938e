package take_test

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"go.uber.org/goleak"

	"paihao/queue"
)

// After 30 seconds without a touch the window is as the next person expects it.
func TestQuiet(t *testing.T) {
	pages := []struct {
		name string
		act  func(s *stage)
	}{
		{"manner", func(s *stage) { s.tap("English"); s.tap("Large text") }},
		{"confirm", func(s *stage) { s.tap("综合业务") }},
		{"result", numbered},
		{"called", func(s *stage) {
			numbered(s)
			s.fake.now.State, s.fake.now.Counter = queue.Called, "1"
			s.show(newer(sample(), 1))
			s.want("正在叫您", "请到1号窗口")
		}},
		{"refused", func(s *stage) { s.errs = []error{queue.ErrNotWritten}; numbered(s); s.want("没有取到号") }},
	}
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			play(t, setting{}, sample(), func(s *stage) {
				p.act(s)
				before := s.words()
				s.pass(29*time.Second, newer(sample(), 1))
				if s.says("或者触摸选择业务") && s.says("大字") {
					t.Fatal("back at the start before 30 seconds were over")
				}
				s.key(fyne.KeyTab) // somebody is still there
				s.pass(29*time.Second, newer(sample(), 1))
				if s.says("或者触摸选择业务") && s.says("大字") {
					t.Fatalf("a key did not keep the page: %q", before)
				}
				s.pass(time.Second, newer(sample(), 1))
				s.want("或者触摸选择业务", "Large text", "大字")
				s.wantNot("A020")
			})
		})
	}
}

// The seconds that remain are said: on the result all the time, elsewhere when they are few.
func TestCountdown(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("综合业务")
		s.wantNot("秒")
		s.pass(21*time.Second, sample())
		s.want("取消 · 9 秒")
		s.tap("确认取号")
		s.pass(6*time.Second, sample())
		s.want("完成 · 24 秒后返回")
	})
}

// Without a tick the window wakes by itself: for the countdown, for its return, and for data that has grown old.
func TestWakesByItself(t *testing.T) {
	play(t, setting{ownTime: true}, sample(), func(s *stage) {
		later := func(d time.Duration) {
			for ; d > 0; d -= time.Second {
				s.show(sample())
				time.Sleep(time.Second)
				synctest.Wait()
			}
		}
		later(time.Second)
		s.quick("综合业务")
		later(time.Second)
		s.quick("确认取号")
		s.want("完成 · 30 秒后返回")
		later(5 * time.Second)
		s.want("完成 · 25 秒后返回")
		later(3 * time.Second)
		s.click(fyne.NewPos(540, 900)) // beside all buttons: somebody is there
		later(24 * time.Second)
		s.want("完成 · 6 秒后返回")
		later(6 * time.Second)
		s.want("或者触摸选择业务")
		s.show(queue.View{}) // overtaken, and no news
		time.Sleep(10 * time.Second)
		synctest.Wait()
		s.want("暂时取不了号")
	})
}

// The end of its context ends Follow, and all that was on its way.
func TestFollowEnds(t *testing.T) {
	leaks := goleak.IgnoreCurrent()
	play(t, setting{printer: true}, sample(), func(s *stage) {
		s.gate = make(chan struct{})
		s.tap("叫人帮忙")
		s.tap("综合业务")
		s.tap("确认取号")
	})
	goleak.VerifyNone(t, leaks)
}
