package take_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"paihao/app/look"
	"paihao/queue"
)

// A monkey taps anywhere, presses any key, and meets any view, answer and error. However it goes: nothing breaks, one journey
// takes one ticket at the most, no ticket is left that nobody has seen, and after 30 quiet seconds the window is at its start.
func TestMonkey(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		rapid.Check(timeless{t}, func(rt *rapid.T) {
			s := newStage(t, setting{width: 768, height: 1024, printer: rapid.Bool().Draw(rt, "printer")})
			defer s.end()
			m := &monkey{stage: s, view: sample()}
			s.show(m.view)
			for range rapid.IntRange(1, 40).Draw(rt, "acts") {
				m.act(rt)
				m.check(rt)
			}
			m.rest(rt)
		})
	})
}

// timeless is a test that does not say when it has to end: in a bubble no real time goes by.
type timeless struct{ testing.TB }

type monkey struct {
	*stage
	view queue.View
	seen int // commands that were looked at
}

var (
	halls = []func() queue.View{
		sample, each, restaurant, odd, trouble, func() queue.View { return crowd(12) },
		func() queue.View { return shutAll(queue.ByDay, time.Time{}) },
	}
	answers = []error{
		nil, nil, nil, nil, queue.ErrInternal, errLost, queue.ErrNotWritten, queue.ErrReadOnly,
		&queue.LimitError{Err: queue.ErrQuota}, queue.ErrParty,
	}
	keys = []fyne.KeyName{
		fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyLeft, fyne.KeyDown, fyne.KeySpace,
		fyne.KeyF4, fyne.KeyDelete, fyne.KeyA, fyne.KeyUnknown,
	}
)

func trouble() queue.View {
	return with(sample(), func(v *queue.View) { v.Health.Writable = false })
}

func (m *monkey) act(rt *rapid.T) {
	switch rapid.IntRange(0, 9).Draw(rt, "act") {
	case 0, 1, 2, 3:
		at := fyne.NewPos(float32(rapid.IntRange(0, 767).Draw(rt, "x")), float32(rapid.IntRange(0, 1023).Draw(rt, "y")))
		for range rapid.IntRange(1, 3).Draw(rt, "times") {
			m.click(at)
		}
	case 4, 5:
		m.key(rapid.SampledFrom(keys).Draw(rt, "key"))
	case 6:
		m.view = rapid.SampledFrom(halls).Draw(rt, "hall")()
		m.clock = m.clock.Add(time.Second)
		m.view.Revision = uint64(rapid.IntRange(90, 200).Draw(rt, "revision"))
		m.show(m.view)
	case 7:
		m.mu.Lock()
		m.errs = []error{rapid.SampledFrom(answers).Draw(rt, "answer"), rapid.SampledFrom(answers).Draw(rt, "next")}
		m.took = rapid.Bool().Draw(rt, "took")
		m.codeErr, m.printErr = rapid.SampledFrom(answers).Draw(rt, "code"), rapid.SampledFrom(answers).Draw(rt, "slip")
		m.helpErr = rapid.SampledFrom(answers).Draw(rt, "help")
		m.mu.Unlock()
	case 8:
		m.mu.Lock()
		m.now.State = rapid.SampledFrom([]queue.State{queue.Called, queue.Serving, queue.Missed, queue.Done, queue.Cancelled}).Draw(rt, "state")
		m.now.Bound, m.now.Counter = rapid.Bool().Draw(rt, "bound"), "3"
		m.mu.Unlock()
	case 9:
		for range rapid.IntRange(1, 12).Draw(rt, "seconds") {
			m.sleep()
			m.later(time.Second)
		}
	}
}

// check holds what is true at any moment: nothing pops up, and the name of a command names one wish.
func (m *monkey) check(rt *rapid.T) {
	if n := len(m.win.Canvas().Overlays().List()); n != 0 {
		rt.Fatalf("%d overlays, want none", n)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.asked) == m.seen {
		return
	}
	m.seen = len(m.asked)
	names := map[string]queue.Command{}
	for _, c := range m.asked {
		if same, again := names[c.Operation]; again && same != c || c.Operation == "" {
			rt.Fatalf("operation %q names %+v and %+v", c.Operation, same, c)
		}
		names[c.Operation] = c
	}
}

// rest lets everybody go away: within 30 seconds after the last answer the window is at its start, and each ticket was either
// shown to its customer or given back.
func (m *monkey) rest(rt *rapid.T) {
	view := sample()
	view.Revision = 1000
	for range 55 { // an answer may come 20 seconds after the last touch
		m.sleep()
		m.clock = m.clock.Add(time.Second)
		m.show(view)
	}
	if !m.says("或者触摸选择业务") || !m.says("Large text") || m.says("取号成功") {
		rt.Fatalf("after the rest the window says %q", m.words())
	}
	m.check(rt)
}

// Each confirmation makes one ticket, or none, or one that is given back; asked for in the order of taps, whatever is answered.
func TestTicketsOfMonkeys(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		rapid.Check(timeless{t}, func(rt *rapid.T) {
			s := newStage(t, setting{width: 768, height: 1024})
			defer s.end()
			s.show(sample())
			s.errs = rapid.SliceOfN(rapid.SampledFrom(answers), 0, 4).Draw(rt, "answers")
			s.took = rapid.Bool().Draw(rt, "took")
			if rapid.Bool().Draw(rt, "late") {
				s.gate = make(chan struct{})
			}
			s.tap("综合业务")
			s.tap("确认取号")
			shown := s.words()
			for _, key := range rapid.SliceOf(rapid.SampledFrom(keys)).Draw(rt, "keys") {
				s.key(key)
				shown = append(shown, s.words()...)
			}
			if s.gate != nil {
				close(s.gate)
				synctest.Wait()
			}
			for range 60 {
				s.sleep()
				s.clock = s.clock.Add(time.Second)
				s.show(sample())
				shown = append(shown, s.words()...)
			}
			s.wantNoneLost(rt, shown)
		})
	})
}

// wantNoneLost holds that every ticket was shown or cancelled, and that each wish made one at the most.
func (s *stage) wantNoneLost(rt *rapid.T, shown []string) {
	wishes := s.takes()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.made) > len(wishes) {
		rt.Fatalf("%d tickets of %d wishes", len(s.made), len(wishes))
	}
	for _, t := range s.made {
		given := slices.ContainsFunc(s.asked, func(c queue.Command) bool { return c.Verb == queue.Cancel && c.Ticket == t.ID })
		if !slices.Contains(shown, t.Number) && !given {
			rt.Fatalf("nobody has seen %s, and it was not given back; commands %+v", t.ID, s.asked)
		}
	}
}
