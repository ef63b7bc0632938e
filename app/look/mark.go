package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Pill is a few words on a rounded ground of their own.
type Pill struct {
	widget.BaseWidget
	ground *canvas.Rectangle
	text   *Text
}

// NewPill makes a pill with bold words of the given size.
func NewPill(words string, size float32, ground, ink color.Color) *Pill {
	p := &Pill{ground: NewPanel(ground, 0), text: NewText(words, size, ink, true)}
	p.text.SetAlign(fyne.TextAlignCenter)
	p.ExtendBaseWidget(p)
	return p
}

// NewTrialMark makes the mark that every window of a trial wears: 试用模式 · Trial.
func NewTrialMark(size float32) *Pill {
	zh, en := Pair("look.trial")
	return NewPill(zh+" · "+en, size, Coral, Ink)
}

// SetText changes the words.
func (p *Pill) SetText(words string) {
	if words = clean(words); words != p.text.words {
		p.text.words = words
		p.Refresh()
	}
}

// SetSize changes the size of the words; the pill grows with them.
func (p *Pill) SetSize(size float32) {
	if size != p.text.size {
		p.text.size = size
		p.Refresh()
	}
}

// CreateRenderer is called by Fyne.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return &pillRenderer{pill: p} }

type pillRenderer struct{ pill *Pill }

func (r *pillRenderer) Layout(box fyne.Size) {
	pad := r.pill.text.size * 0.7
	r.pill.ground.CornerRadius = min(r.pill.text.size*0.45, box.Height/2)
	r.pill.ground.Resize(box)
	r.pill.text.Move(fyne.NewPos(pad, 0))
	r.pill.text.Resize(fyne.NewSize(box.Width-2*pad, box.Height))
}

// MinSize has room for all words and a hair beside them, so that rounding never shrinks them.
func (r *pillRenderer) MinSize() fyne.Size {
	t := r.pill.text
	return fyne.NewSize(t.width()+t.size*1.4+1, t.size*1.7)
}

func (r *pillRenderer) Refresh() {
	r.Layout(r.pill.Size())
	r.pill.ground.Refresh()
	r.pill.text.Refresh()
}

func (r *pillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.pill.ground, r.pill.text}
}
func (r *pillRenderer) Destroy() {}
