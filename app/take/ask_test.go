package take_test

import (
	"errors"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"paihao/queue"
)

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
