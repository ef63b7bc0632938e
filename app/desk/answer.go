package desk

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// answer is one way out of it, with a digit for its key.
type answer struct {
	tile *tile
	text *look.Text
	key  *keycap
	name fyne.KeyName
	do   func()
}

// show fills the answer; place is its key when it has no other.
func (x *answer) show(c choice, place string) {
	key := c.key
	if key.key == "" {
		key.key = fyne.KeyName(place)
	}
	x.name, x.do = key.key, c.do
	x.text.SetText(c.text)
	x.key.name.SetText(key.String())
	coat, ink := coatPlain, look.Ink
	if c.dead {
		coat, ink = coatDead, look.Slate
	}
	x.tile.wear(coat, !c.dead)
	x.text.SetColour(ink)
}

// answers is the layout of the visible answers.
type answers struct{}

func (answers) columns(objects []fyne.CanvasObject) (columns, rows int) {
	n := 0
	for _, o := range objects {
		if o.Visible() {
			n++
		}
	}
	if n <= fewAnswers {
		return 1, n
	}
	return 2, (n + 1) / 2
}

// Layout places them row by row.
func (l answers) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	columns, _ := l.columns(objects)
	width := (size.Width - float32(columns-1)*answerGap) / float32(columns)
	i := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(float32(i%columns)*(width+answerGap), float32(i/columns)*(answerSize+answerGap)))
		o.Resize(fyne.NewSize(width, answerSize))
		i++
	}
}

// MinSize asks for the height; the width is given.
func (l answers) MinSize(objects []fyne.CanvasObject) fyne.Size {
	_, rows := l.columns(objects)
	return fyne.NewSize(0, float32(rows)*(answerSize+answerGap)-answerGap)
}
