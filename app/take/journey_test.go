package take_test

import (
	"errors"
	"image"
	"slices"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"go.uber.org/goleak"

	"paihao/assets"
	"paihao/queue"
)

func newer(v queue.View, by uint64) queue.View {
	v.Revision += by
	return v
}

// The whole way: choose, confirm, number, back to the start.
func TestJourney(t *testing.T) {
	play(t, setting{printer: true}, sample(), func(s *stage) {
		s.want("或者触摸选择业务", "综合业务", "等候", "今日号已取完", "明天 09:00 再来")
		s.tap("综合业务")
		s.want("请确认", "确认取号")
		s.wantTakes(0)
		s.tap("确认取号")
		s.want("取号成功", "A020", "前面还有", "微信扫一扫", "请取小票", "完成 · 30 秒后返回")
		got := s.commands()
		want := queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch, By: "touch"}
		if len(got) != 1 || got[0].Operation == "" {
			t.Fatalf("commands %+v, want one with a name", got)
		}
		if want.Operation = got[0].Operation; got[0] != want {
			t.Errorf("command %+v, want %+v", got[0], want)
		}
		if !slices.Equal(s.printed, []string{"A020"}) {
			t.Errorf("slips %q, want one", s.printed)
		}
		s.tap("完成")
		s.want("或者触摸选择业务")
		s.wantNot("A020")
		if got := s.commands(); len(got) != 0 {
			t.Errorf("commands %+v after the end, want none", got)
		}
	})
}

// However often the buttons are tapped, and whatever is tapped while the answer is on its way, there is one ticket.
func TestDoubleTaps(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		at := s.mustFind("综合业务")
		s.clock = s.clock.Add(time.Second)
		s.click(at)
		s.click(at) // the second tap of a double tap
		s.quick("确认取号")
		s.wantTakes(0) // the page has just come: that was not meant for it
		s.gate = make(chan struct{})
		s.tap("确认取号")
		at = s.mustFind("正在取号…")
		for range 5 {
			s.click(at)
		}
		s.key(fyne.KeyReturn, fyne.KeySpace)
		if got := s.commands(); len(got) != 1 {
			t.Errorf("commands %+v, want one", got)
		}
		close(s.gate)
		synctest.Wait()
		s.want("A020")
		for range 3 {
			s.click(at)
		}
		s.want("A020") // the taps meant the page before
		if got := s.commands(); len(got) != 0 {
			t.Errorf("commands %+v, want none", got)
		}
	})
}

// What nobody knows is asked again under the same name: the ticket is there once.
func TestUnknownOutcome(t *testing.T) {
	for _, err := range []error{queue.ErrInternal, errLost} {
		play(t, setting{}, sample(), func(s *stage) {
			s.errs, s.took = []error{err, err}, true
			s.tap("综合业务")
			s.tap("确认取号")
			s.want("正在取号…", "不取了，返回")
			s.pass(4*time.Second, sample())
			s.want("A020")
			if got := s.commands(); len(got) != 3 || got[0] != got[1] || got[1] != got[2] {
				t.Errorf("commands %+v, want the same three times", got)
			}
			if len(s.made) != 1 {
				t.Errorf("%d tickets, want one", len(s.made))
			}
		})
	}
}

// Without any answer the window says so, offers to ask again, and never asks for another ticket.
func TestNoAnswer(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.gate = make(chan struct{})
		s.tap("综合业务")
		s.tap("确认取号")
		s.wantNot("还没有答复")
		s.pass(4*time.Second, sample())
		s.want("还没有答复")
		s.pass(18*time.Second, sample())
		s.want("没有收到答复", "再试一次", "返回首页")
		close(s.gate)
		s.tap("再试一次")
		s.want("A020")
		s.wantTakes(1)
	})
}

// The ticket of somebody who has left before it came is given back.
func TestLeft(t *testing.T) {
	t.Run("while it is on its way", func(t *testing.T) {
		play(t, setting{}, sample(), func(s *stage) {
			s.gate = make(chan struct{})
			s.tap("综合业务")
			s.tap("确认取号")
			s.tap("不取了，返回")
			s.want("或者触摸选择业务")
			close(s.gate)
			synctest.Wait()
			s.want("或者触摸选择业务")
			wantGivenBack(t, s)
		})
	})
	t.Run("when no answer came", func(t *testing.T) {
		play(t, setting{}, sample(), func(s *stage) {
			s.errs, s.took = []error{queue.ErrInternal, queue.ErrInternal, queue.ErrInternal}, true
			s.tap("综合业务")
			s.tap("确认取号")
			s.pass(4*time.Second, sample())
			s.want("没有收到答复")
			s.tap("返回首页")
			wantGivenBack(t, s)
		})
	})
}

