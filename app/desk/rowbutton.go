package desk

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// rowButton is a small button in a row.
type rowButton struct {
	*tile
	words *look.Text
}

// The coats of buttons in a row.
var (
	coatBare = coat{color.Transparent, look.White, color.Transparent} // none but under the pointer
	coatNone = coat{color.Transparent, color.Transparent, color.Transparent}
)

func newRowButton(press func()) *rowButton {
	b := &rowButton{words: look.NewText("", 13, look.Blue, false)}
	b.words.SetAlign(fyne.TextAlignCenter)
	b.tile = newTile(padded(0, 6, b.words), coatBare, func() { press(); b.paint() })
	b.Hide()
	return b
}

// show puts the button there or not; one that cannot be pressed is grey.
func (b *rowButton) show(visible bool, words string, c coat, alive bool) {
	ink := look.Blue
	if !alive {
		c, ink = coatNone, look.Slate
	}
	if visible {
		b.words.SetText(words)
		b.words.SetColour(ink)
		b.wear(c, alive)
	}
	look.Show(visible, b.tile)
}
