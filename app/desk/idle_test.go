package desk_test

import (
	"context"
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

// While nothing changes nothing is painted: not by a tick, nor by a view that says the same. A timer changes its own text
// and the clock.
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
				var looks atomic.Int64
				from := time.Now()
				f := &fake{views: make(chan queue.View)}
				now := func() time.Time { looks.Add(1); return morning.Add(time.Since(from)) }
				d := desk.New(desk.Options{Counter: "3", Zone: shanghai, Now: now})
				ctx, stop := context.WithCancel(t.Context())
				go d.Follow(ctx, f)
				f.views <- c.view.view()
				synctest.Wait()
				looks.Store(0)
				time.Sleep(5 * time.Minute)
				synctest.Wait()
				// Each minute the line is read anew, and its answer looks at the clock too.
				if n := int(looks.Load()); n < c.want || n > c.want+6 {
					t.Errorf("the desk looked at the clock %d times in five minutes, want %d, and once more each minute", n, c.want)
				}
				stop()
				synctest.Wait()
			})
		})
	}
}
