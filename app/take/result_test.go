package take_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

func TestBound(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		numbered(s)
		s.want("微信扫一扫")
		s.fake.now.Bound = true
		s.fake.now.Ahead = 2
		s.show(newer(sample(), 1))
		s.want("已绑定微信", "✓", "2")
		s.wantNot("微信扫一扫")
		s.tap("完成")
		s.want("或者触摸选择业务")
	})
}

// WeChat that cannot be reached is asked again while the number is shown.
func TestNoCode(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.codeErr = errors.New("wechat is away")
		numbered(s)
		s.want("A020", "微信暂时连不上", "请记住号码")
		s.codeErr = nil
		s.pass(6*time.Second, sample())
		s.want("微信扫一扫")
		if s.codes != 2 {
			t.Errorf("asked %d times for a code, want twice", s.codes)
		}
	})
	play(t, setting{alone: true}, sample(), func(s *stage) {
		s.wantNot("叫人帮忙")
		numbered(s)
		s.want("A020", "请记住号码")
	})
}

func TestSlip(t *testing.T) {
	play(t, setting{printer: true}, sample(), func(s *stage) {
		s.printGate = make(chan struct{})
		numbered(s)
		s.want("正在打印小票")
		s.tap("没出票？重打") // one is on its way
		s.fake.printErr = errors.New("no paper")
		close(s.printGate)
		synctest.Wait()
		s.want("小票没打出来", "号已留好，请记下号码或扫码")
		s.tap("没出票？重打")
		s.fake.mu.Lock()
		s.fake.printErr, s.fake.printGate = nil, nil
		s.fake.mu.Unlock()
		s.tap("没出票？重打")
		s.want("请取小票")
		s.tap("没出票？重打")
		if len(s.printed) != 3 {
			t.Errorf("%d slips, want three at the most", len(s.printed))
		}
	})
}

// A number whose slip did not come out stays on the window for as long as if it had just come: it is all that its customer has.
func TestNoSlip(t *testing.T) {
	play(t, setting{printer: true}, sample(), func(s *stage) {
		s.printGate, s.printErr = make(chan struct{}), errors.New("silent")
		numbered(s)
		s.pass(20*time.Second, sample())
		s.want("正在打印小票")
		close(s.printGate)
		synctest.Wait()
		s.pass(29*time.Second, sample())
		s.want("A020", "小票没打出来")
		s.pass(2*time.Second, sample())
		s.wantNot("A020")
	})
}

// Without a printer in the hall no slip is promised, and none asked for.
func TestNoPrinter(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		numbered(s)
		s.want("A020")
		s.wantNot("小票")
		if len(s.printed) != 0 {
			t.Errorf("slips of %q were asked for", s.printed)
		}
	})
}

func TestHelp(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("叫人帮忙")
		s.want("已通知")
		at := s.mustFind("已通知")
		s.click(at)
		asked := with(newer(sample(), 1), func(v *queue.View) { v.Health.HelpAt, v.Health.HelpTo = s.clock, "取号机" })
		s.show(asked)
		s.pass(time.Minute, asked)
		s.want("已通知")
		s.click(at)
		s.pass(time.Second, newer(sample(), 2)) // somebody comes
		s.want("叫人帮忙")
		if !slices.Equal(s.helps, []string{"取号机"}) {
			t.Errorf("called to %q, want once to 取号机", s.helps)
		}
		s.helpErr = errors.New("nobody there")
		s.tap("叫人帮忙")
		s.want("没叫到，请到前台")
		s.pass(10*time.Second, newer(sample(), 2))
		s.want("叫人帮忙")
	})
}
