package take

import (
	"image/color"

	"paihao/app/look"
)

// tip is one of several sentences that stand one below another.
type tip struct {
	*look.Prose
	scale float32 // of its type beside the others
}

func newTip(ink color.Color, scale float32) *tip { return &tip{look.NewSentence(ink, false), scale} }

// flow lays sentences one below another, in the middle of the height of b, with a gap between them; they shrink together
// where there is no room.
func flow(b look.Box, size, gap float32, tips ...*tip) {
	all := func() (high float32) {
		for _, t := range tips {
			if t.Words() != "" {
				high += t.High(size*t.scale, b.W) + gap
			}
		}
		return high - gap
	}
	for least := size * look.Least; all() > b.H && size > least; {
		size *= 0.95
	}
	b.Y += max(0, (b.H-all())/2)
	for _, t := range tips {
		row := look.Box{X: b.X, Y: b.Y, W: b.W}
		if t.Words() != "" {
			row, b = b.CutTop(t.High(size*t.scale, b.W)+0.01, gap)
		}
		t.Place(row, size*t.scale)
	}
}
