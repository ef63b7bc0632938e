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
	pages := map[string]struct {
		hall queue.View
		act  func(s *stage)
	}{
		"start":        {sample(), func(*stage) {}},
		"large":        {sample(), func(s *stage) { s.tap("大字") }},
		"codes":        {each(), func(*stage) {}},
		"long names":   {long(), func(*stage) {}},
		"party":        {restaurant(), func(s *stage) { s.tap("中桌") }},
		"confirm":      {sample(), func(s *stage) { s.tap("综合业务") }},
		"confirm code": {each(), func(s *stage) { s.tap("综合业务") }},
		"refused":      {sample(), func(s *stage) { s.errs = []error{queue.ErrNotWritten}; numbered(s) }},
		"result":       {sample(), numbered},
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			play(t, setting{printer: true}, page.hall, func(s *stage) {
				page.act(s)
				app := fyne.CurrentApp()
				d := &counting{Driver: app.Driver()}
				fyne.SetCurrentApp(watched{app, d})
				defer fyne.SetCurrentApp(app)
				for i := range 3 {
					s.show(newer(page.hall, uint64(i)))
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
