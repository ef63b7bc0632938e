package take

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// duo is a phrase on the window: the first language large and bold, the second one small, below or beside it.
type duo struct {
	words  phrase
	first  *look.Text
	more   *look.Text // the second line of what is too long for one
	second *look.Text
}

// small is how large the second language is, as a part of the first one.
const small = 0.6

func newDuo(ink, faint color.Color) *duo {
	return &duo{
		first: look.NewText("", 1, ink, true), more: look.NewText("", 1, ink, true), second: look.NewText("", 1, faint, false),
	}
}

func (d *duo) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.first, d.more, d.second} }

// say changes the words; they show when they are laid out.
func (d *duo) say(p phrase) { d.words = p }

func (d *duo) colour(ink, faint color.Color) {
	d.first.SetColour(ink)
	d.more.SetColour(ink)
	d.second.SetColour(faint)
}

func (d *duo) align(a fyne.TextAlign) {
	d.first.SetAlign(a)
	d.more.SetAlign(a)
	d.second.SetAlign(a)
}

// stack lays the second language below the first. What would be cut in one line takes two.
func (d *duo) stack(b look.Box, size float32, a fyne.TextAlign) {
	d.align(a)
	first, more := d.words.first, ""
	high, row := float32(1.35), float32(1.35)
	if lines, fit := look.Fold(first, 2, size, look.Least, true, b); len(lines) > 1 {
		first, more, size = lines[0], lines[1], fit
		row, high = 1.2, 2.4
	}
	d.set(first, more)
	if d.words.second != "" {
		high += 1.5 * small
	}
	size = min(size, b.H/high)
	d.resize(size)
	top, low := b.Middle(b.W, high*size).CutTop(row*size, 0)
	look.Put(d.first, top)
	if more != "" {
		top, low = low.CutTop(row*size, 0)
	}
	look.Put(d.more, top)
	look.Put(d.second, low)
}

func (d *duo) set(first, more string) {
	d.first.SetText(first)
	d.more.SetText(more)
	d.second.SetText(d.words.second)
}

func (d *duo) resize(size float32) {
	d.first.SetSize(size)
	d.more.SetSize(size)
	d.second.SetSize(size * small)
}

// line lays the second language beside the first, on the same baseline, as far as there is room. What is too long for one line
// is stacked.
func (d *duo) line(b look.Box, size float32, a fyne.TextAlign) {
	if !look.Fits(d.words.first, size, true, b.W) {
		d.stack(b, size, a)
		return
	}
	d.align(fyne.TextAlignLeading)
	d.set(d.words.first, "")
	d.resize(size)
	first := min(look.Width(d.words.first, size, true)+1, b.W)
	gap, second := size*0.35, look.Width(d.words.second, size*small, false)+1
	if room := b.W - first - gap; d.words.second == "" || room < second*0.75 {
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
