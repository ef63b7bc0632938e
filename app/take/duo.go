package take

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// duo is a phrase on the window: the first language large and bold, the second one small, below or beside it.
type duo struct{ first, second *look.Text }

// small is how large the second language is, as a part of the first one.
const small = 0.6

func newDuo(ink, faint color.Color) *duo {
	return &duo{first: look.NewText("", 1, ink, true), second: look.NewText("", 1, faint, false)}
}

func (d *duo) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.first, d.second} }

func (d *duo) say(p phrase) {
	d.first.SetText(p.first)
	d.second.SetText(p.second)
}

func (d *duo) colour(ink, faint color.Color) {
	d.first.SetColour(ink)
	d.second.SetColour(faint)
}

func (d *duo) align(a fyne.TextAlign) {
	d.first.SetAlign(a)
	d.second.SetAlign(a)
}

// stack lays the second language below the first.
func (d *duo) stack(b look.Box, size float32, a fyne.TextAlign) {
	d.align(a)
	lines := float32(1.35)
	if d.second.Words() != "" {
		lines += 1.5 * small
	}
	size = min(size, b.H/lines)
	d.first.SetSize(size)
	d.second.SetSize(size * small)
	top, low := b.Middle(b.W, lines*size).CutTop(1.35*size, 0)
	look.Put(d.first, top)
	look.Put(d.second, low)
}

// line lays the second language beside the first, on the same baseline, as far as there is room.
func (d *duo) line(b look.Box, size float32, a fyne.TextAlign) {
	d.align(fyne.TextAlignLeading)
	d.first.SetSize(size)
	d.second.SetSize(size * small)
	first := min(look.Width(d.first.Words(), size, true)+1, b.W)
	gap, second := size*0.35, look.Width(d.second.Words(), size*small, false)+1
	if room := b.W - first - gap; d.second.Words() == "" || room < second*0.75 {
		gap, second = 0, 0
	} else {
		second = min(second, room)
	}
	all := b.Middle(first+gap+second, b.H)
	if a == fyne.TextAlignLeading {
		all.X = b.X
	}
	left, right := all.CutLeft(first, gap)
	right.Y += look.Drop * size * (1 - small)
	look.Put(d.first, left)
	look.Put(d.second, right)
}