func wantGivenBack(t *testing.T, s *stage) {
	t.Helper()
	s.wantTakes(1)
	got := s.commands()
	last := got[len(got)-1]
	if last.Verb != queue.Cancel || last.Ticket != "id-"+got[0].Operation || last.Operation == "" {
		t.Errorf("the last command is %+v, want a cancel of the ticket of %q", last, got[0].Operation)
	}
}

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

func TestParty(t *testing.T) {
	play(t, setting{}, restaurant(), func(s *stage) {
		s.tap("中桌")
		s.want("请选择人数", "10")
		s.tap("5") // no table is for five
		s.want("请选择人数")
		s.tap("6")
		s.want("请确认", "大桌", "6")
		s.tap("确认取号")
		got := s.commands()
		if len(got) != 1 || got[0].Service != "large" || got[0].Party != 6 {
			t.Errorf("commands %+v, want a table for six", got)
		}
	})
	play(t, setting{}, restaurant(), func(s *stage) {
		s.tap("小桌")
		s.tap("取消")
		s.want("触摸选择业务")
		s.wantTakes(0)
	})
}

// A service that closes while its page is shown cannot be taken, and says so.
func TestClosedMeanwhile(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("综合业务")
		s.show(newer(shutAll(queue.ByCrowd, time.Time{}), 1))
		s.want("等候的人已满", "请过一会儿再取")
		s.tap("确认取号")
		s.wantTakes(0)
		s.tap("取消")
		s.want("各项业务")
	})
	play(t, setting{}, sample(), func(s *stage) {
		s.errs = []error{&queue.LimitError{Err: queue.ErrQuota, Service: "general", Until: morning.Add(24 * time.Hour)}}
		numbered(s)
		s.want("今日号已取完", "明天 09:26 再来", "返回首页")
		s.tap("再试一次")
		s.want("A020")
		s.wantTakes(1)
	})
}

// A card that gives no tickets does nothing.
func TestDeadCard(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("不动产")
		s.want("或者触摸选择业务")
	})
}

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

func TestTroubles(t *testing.T) {
	tomorrow := time.Date(2026, 11, 21, 9, 0, 0, 0, zone)
	tests := []struct {
		name string
		view queue.View
		want []string
	}{
		{"read only", with(sample(), func(v *queue.View) { v.Health.Writable = false }), []string{"暂时取不了号", "请到前台"}},
		{"over", shutAll(queue.ByDay, tomorrow), []string{"今日取号已结束", "明天 09:00 再来"}},
		{"disk", with(shutAll(queue.ByDisk, time.Time{}), func(v *queue.View) { v.Health.Full = true }), []string{"暂停取新号", "请到前台"}},
		{"hours", shutAll(queue.ByHours, morning.Add(4*time.Hour)), []string{"现在不取号", "13:26 再来"}},
		{"no counter", with(sample(), func(v *queue.View) { v.Counters = nil }), []string{"窗口还没开放", "综合业务"}},
		{"wechat", with(sample(), func(v *queue.View) { v.Health.WeChat = queue.WeChatUnreachable }), []string{"微信暂时连不上", "综合业务"}},
		{"trial", with(sample(), func(v *queue.View) { v.Health.Trial = true }), []string{"试用模式"}},
		{"nothing", with(sample(), func(v *queue.View) { v.Services = nil }), []string{"这里没有可取号的业务"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			play(t, setting{}, tt.view, func(s *stage) {
				s.want(append(tt.want, "叫人帮忙")...)
			})
		})
	}
}

// Old data gives no tickets and shows no code; what comes after a silence is believed, even from an earlier revision.
func TestStale(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.tap("综合业务")
		s.later(11 * time.Second)
		s.want("暂时取不了号", "数据停在 09:26:36")
		s.tap("确认取号")
		s.wantTakes(0)
		s.tap("取消")
		s.want("暂时取不了号", "请到前台")
		restored := sample()
		restored.Revision = 3
		s.show(restored)
		s.want("或者触摸选择业务")
		overtaken := shutAll(queue.ByDay, time.Time{})
		overtaken.Revision = 2
		s.show(overtaken)
		s.wantNot("今日取号已结束")
	})
}

