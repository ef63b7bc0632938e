package desk_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/queue"
)

// change is the hall after something has happened to a ticket of the line.
func change(number string, do func(*queue.Standing)) scene {
	v := hall()
	v.Revision += 10
	for i := range v.Line {
		if v.Line[i].Number == number {
			do(&v.Line[i])
		}
	}
	return v
}

const waitsForScan = "等待扫码…"

// A ticket without WeChat is bound by a code that staff show, from each place where they meet it.
func TestBindOpens(t *testing.T) {
	cases := []struct {
		name string
		view scene
		open func(*stage)
		want string
	}{
		{"row", hall(), func(s *stage) { s.tap("绑定") }, "id-C005"},
		{"choice", hall(), func(s *stage) { s.tap("A015"); s.tap("绑定微信…") }, "id-A015"},
		{"key at the counter", unboundAtCounter(), func(s *stage) { s.chord(fyne.KeyModifierControl, fyne.KeyB) }, "id-A012"},
		{"key after a walk-in", unboundAtCounter(), func(s *stage) {
			s.out.Ticket = &queue.Standing{ID: "id-A015", Number: "A015", Service: "general", State: queue.Waiting}
			s.chord(fyne.KeyModifierControl, fyne.Key1)
			s.chord(fyne.KeyModifierControl, fyne.KeyB)
		}, "id-A015"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := &minter{}
			play(t, desk.Options{Counter: "3", Attendant: a, Words: at3.Words}, c.view, func(s *stage) {
				a.hand = &s.hand
				c.open(s)
				a.want(t, c.want)
				s.wantWords(waitsForScan, "此码只绑这一张号，04:32 后失效")
			})
		})
	}
}

// unboundAtCounter is the hall with somebody without WeChat at counter 3.
func unboundAtCounter() scene {
	v := called(2)
	v.Counters[2].Current.Bound = false
	return v
}

// Who is bound already, or a desk without WeChat, offers no code.
func TestBindIsNotOffered(t *testing.T) {
	play(t, desk.Options{Counter: "3", Attendant: &minter{}}, called(2), func(s *stage) {
		s.chord(fyne.KeyModifierControl, fyne.KeyB)
		s.tap("A014")
		if s.says(waitsForScan) || s.says("绑定微信…") {
			t.Errorf("a bound ticket is to be bound; the desk says %q", s.words())
		}
	})
	play(t, at3, unboundAtCounter(), func(s *stage) {
		s.chord(fyne.KeyModifierControl, fyne.KeyB)
		s.tap("A015")
		if s.says(waitsForScan) || s.says("绑定微信…") || s.says("绑定") {
			t.Errorf("a desk without WeChat binds; the desk says %q", s.words())
		}
	})
}

// bindA015 opens the binding of A015 and does something while it is open.
func bindA015(t *testing.T, a *minter, act func(*stage)) {
	t.Helper()
	play(t, desk.Options{Counter: "3", Attendant: a, Words: at3.Words}, hall(), func(s *stage) {
		a.hand = &s.hand
		if a.gated {
			a.gate = make(chan struct{})
		}
		s.tap("A015")
		if a.late != nil {
			s.set(*a.late)
		}
		s.tap("绑定微信…")
		act(s)
	})
}

func TestBindSucceeds(t *testing.T) {
	bindA015(t, &minter{}, func(s *stage) {
		s.show(hall())
		s.wantWords(waitsForScan)
		s.show(change("A015", func(t *queue.Standing) { t.Bound = true }))
		s.wantWords("绑定成功")
		if s.says(waitsForScan) || s.codes() != 0 {
			t.Error("the code is still there after it was used")
		}
		s.later(3 * time.Second)
		s.wantWords("绑定成功")
		s.later(time.Second)
		if s.says("绑定成功") {
			t.Error("it does not go away by itself")
		}
	})
}

// A ticket that is over has nothing to bind: the code goes at once, whatever ended it.
func TestBindOfTicketThatIsOver(t *testing.T) {
	gone := hall()
	gone.Revision, gone.Line = 65, gone.Line[:3]
	cases := map[string]struct {
		view scene
		want string
	}{
		"cancelled": {change("A015", func(t *queue.Standing) { t.State = queue.Cancelled }), "A015 已取消，不用再绑定。二维码已作废。"},
		"gone":      {gone, "A015 已过期，不用再绑定。二维码已作废。"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			bindA015(t, &minter{}, func(s *stage) {
				s.show(c.view)
				s.wantWords(c.want)
				if s.codes() != 0 {
					t.Error("the code is still there")
				}
				s.key(fyne.KeyR)
				s.wantWords(c.want)
			})
		})
	}
}

// A ticket that is called meanwhile can be bound all the same.
func TestBindOfTicketThatIsCalled(t *testing.T) {
	bindA015(t, &minter{}, func(s *stage) {
		s.show(change("A015", func(t *queue.Standing) { t.State, t.Counter = queue.Called, "1" }))
		s.wantWords(waitsForScan, "1号窗口 已叫号")
	})
}

