//go:build !race

package screen

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// painted counts what Fyne is asked to draw anew. Every such object costs a picture of the whole window.
type painted struct {
	fyne.App
	objects []fyne.CanvasObject
}

type paintedDriver struct {
	fyne.Driver
	app *painted
}

type paintedCanvas struct {
	fyne.Canvas
	app *painted
}

func mustCount(t *testing.T) *painted {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.Light())
	p := &painted{App: app}
	fyne.SetCurrentApp(p)
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	return p
}

func (p *painted) Driver() fyne.Driver { return paintedDriver{p.App.Driver(), p} }

func (d paintedDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	return paintedCanvas{d.Driver.CanvasForObject(o), d.app}
}

func (c paintedCanvas) Refresh(o fyne.CanvasObject) { c.app.objects = append(c.app.objects, o) }

// SetDirty is what Fyne calls when something moves or hides.
func (c paintedCanvas) SetDirty() { c.app.objects = append(c.app.objects, nil) }

func (p *painted) count() int {
	n := len(p.objects)
	p.objects = nil
	return n
}

// A view that says what the one before it said draws nothing, nor does a moment at which nothing is due.
func TestNothingIsPaintedWhenNothingChanged(t *testing.T) {
	for kind := range uint8(6) {
		for _, size := range layouts {
			p := mustCount(t)
			v := hall("3号窗口", "A012", kind)
			v.Services = v.Services[:min(len(v.Services), 4)] // pages turn by themselves
			v.Counters, v.Missed = v.Counters[:min(len(v.Counters), 9)], v.Missed[:1]
			s := drawn(size, v, kind)
			s.options.Now = func() time.Time { return v.At.Add(4 * time.Second) } // the flash is over
			s.Refresh()
			if p.count() == 0 {
				t.Fatalf("kind %d at %v: nothing was drawn at all: nothing is counted", kind, size)
			}
			again := hall("3号窗口", "A012", kind)
			again.Services, again.Counters, again.Missed = v.Services, v.Counters, v.Missed
			again.At = v.At.Add(4 * time.Second)
			s.Show(again)
			if n := p.count(); n != 0 {
				t.Errorf("kind %d at %v: a view that says nothing new painted %d objects", kind, size, n)
			}
			s.options.Now = func() time.Time { return v.At.Add(5 * time.Second) }
			s.Refresh()
			if n := p.count(); n != 0 {
				t.Errorf("kind %d at %v: a second in which nothing happens painted %d objects", kind, size, n)
			}
		}
	}
}

// A flash paints the call and nothing else, each object of it once.
func TestFlashPaintsTheCallAlone(t *testing.T) {
	for _, size := range layouts {
		p := mustCount(t)
		now := time.Date(2026, 11, 20, 9, 26, 36, 0, time.UTC)
		v := hall("3号窗口", "A012", 8)
		v.At = now
		calls := v.Calls
		v.Calls = nil
		s := New(Options{Now: func() time.Time { return now }})
		s.Content().Resize(size)
		s.Show(v)
		v.Calls = calls[:1]
		v.Revision++
		s.Show(v)
		for half := range 6 {
			p.count()
			now = now.Add(flashCycle / 2)
			s.Refresh()
			call := leaves[*callPanel](s)
			for _, o := range p.objects {
				if !call[o] {
					t.Errorf("at %v: half %d of the flash painted %T beside the call", size, half, o)
				}
			}
			if n := p.count(); n > len(call) || (n == 0) != (half == 5) {
				t.Errorf("at %v: half %d of the flash painted %d objects, want at most the %d of the call, and none when it is over", size, half, n, len(call))
			}
		}
	}
}

// leaves are all that the parts of one kind are made of.
func leaves[P part](s *Screen) map[fyne.CanvasObject]bool {
	all := map[fyne.CanvasObject]bool{}
	for _, p := range s.parts {
		if _, ok := p.(P); !ok {
			continue
		}
		for _, o := range p.objects() {
			all[o] = true
			if w, ok := o.(fyne.Widget); ok {
				for _, child := range test.WidgetRenderer(w).Objects() {
					all[child] = true
				}
			}
		}
	}
	return all
}
