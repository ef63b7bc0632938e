package desk_test

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"paihao/app/desk"
	"paihao/app/look"
	"paihao/queue"
)

// inList is a place in the list of the line.
var inList = fyne.NewPos(700, 400)

var number = regexp.MustCompile(`^[A-Z]\d{3,}$`)

// numbers are those that the rows of the line show, from top to bottom; a place that is not known yet shows none.
func (s *stage) numbers() (shown []string) {
	type row struct {
		y     float32
		words string
	}
	var rows []row
	s.walk(func(t *look.Text, at fyne.Position) {
		if at.X > 390 && at.X < 420 && at.Y > 155 && at.Y < 560 && number.MatchString(t.Words()) {
			rows = append(rows, row{at.Y, t.Words()})
		}
	})
	slices.SortFunc(rows, func(a, b row) int { return int(a.y - b.y) })
	for _, r := range rows {
		shown = append(shown, r.words)
	}
	return shown
}

// scroll turns the wheel over the list.
func (s *stage) scroll(by float32) {
	s.act(func() { test.Scroll(s.win.Canvas(), inList, 0, -by) })
}

// A line of any length is read around where staff look.
func TestLineScrolls(t *testing.T) {
	play(t, at3, crowd(), func(s *stage) {
		if got := s.numbers(); len(got) < 10 || got[0] != "A100" {
			t.Errorf("the line shows %q, want A100 and who comes after", got)
		}
		s.scroll(400)
		if got := s.numbers(); len(got) < 10 || got[0] != "A110" {
			t.Errorf("ten rows on it shows %q, want A110 and who comes after", got)
		}
		s.scroll(30_000)
		if got := s.numbers(); len(got) < 10 || got[0] != "A860" {
			t.Errorf("far down it shows %q, want A860 and who comes after", got)
		}
		s.scroll(1e6)
		if got := s.numbers(); len(got) < 10 || got[len(got)-1] != "A1299" {
			t.Errorf("at its end it shows %q, want A1299 last", got)
		}
		s.show(hall())
		if got := s.numbers(); len(got) != 10 || got[0] != "A013" {
			t.Errorf("when the line has become short it shows %q, want the ten that are left", got)
		}
	})
}

// While rows are on their way their places are quiet, and those that were there stay, whatever is on its way.
func TestLineWaitsForRows(t *testing.T) {
	play(t, at3, crowd(), func(s *stage) {
		s.lineGate = make(chan struct{})
		s.scroll(30_000)
		if got := s.numbers(); len(got) != 0 {
			t.Errorf("rows that nobody knows yet show %q", got)
		}
		close(s.lineGate)
		s.lineGate = nil
		synctest.Wait()
		was := s.numbers()
		if len(was) < 10 {
			t.Fatalf("the rows did not come: %q", was)
		}
		s.lineGate = make(chan struct{})
		v := crowd()
		v.Line = v.Line[1:]
		s.show(v)
		if got := s.numbers(); !slices.Equal(got, was) {
			t.Errorf("while the line is read anew it shows %q, want what it showed", got)
		}
		close(s.lineGate)
		s.lineGate = nil
		synctest.Wait()
		if got := s.numbers(); got[0] != was[1] {
			t.Errorf("after somebody left it begins with %q, want %q", got[0], was[1])
		}
	})
}

// A line that cannot be read says so, keeps what it shows, and is read again by itself.
func TestLineCannotBeRead(t *testing.T) {
	const sorry = "暂时读不到队列，正在自动重试"
	play(t, at3, empty(), func(s *stage) {
		s.lineErr = errors.New("network")
		s.chord(fyne.KeyModifierControl, fyne.KeyT)
		s.wantWords(sorry)
		s.lineErr = nil
		s.set(hall())
		s.later(2 * time.Second)
		s.wantWords("B011")
		s.lineErr = errors.New("network")
		s.show(crowd())
		s.wantWords("B011")
		if s.says(sorry) {
			t.Error("it says that it shows nothing while it shows the line")
		}
	})
}

