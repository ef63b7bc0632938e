package desk

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/queue"
)

// scrolled is a desk in a window of the usual size whose line is ten thousand long. Answers come when they are fetched.
func scrolled(b *testing.B) (d *Desk, w fyne.Window, fetch func()) {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(look.Light())
	d = New(Options{Counter: "1", Tick: make(chan time.Time)})
	w = test.NewTempWindow(b, d.Content())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1100, 760))
	ctx, stop := context.WithCancel(b.Context())
	b.Cleanup(stop)
	d.link = &link{ctx: ctx, commands: &long{total: 10_000, revision: 1}, news: make(chan func())}
	fetch = func() {
		for d.line.reader.asking {
			(<-d.link.news)()
		}
	}
	v := queue.View{Health: queue.Health{Writable: true}}
	v.Revision = 1
	v.Services = []queue.ServiceView{{ID: "a", Name: "综合业务", Waiting: 10_000, Open: true}}
	v.Counters = []queue.CounterView{{ID: "1", Name: "1号窗口", State: queue.CounterOpen, Services: []string{"a"}}}
	d.Show(v)
	fetch()
	return d, w, fetch
}

// One turn of the wheel over ten thousand rows, with the rows that it needs, and without painting.
func BenchmarkScroll(b *testing.B) {
	for _, c := range []struct {
		name string
		by   float32 // rows at a time
	}{{"row", 1}, {"page", 10}, {"jump", 977}} {
		b.Run(c.name, func(b *testing.B) {
			d, w, fetch := scrolled(b)
			step := -c.by * 40
			b.ReportAllocs()
			for b.Loop() {
				was := d.line.list.GetScrollOffset()
				test.Scroll(w.Canvas(), fyne.NewPos(700, 400), 0, step)
				if fetch(); d.line.list.GetScrollOffset() == was { // it turns round at the ends
					step = -step
				}
			}
		})
	}
}

// A new revision with the line one shorter, as each call makes one.
func BenchmarkRevision(b *testing.B) {
	d, _, fetch := scrolled(b)
	l := d.link.commands.(*long)
	b.ReportAllocs()
	for b.Loop() {
		v := d.m.view
		v.Revision++
		l.revision = v.Revision
		l.total ^= 1
		d.Show(v)
		fetch()
	}
}