func TestBindRenews(t *testing.T) {
	a := &minter{}
	bindA015(t, a, func(s *stage) {
		a.want(t, "id-A015")
		a.gate = make(chan struct{})
		s.key(fyne.KeyR)
		s.key(fyne.KeyR)
		a.want(t, "id-A015+")
		if s.codes() != 0 {
			t.Error("the old code stays while nobody knows whether it still works")
		}
		close(a.gate)
		synctest.Wait()
		s.wantWords(waitsForScan)
		s.tap("换一个码")
		a.want(t, "id-A015+")
	})
}

// When WeChat makes no code the desk says so; a code that is there stays, since it still works.
func TestBindWithoutWeChat(t *testing.T) {
	broken := errors.New("wechat")
	t.Run("at first", func(t *testing.T) {
		a := &minter{err: broken}
		bindA015(t, a, func(s *stage) {
			s.wantWords("没有可用的码", "说明：wechat")
			a.err = nil
			s.tap("换一个码")
			a.want(t, "id-A015", "id-A015")
			s.wantWords(waitsForScan)
		})
	})
	t.Run("later", func(t *testing.T) {
		a := &minter{}
		bindA015(t, a, func(s *stage) {
			a.err = broken
			s.key(fyne.KeyR)
			s.wantWords("说明：wechat")
			if s.codes() != 1 {
				t.Error("the code that still works is gone")
			}
		})
	})
	t.Run("bound meanwhile", func(t *testing.T) {
		v := change("A015", func(t *queue.Standing) { t.Bound = true })
		bindA015(t, &minter{late: &v, err: &queue.TicketError{Err: queue.ErrBound, Ticket: v.Line[4]}}, func(s *stage) {
			s.wantWords("绑定成功")
		})
	})
	t.Run("over meanwhile", func(t *testing.T) {
		v := change("A015", func(t *queue.Standing) { t.State = queue.Done })
		bindA015(t, &minter{late: &v, err: &queue.TicketError{Err: queue.InState(queue.Done), Ticket: v.Line[4]}}, func(s *stage) {
			s.wantWords("A015 已办结，不用再绑定。二维码已作废。")
		})
	})
	t.Run("gone meanwhile", func(t *testing.T) {
		v := empty()
		bindA015(t, &minter{late: &v, err: queue.ErrNoTicket}, func(s *stage) {
			s.wantWords("A015 已过期，不用再绑定。二维码已作废。")
		})
	})
	t.Run("slowly", func(t *testing.T) {
		bindA015(t, &minter{gated: true}, func(s *stage) { s.wantWords("正在向微信要二维码…") })
	})
	t.Run("never", func(t *testing.T) {
		bindA015(t, &minter{gated: true}, func(s *stage) {
			<-time.After(20 * time.Second)
			synctest.Wait()
			s.wantWords("说明：context deadline exceeded")
		})
	})
}

func TestBindExpires(t *testing.T) {
	bindA015(t, &minter{}, func(s *stage) {
		s.later(4*time.Minute + 31*time.Second)
		s.wantWords("此码只绑这一张号，00:01 后失效")
		s.later(time.Second)
		s.wantWords("二维码过期了，号还在。请按“换一个码”。")
		if s.codes() != 0 {
			t.Error("a code that is too old is still there")
		}
	})
}

// It closes by key and by mouse; a code that comes late is not shown, and no key presses what lies behind it.
func TestBindCloses(t *testing.T) {
	closes := map[string]func(*stage){
		"Esc":   func(s *stage) { s.key(fyne.KeyEscape) },
		"Enter": func(s *stage) { s.key(fyne.KeyReturn) },
		"mouse": func(s *stage) { s.tapLast("关闭") },
		"cross": func(s *stage) { s.tap("×") },
	}
	for name, shut := range closes {
		t.Run(name, func(t *testing.T) {
			a := &minter{gated: true}
			bindA015(t, a, func(s *stage) {
				s.key(fyne.KeyF1, fyne.KeyF9, fyne.Key1, fyne.KeyDelete)
				s.chord(fyne.KeyModifierControl, fyne.Key1)
				s.click(fyne.NewPos(100, 100)) // the main button
				s.wantNone()
				shut(s)
				close(a.gate)
				synctest.Wait()
				if s.says("换一个码") || s.codes() != 0 {
					t.Errorf("it is still there; the desk says %q", s.words())
				}
				s.key(fyne.KeyF1)
				s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: queue.Nobody})
			})
		})
	}
}

// A code that is good for long says until when, and counts down in its last hour.
func TestBindUntil(t *testing.T) {
	a := &minter{lasts: 24 * time.Hour}
	play(t, desk.Options{Counter: "3", Attendant: a}, hall(), func(s *stage) {
		a.hand = &s.hand
		s.tap("绑定")
		s.wantWords("此码只绑这一张号，明天 09:26 前有效")
		s.later(23 * time.Hour)
		s.wantWords("此码只绑这一张号，1:00:00 后失效")
		s.later(59*time.Minute + 30*time.Second)
		s.wantWords("此码只绑这一张号，00:30 后失效")
	})
}