func TestServices(t *testing.T) {
	play(t, setting{services: []string{"id"}}, each(), func(s *stage) {
		s.want("户籍证件", "微信扫码取号")
		s.wantNot("综合业务")
	})
	play(t, setting{services: []string{"id", "social"}}, sample(), func(s *stage) {
		s.wantNot("微信扫码取号") // its code offers what this window does not
	})
	play(t, setting{}, crowd(12), func(s *stage) {
		s.want("业务1", "1 / 3")
		s.wantNot("业务6")
		s.tap("下一页")
		s.tap("下一页")
		s.want("业务12", "3 / 3")
		s.tap("下一页")
		s.tap("业务11")
		s.tap("确认取号")
		if got := s.commands(); len(got) != 1 || got[0].Service != "s10" {
			t.Errorf("commands %+v, want a ticket for s10", got)
		}
	})
}

func TestLanguages(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.want("综合业务", "General services")
		s.tap("English")
		s.want("General services", "Or touch a service", "中文")
		s.wantNot("综合业务", "青禾")
		numberedEN(s)
		s.want("Your number", "ahead of you")
		s.tap("Done")
		s.want("综合业务") // the next one is somebody else
	})
	play(t, setting{languages: []assets.Language{assets.EN, assets.ZH}}, sample(), func(s *stage) {
		s.want("General services", "综合业务", "中文")
		s.tap("中文")
		s.wantNot("General services")
	})
	play(t, setting{languages: []assets.Language{assets.ZH}}, sample(), func(s *stage) {
		s.wantNot("English", "General services")
	})
}

func numberedEN(s *stage) {
	s.tap("General services")
	s.tap("Take a number")
}

// Keys: a switch can do all that a finger can, and nothing leads out.
func TestKeys(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		s.key(fyne.KeyReturn, fyne.KeySpace, fyne.KeyF4, fyne.KeyF11, fyne.KeyDelete, fyne.KeyQ)
		s.want("或者触摸选择业务")
		s.key(fyne.KeyTab, fyne.KeyReturn)
		s.want("请确认")
		s.key(fyne.KeyEscape)
		s.want("或者触摸选择业务")
		s.key(fyne.KeyDown, fyne.KeyUp, fyne.KeyRight, fyne.KeyEnter)
		s.key(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft) // from nothing to the last: help, language, large
		s.wantTakes(0)
		s.show(sample())
		s.key(fyne.KeyEscape, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
		s.want("A020")
		s.wantTakes(1)
		if n := len(s.win.Canvas().Overlays().List()); n != 0 {
			t.Errorf("%d overlays, want none", n)
		}
	})
}

// A code that cannot be drawn is left out, and everything else goes on.
func TestUnfitCode(t *testing.T) {
	long := func(v *queue.View) { v.Codes = []queue.Code{{Purpose: queue.Join, URL: string(make([]byte, 5000))}} }
	play(t, setting{}, with(sample(), long), func(s *stage) {
		numbered(s)
		s.want("A020")
	})
}

// Without a tick the window wakes by itself: for the countdown, for its return, and for data that has grown old.
func TestWakesByItself(t *testing.T) {
	play(t, setting{ownTime: true}, sample(), func(s *stage) {
		later := func(d time.Duration) {
			for ; d > 0; d -= time.Second {
				time.Sleep(time.Second)
				s.show(sample())
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
		time.Sleep(6 * time.Second)
		synctest.Wait()
		s.want("或者触摸选择业务")
		time.Sleep(5 * time.Second)
		synctest.Wait()
		s.want("暂时取不了号")
	})
}

// A button shows a finger at once, and lets go of it when it slides off.
func TestTouchDown(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		var card desktop.Mouseable
		s.objects(s.win.Content(), func(o fyne.CanvasObject) {
			if m, ok := o.(desktop.Mouseable); ok && card == nil && o.Visible() {
				card = m
			}
		})
		before := s.win.Canvas().Capture()
		at := card.(fyne.CanvasObject).Position().AddXY(30, 30)
		card.MouseDown(&desktop.MouseEvent{})
		if same(before, s.win.Canvas().Capture(), at) {
			t.Error("a finger on a card is not seen")
		}
		card.(desktop.Hoverable).MouseOut()
		if !same(before, s.win.Canvas().Capture(), at) {
			t.Error("a finger that slid off is still seen")
		}
		s.wantTakes(0)
	})
}

func same(a, b image.Image, at fyne.Position) bool {
	return a.At(int(at.X), int(at.Y)) == b.At(int(at.X), int(at.Y))
}

// Without a name for the command no ticket is asked for, and the window says that there is none.
func TestNoName(t *testing.T) {
	play(t, setting{random: iotest.ErrReader(errors.New("no randomness"))}, sample(), func(s *stage) {
		numbered(s)
		s.want("没有取到号", "再试一次", "返回首页")
		s.wantTakes(0)
		s.tap("再试一次")
		s.tap("返回首页")
		s.want("或者触摸选择业务")
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
