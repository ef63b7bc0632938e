package setup

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// sentence is words that take the lines they need at the width they are given.
type sentence struct {
	widget.BaseWidget
	prose *look.Prose
}

func newSentence(words string, ink color.Color) *sentence {
	s := &sentence{prose: look.NewSentence(ink, false)}
	s.prose.Say(words)
	s.ExtendBaseWidget(s)
	return s
}

// MinSize is as high as its lines are at the width it has.
func (s *sentence) MinSize() fyne.Size {
	s.ExtendBaseWidget(s)
	return fyne.NewSize(0, s.prose.High(look.SizeBody, s.Size().Width))
}

// CreateRenderer is called by Fyne.
func (s *sentence) CreateRenderer() fyne.WidgetRenderer { return sentenceRenderer{s} }

type sentenceRenderer struct{ sentence *sentence }

func (r sentenceRenderer) Layout(size fyne.Size) {
	r.sentence.prose.Place(look.Box{W: size.Width, H: size.Height + 1}, look.SizeBody) // lines are measured with fractions
}
func (r sentenceRenderer) MinSize() fyne.Size           { return r.sentence.MinSize() }
func (r sentenceRenderer) Refresh()                     { r.Layout(r.sentence.Size()) }
func (r sentenceRenderer) Objects() []fyne.CanvasObject { return r.sentence.prose.Objects() }
func (r sentenceRenderer) Destroy()                     {}
