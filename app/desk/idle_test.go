package desk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/desk"
	"paihao/app/look"
	"paihao/queue"
)

// painted counts what is asked to be painted, in all windows. Fyne paints the whole window for each of them.
type painted struct {
	fyne.App
	n int
}

type paintedDriver struct {
	fyne.Driver
	count *int
}

type paintedCanvas struct {
	fyne.Canvas
	count *int
}

func (p *painted) Driver() fyne.Driver { return paintedDriver{p.App.Driver(), &p.n} }

func (d paintedDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	return paintedCanvas{d.Driver.CanvasForObject(o), d.count}
}

// Refresh is asked for when an object has changed.
func (c paintedCanvas) Refresh(fyne.CanvasObject) { *c.count++ }

// SetDirty is asked for when one has moved.
func (c paintedCanvas) SetDirty() { *c.count++ }

// mustCount counts what do paints.
func mustCount(t *testing.T, do func()) int {
	t.Helper()
	app := fyne.CurrentApp()
	p := &painted{App: app}
	fyne.SetCurrentApp(p)
	defer fyne.SetCurrentApp(app)
	do()
	return p.n
}

// While nothing changes nothing is painted: not by a tick, nor by a view that says the same. A timer changes its own text and
// the clock.
func TestIdleCost(t *testing.T) {
	const text = 2 // what one text asks for at the most
	cases := []struct {
		name  string
		view  scene
		later time.Duration
		most  int
	}{
		{"idle", hall(), time.Second, 0},
		{"missed and held", held(), time.Second, 0},
		{"alarms", troubled(), time.Second, 0},
		{"over", over(), time.Second, 0},
		{"timer", serving(), time.Second, 2 * text},
		{"timer and countdown of a miss", called(3), time.Second, 3 * text},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			play(t, at3, c.view, func(s *stage) {
				s.later(0)
				if n := mustCount(t, func() { s.later(c.later) }); n > c.most {
					t.Errorf("a tick paints %d times, want at most %d", n, c.most)
				}
				if n := mustCount(t, func() { s.show(c.view) }); n > 0 {
					t.Errorf("a view that says the same paints %d times, want 0", n)
				}
				if n := mustCount(t, func() { s.later(time.Minute) }); n == 0 {
					t.Error("a new minute paints nothing: this test tests nothing")
				}
			})
		})
	}
}

// The desk looks at the clock each minute while nothing runs, each second while something does.
func TestWakesWhenDue(t *testing.T) {
	for name, c := range map[string]struct {
		view scene
		want int
	}{"idle": {hall(), 5}, "timer": {serving(), 300}} {
		t.Run(name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(look.Light())
			synctest.Test(t, func(t *testing.T) {
				looks := 0
				from := time.Now()
				f := &fake{views: make(chan queue.View)}
				now := func() time.Time { looks++; return morning.Add(time.Since(from)) }
				d := desk.New(desk.Options{Counter: "3", Zone: shanghai, Now: now})
				ctx, stop := context.WithCancel(t.Context())
				go d.Follow(ctx, f)
				f.views <- c.view.view()
				synctest.Wait()
				looks = 0
				time.Sleep(5 * time.Minute)
				synctest.Wait()
				if looks < c.want || looks > c.want+6 { // each minute the line is read anew, and its answer looks at the clock too
					t.Errorf("the desk looked at the clock %d times in five minutes, want %d, and once more each minute", looks, c.want)
				}
				stop()
				synctest.Wait()
			})
		})
	}
}

// slow is a window that has no time yet: what it is asked to do waits.
type slow struct {
	fyne.App
	waiting chan func()
}

type slowDriver struct {
	fyne.Driver
	waiting chan func()
}

func (a slow) Driver() fyne.Driver { return slowDriver{a.App.Driver(), a.waiting} }

func (d slowDriver) DoFromGoroutine(do func(), _ bool) { d.waiting <- do }

// Of views that come faster than the window draws only the newest waits for it.
func TestSkipsViews(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		f := &fake{views: make(chan queue.View)}
		d := desk.New(desk.Options{Counter: "3", Zone: shanghai, Now: func() time.Time { return morning }, Tick: make(chan time.Time)})
		s := &stage{fake: f, t: t, desk: d, win: test.NewTempWindow(t, d.Content())}
		window := slow{app, make(chan func(), 100)}
		fyne.SetCurrentApp(window)
		defer fyne.SetCurrentApp(app)
		ctx, stop := context.WithCancel(t.Context())
		go d.Follow(ctx, f)
		v := called(1).view()
		for i := range 40 {
			v.Revision++
			v.Counters = slices.Clone(v.Counters)
			current := *v.Counters[2].Current
			current.Number = fmt.Sprintf("A%03d", 100+i)
			v.Counters[2].Current = &current
			f.views <- v
		}
		synctest.Wait()
		if n := len(window.waiting); n != 2 { // that the desk follows, and the newest view
			t.Errorf("%d things wait for the window, want 2", n)
		}
		for range len(window.waiting) {
			(<-window.waiting)()
		}
		s.wantWords("A139")
		stop()
		synctest.Wait()
		for range len(window.waiting) {
			(<-window.waiting)()
		}
	})
}

// BenchmarkShow shows views in which everything there is room for has changed.
func BenchmarkShow(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.Light())
	views := [2]queue.View{}
	for i := range views {
		v := crowd()
		v.Missed, v.Held = nil, nil
		for j := range queue.MaxMissed {
			n := fmt.Sprintf("%c%03d", 'A'+i, j)
			v.Missed = append(v.Missed, queue.Standing{ID: n, Number: n, State: queue.Missed, Service: "general"})
			v.Held = append(v.Held, queue.Standing{ID: "h" + n, Number: n, State: queue.Held, Service: "general"})
		}
		for j := range v.Services {
			v.Services[j].Waiting = 1000 + i
		}
		v.Counters[2].Current = called(2 + i).Counters[2].Current
		v.Counters[2].Current.Number = fmt.Sprintf("A%03d", i)
		views[i] = v.view()
	}
	d := desk.New(desk.Options{Counter: "3"})
	w := test.NewTempWindow(b, d.Content())
	w.Resize(fyne.NewSize(1100, 760))
	revision := uint64(0)
	for b.Loop() {
		revision++
		v := views[revision%2]
		v.Revision = revision
		d.Show(v)
	}
}
