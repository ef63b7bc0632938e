package take

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// figure is a number that stands large in its sentence: 等候 7 人.
type figure struct{ before, number, after *look.Text }

func newFigure(ink color.Color) *figure {
	return &figure{look.NewText("", 1, ink, false), look.NewText("", 1, ink, true), look.NewText("", 1, ink, false)}
}

func (f *figure) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.before, f.number, f.after}
}

// say puts a number where the text of key says {n}. A text without a gap is bold as a whole.
func (f *figure) say(v voice, key, number string) {
	text := look.Say(v.first, key)
	before, after, gap := strings.Cut(text, "{n}")
	if !gap {
		before, number, after = "", text, ""
	}
	f.set(strings.TrimSpace(before), number, strings.TrimSpace(after))
}

func (f *figure) set(before, number, after string) {
	f.before.SetText(before)
	f.number.SetText(number)
	f.after.SetText(after)
}

// place lays the sentence on one baseline, in words of one size and a number of another, both smaller where there is no room.
func (f *figure) place(b look.Box, words, number float32, a fyne.TextAlign) {
	if f.before.Words() == "" && f.after.Words() == "" {
		number = min(number, words*1.35)
	}
	wide := func(k float32) (before, middle, after, all float32) {
		before, after = f.width(f.before, words*k), f.width(f.after, words*k)
		middle = look.Width(f.number.Words(), number*k, true) + 1
		return before, middle, after, before + middle + after
	}
	k := float32(1)
	before, middle, after, all := wide(k)
	for all > b.W && k > look.Least {
		k -= 0.04
		before, middle, after, all = wide(k)
	}
	at := b.Middle(min(all, b.W), b.H)
	switch a {
	case fyne.TextAlignLeading:
		at.X = b.X
	case fyne.TextAlignTrailing:
		at.X = b.X + b.W - at.W
	}
	down := look.Drop * (number - words) * k
	for i, t := range []*look.Text{f.before, f.number, f.after} {
		t.SetSize([]float32{words, number, words}[i] * k)
	}
	f.after.SetAlign(fyne.TextAlignTrailing)
	left, rest := at.CutLeft(min(before, at.W), 0)
	rest, right := rest.CutRight(min(after, rest.W), 0)
	left.Y, right.Y = left.Y+down, right.Y+down
	left.W = max(0, left.W-words*k*0.25)
	right.X, right.W = right.X+words*k*0.25, max(0, right.W-words*k*0.25)
	look.Put(f.before, left)
	look.Put(f.number, look.Box{X: rest.X, Y: rest.Y, W: min(middle, rest.W), H: rest.H})
	look.Put(f.after, right)
}

// width is how much room words beside the number take, with their gap.
func (f *figure) width(t *look.Text, size float32) float32 {
	if t.Words() == "" {
		return 0
	}
	return look.Width(t.Words(), size, false) + 1 + size*0.25
}
