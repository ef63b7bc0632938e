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
		now := func() time.Time { return morning }
		d := desk.New(desk.Options{Counter: "3", Zone: shanghai, Now: now, Tick: make(chan time.Time)})
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
