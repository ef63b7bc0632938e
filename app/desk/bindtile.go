package desk

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// bindTile is the button that shows a code for a ticket that no WeChat customer holds.
type bindTile struct {
	tile  *tile
	face  *fyne.Container
	words *look.Text
	key   *keycap
}

func newBindTile(d *Desk, height float32, press func()) *bindTile {
	b := &bindTile{words: d.m.title("bind", look.SizeBody, look.White, true), key: newKeycap(keyBind.String(), look.SizeLeast)}
	b.face = row(6, 0, b.words, b.key)
	b.tile = newTile(sized(0, height, padded(0, 10, b.face)), coatMain, press)
	return b
}

// show offers it where the ticket can be bound; keyed says that its key means this ticket, and no other that is on the desk.
func (b *bindTile) show(m *moment, possible, keyed bool) {
	look.Show(possible, b.tile)
	look.Show(keyed, b.key)
	c, ink := coatDead, look.Slate
	if m.alive() {
		c, ink = coatMain, look.White
	}
	b.tile.wear(c, m.alive())
	b.words.SetColour(ink)
	b.key.paint(ink, ink)
}
