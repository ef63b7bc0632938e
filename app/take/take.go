// Package take is the touch window: customers take a ticket there who do not scan a code.
//
// It knows the queue by its Commands, its Attendant and its View alone. One person after another stands before it, so it
// holds three promises: one journey takes at most one ticket, whatever is tapped and however late the answer comes; what one
// person sees is gone before the next one comes; and there is always a way out.
package take

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/queue"
)

// Window is one touch window. All its methods but Follow belong to Fyne's own goroutine.
type Window struct {
	o       Options
	content fyne.CanvasObject
	parts   []part
	tiles   []*tile // in reading order, for the keys
	ring    *tile   // where the keys stand; nil while fingers are used
	size    fyne.Size
	link    *link       // nil until Follow
	timer   *time.Timer // wakes Follow when the picture changes by itself; nil until then

	view  queue.View
	heard time.Time // when view came; zero = none yet

	manner manner
	help   help
	journey
}

// manner is how the window talks to the person before it. The zero value is how it talks to everybody at first.
type manner struct {
	other bool // the second language
	large bool // large type (长者模式)
	page  int  // of the services or numbers to choose from
}

// part is a piece of the window that draws the moment into its place, or hides itself.
type part interface {
	objects() []fyne.CanvasObject
	draw(m *moment, g grid)
}

// New makes a window that has heard nothing yet.
func New(o Options) *Window {
	w := &Window{o: o.filled()}
	w.parts = []part{
		newHeader(), newSorry(), newJoin(w), newCodes(w), newChoice(w), newParty(w), newConfirm(w),
		newNumberCard(), newBind(w), newSlip(w), newFoot(w),
	}
	var all []fyne.CanvasObject
	for _, p := range w.parts {
		all = append(all, p.objects()...)
	}
	for _, o := range all {
		if t, ok := o.(*tile); ok {
			w.tiles = append(w.tiles, t)
		}
	}
	paper := container.New(&sheet{window: w}, all...)
	w.content = container.NewStack(newFloor(func() { w.touch(func() {}) }), paper)
	w.Refresh()
	return w
}

// Content is what to put into the window. It fills any size, portrait or landscape.
func (w *Window) Content() fyne.CanvasObject { return w.content }

// Show draws a view. One older than what is shown is ignored: it has been overtaken on the way. Only after a silence
// is it taken, since a core that was brought back from a backup counts from there.
func (w *Window) Show(v queue.View) {
	now := w.o.Now()
	if !w.heard.IsZero() && v.Revision < w.view.Revision && !w.stale(now) {
		return
	}
	news := w.heard.IsZero() || v.Revision != w.view.Revision
	w.view, w.heard = v, now
	if news {
		w.lookUp()
	}
	w.Refresh()
}

// Refresh draws the present moment: clock, countdown, staleness. What is as it was is left alone.
func (w *Window) Refresh() {
	now := w.o.Now()
	w.advance(now)
	m, g := w.moment(now), newGrid(w.size, w.manner.large)
	for _, p := range w.parts {
		p.draw(m, g)
	}
	w.wind(now)
}

// sheet lays out the parts. It asks for no least size: the window is what the venue has.
type sheet struct{ window *Window }

func (l *sheet) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size != l.window.size {
		l.window.size = size
		l.window.Refresh()
	}
}

func (l *sheet) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
