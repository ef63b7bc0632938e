package take_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// watched is an app whose driver counts how often something is to be drawn anew: Fyne asks it for the canvas each time.
type watched struct {
	fyne.App
	driver *counting
}

func (a watched) Driver() fyne.Driver { return a.driver }

type counting struct {
	fyne.Driver
	drawn int
}

func (d *counting) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	d.drawn++
	return d.Driver.CanvasForObject(o)
}

// Nothing is drawn anew while nothing changes: not by the clock within its minute, and not by views that say the same.
func TestStandsStill(t *testing.T) {
	pages := map[string]func(s *stage){
		"start": func(*stage) {}, "large": func(s *stage) { s.tap("大字") }, "confirm": func(s *stage) { s.tap("综合业务") },
		"result": numbered, "refused": func(s *stage) { s.errs = []error{queue.ErrNotWritten}; numbered(s) },
	}
	for name, act := range pages {
		t.Run(name, func(t *testing.T) {
			play(t, setting{printer: true}, sample(), func(s *stage) {
				act(s)
				app := fyne.CurrentApp()
				d := &counting{Driver: app.Driver()}
				fyne.SetCurrentApp(watched{app, d})
				defer fyne.SetCurrentApp(app)
				for i := range 3 {
					s.show(newer(sample(), uint64(i)))
					s.later(100 * time.Millisecond)
				}
				if d.drawn != 0 {
					t.Errorf("%d things were drawn anew, want none", d.drawn)
				}
				s.later(time.Minute)
				if d.drawn == 0 {
					t.Error("a new minute was not drawn")
				}
			})
		})
	}
}
