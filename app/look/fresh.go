package look

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"paihao/assets"
)

// Fresh is the mark that says how old the data is: a dot, words and the time while it is fresh, a Coral pill
// with the time of the last data when it is stale. It stands at the right of its box.
type Fresh struct {
	widget.BaseWidget
	language assets.Language
	size     float32
	dot      *canvas.Circle
	label    *Text
	clock    *Text
	stale    *Pill
}

// NewFresh makes a mark in Chinese with words of the given size; second colours the words, ink the time, dot the dot.
func NewFresh(size float32, ink, second, dot color.Color) *Fresh {
	f := &Fresh{
		language: assets.ZH,
		size:     size,
		dot:      canvas.NewCircle(dot),
		label:    NewText(Say(assets.ZH, "look.fresh"), size, second, false),
		clock:    NewText("", size, ink, true),
		stale:    NewPill("", size, Coral, Ink),
	}
	f.ExtendBaseWidget(f)
	f.SetTime(time.Time{}, false)
	return f
}

// SetTime says when the last data came, in the zone to be shown, and whether that is too long ago.
// The zero time stands for no data yet and is shown as a dash.
func (f *Fresh) SetTime(at time.Time, stale bool) {
	clock := "—"
	if !at.IsZero() {
		clock = at.Format(time.TimeOnly)
	}
	if clock == f.clock.Words() && stale == f.stale.Visible() {
		return
	}
	f.clock.SetText(clock)
	f.stale.SetText(Say(f.language, "look.stale") + " " + clock)
	Show(stale, f.stale)
	Show(!stale, f.dot, f.label, f.clock)
	f.Refresh()
}

// SetLanguage changes what the words are in.
func (f *Fresh) SetLanguage(l assets.Language) {
	if l == f.language {
		return
	}
	f.language = l
	f.label.SetText(Say(l, "look.fresh"))
	f.stale.SetText(Say(l, "look.stale") + " " + f.clock.Words())
	f.Refresh()
}

// SetSize changes the size of the words.
func (f *Fresh) SetSize(size float32) {
	if size == f.size {
		return
	}
	f.size = size
	f.label.SetSize(size)
	f.clock.SetSize(size)
	f.stale.SetSize(size)
	f.Refresh()
}

// CreateRenderer is called by Fyne.
func (f *Fresh) CreateRenderer() fyne.WidgetRenderer { return &freshRenderer{fresh: f} }

type freshRenderer struct{ fresh *Fresh }

// Layout goes from right to left, so that the time stands still while the words beside it change.
func (r *freshRenderer) Layout(box fyne.Size) {
	f := r.fresh
	right := box.Width
	put := func(o fyne.CanvasObject, width, height, gap float32) {
		right -= width
		o.Move(fyne.NewPos(right, (box.Height-height)/2))
		o.Resize(fyne.NewSize(width, height))
		right -= gap
	}
	pill := f.stale.MinSize()
	f.stale.Move(fyne.NewPos(box.Width-pill.Width, (box.Height-pill.Height)/2))
	f.stale.Resize(pill)
	put(f.clock, f.clock.width()+1, box.Height, f.size*0.45)
	put(f.label, f.label.width()+1, box.Height, f.size*0.45)
	put(f.dot, f.size*0.62, f.size*0.62, 0)
}

func (r *freshRenderer) MinSize() fyne.Size {
	f := r.fresh
	fresh := f.clock.width() + f.label.width() + f.size*1.52 + 2
	pill := f.stale.MinSize()
	return fyne.NewSize(max(fresh, pill.Width), pill.Height)
}

func (r *freshRenderer) Refresh() {
	r.Layout(r.fresh.Size())
	canvas.Refresh(r.fresh)
}

func (r *freshRenderer) Objects() []fyne.CanvasObject {
	f := r.fresh
	return []fyne.CanvasObject{f.dot, f.label, f.clock, f.stale}
}
func (r *freshRenderer) Destroy() {}
