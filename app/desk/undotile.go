package desk

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// undoTile is the button that takes back what was done last.
type undoTile struct {
	tile  *tile
	face  *fyne.Container
	words *look.Text
	key   *keycap
}

func newUndoTile(d *Desk, height float32) *undoTile {
	u := &undoTile{words: look.NewText("", look.SizeBody, look.White, true), key: newKeycap(keyUndo.String(), look.SizeLeast)}
	u.face = row(6, 0, u.words, u.key)
	u.tile = newTile(sized(0, height, padded(0, 10, u.face)), coatUndo, d.takeBack)
	return u
}

// show offers it while there is a way back.
func (u *undoTile) show(m *moment, possible bool, words string) {
	look.Show(possible, u.tile)
	u.words.SetText(words)
	again(u.face)
	c, ink := coatDead, look.Slate
	if m.alive() {
		c, ink = coatUndo, look.White
	}
	u.tile.wear(c, m.alive())
	u.words.SetColour(ink)
	u.key.paint(ink, ink)
}