// Each tab shows whose line it says; keys go round, and a click goes there.
func TestTabs(t *testing.T) {
	firsts := []string{"A013", "B011", "A013", "B011", "C005", ""} // of the counter's own, all, and each service
	play(t, at3, hall(), func(s *stage) {
		check := func(i int) {
			t.Helper()
			if got := strings.Join(s.numbers(), " "); !strings.HasPrefix(got, firsts[i]) || (got == "") != (firsts[i] == "") {
				t.Errorf("tab %d shows %q, want %q first", i, got, firsts[i])
			}
		}
		for i := range len(firsts) + 1 {
			check(i % len(firsts))
			s.chord(fyne.KeyModifierControl, fyne.KeyT)
		}
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyT)
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyT)
		check(5)
		s.wantWords("没有人在等")
		s.tap("户籍")
		check(4)
		s.tap("我能办")
		check(0)
	})
	t.Run("without a counter", func(t *testing.T) {
		play(t, desk.Options{}, hall(), func(s *stage) {
			if got := s.numbers(); len(got) == 0 || got[0] != "B011" {
				t.Errorf("a desk without a counter shows %q, want the whole line", got)
			}
		})
	})
}

// More services than there is room for scroll, and the open one is brought into view. Names that would be the same when they
// are short stay whole.
func TestManyTabs(t *testing.T) {
	v := hall()
	for _, name := range []string{"大厅小桌", "大厅大桌", "包间预订", "外卖自取", "会员服务", "企业开户"} {
		v.Services = append(v.Services, queue.ServiceView{ID: name, Name: name, Prefix: "X", Open: true})
	}
	play(t, at3, v, func(s *stage) {
		s.wantWords("大厅小桌", "大厅大桌", "包间", "企业")
		s.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyT)
		if at := s.mustFind("企业")[0]; at.X < 400 || at.X > 860 {
			t.Errorf("the open tab is at %v, out of sight", at)
		}
	})
}

// A row's button calls its ticket, and is dead where that ticket is not called from here.
func TestRowCalls(t *testing.T) {
	play(t, at3, hall(), func(s *stage) {
		s.click(s.mustFind("叫此号")[2])
		s.wantOne(queue.Command{Verb: queue.CallTicket, Ticket: "id-A014", Counter: "3", Expect: queue.Nobody})
		s.chord(fyne.KeyModifierControl, fyne.KeyT)
		s.click(s.mustFind("叫此号")[0])
		s.wantNone()
	})
}

// The list can be used by keys alone: arrows, pages and ends move, Enter chooses.
func TestListKeys(t *testing.T) {
	cases := []struct {
		name string
		keys []fyne.KeyName
		want string
	}{
		{"down", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, "A102"},
		{"up", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp}, "A101"},
		{"above the first", []fyne.KeyName{fyne.KeyUp}, "A100"},
		{"end", []fyne.KeyName{fyne.KeyEnd}, "A1299"},
		{"below the last", []fyne.KeyName{fyne.KeyEnd, fyne.KeyDown}, "A1299"},
		{"home", []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome}, "A100"},
		{"pages", []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp}, "A110"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, at3, crowd(), func(s *stage) {
				s.tapLast("A100")
				s.key(c.keys...)
				s.key(fyne.KeyReturn)
				s.wantWords(c.want + " 综合业务")
			})
		})
	}
}

// More missed tickets than have keys are chosen from a question, and then it is asked what is to be done.
func TestMissedByKeys(t *testing.T) {
	play(t, at3, missed(), func(s *stage) {
		s.chord(fyne.KeyModifierAlt, fyne.Key0)
		s.wantWords("过号的号，哪一张？")
		s.key(fyne.Key0, fyne.Key2)
		s.wantWords("B033 社会保险 · 已过号")
		s.wantNone()
		s.key(fyne.Key2)
		s.wantOne(queue.Command{Verb: queue.Return, Ticket: "id-B033", Counter: "3"})
	})
}

// What was asked for when a desk stops following its queue ends with it: no goroutine waits for an answer.
func TestFollowEndsWhileAsking(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	leaks := goleak.IgnoreCurrent()
	for _, hangsUp := range []bool{false, true} {
		f := &fake{views: make(chan queue.View), lineGate: make(chan struct{})}
		d := desk.New(desk.Options{Counter: "3"})
		ended := make(chan struct{})
		ctx, stop := context.WithCancel(t.Context())
		go func() { d.Follow(ctx, f); close(ended) }()
		f.views <- hall().view()
		f.views <- hall().view() // by now the first was drawn, and the line asked for
		if hangsUp {
			close(f.views)
		} else {
			stop()
		}
		<-ended
		stop()
	}
	goleak.VerifyNone(t, leaks)
}
