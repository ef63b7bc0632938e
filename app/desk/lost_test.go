package desk_test

import (
	"image/color"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/desk"
	"paihao/app/look"
	"paihao/queue"
)

// A desk whose queue goes away says so, and its buttons are dead; when it follows a queue again it works again.
func TestQueueGoesAway(t *testing.T) {
	playOn(t, at3, func(s *stage) {
		ended := make(chan struct{})
		go func() {
			s.desk.Follow(s.t.Context(), s.fake)
			close(ended)
		}()
		s.show(called(1))
		close(s.views)
		<-ended
		synctest.Wait()
		s.wantWords("和排号程序的连接断了", "连接断了", "A012")
		if got := s.ink("开始"); got != color.Color(look.Slate) {
			t.Errorf("a button is written in %v, want it dead", got)
		}
		s.key(fyne.KeyF1, fyne.KeyF2, fyne.KeyDelete)
		s.chord(fyne.KeyModifierControl, fyne.Key1)
		s.wantNone()
		s.views = make(chan queue.View)
		s.follow(s.fake, func() {
			s.show(called(1))
			if s.says("和排号程序的连接断了") {
				t.Error("the desk follows a queue and says that it does not")
			}
			s.key(fyne.KeyF2)
			s.wantOne(queue.Command{Verb: queue.Start, Counter: "3", Ticket: "id-A012"})
		})
		if s.says("和排号程序的连接断了") {
			t.Error("the window has ended the following, and says that the queue is gone")
		}
	})
}

// While an answer is late the buttons look as dead as they are.
func TestSlowAnswerShows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		from := time.Now()
		f := &fake{views: make(chan queue.View), gate: make(chan struct{})}
		var looked atomic.Int64 // by the test: the race detector knows of no order between its timers and the desk's
		now := func() time.Time { looked.Load(); return morning.Add(time.Since(from)) }
		wait := func(d time.Duration) {
			looked.Add(1)
			time.Sleep(d)
			synctest.Wait()
		}
		d := desk.New(desk.Options{Counter: "3", Zone: shanghai, Now: now})
		s := &stage{fake: f, t: t, desk: d, win: test.NewTempWindow(t, d.Content())}
		s.keys = &keyed{Canvas: s.win.Canvas()}
		d.Attach(keyedWindow{s.win, s.keys})
		s.follow(f, func() {
			s.show(called(1))
			s.key(fyne.KeyF2)
			for _, c := range []struct {
				after time.Duration
				want  color.Color
			}{{50 * time.Millisecond, look.Ink}, {100 * time.Millisecond, look.Slate}} {
				wait(c.after)
				if got := s.ink("重呼"); got != c.want {
					t.Errorf("%v later another button is written in %v, want %v", c.after, got, c.want)
				}
			}
			if s.says("正在等答复…") {
				t.Error("the desk speaks of an answer that is hardly late")
			}
			wait(time.Second)
			s.wantWords("正在等答复…")
			looked.Add(1)
			close(f.gate)
			synctest.Wait()
			if s.says("正在等答复…") {
				t.Error("the desk waits for an answer that is there")
			}
			if got := s.ink("重呼"); got != color.Color(look.Ink) {
				t.Errorf("after the answer the button is written in %v, want it alive", got)
			}
		})
	})
}
