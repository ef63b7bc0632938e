package desk

import "paihao/app/look"

// bindTile is the button that shows a code for a ticket that no WeChat customer holds.
type bindTile struct {
	tile  *tile
	words *look.Text
	key   *keycap
}

func newBindTile(d *Desk, press func()) *bindTile {
	b := &bindTile{words: d.m.title("bind", 13, look.White, true), key: newKeycap(keyBind.String(), look.SizeLeast)}
	b.tile = newTile(padded(0, 10, row(6, -1, b.words, padded(2, 0, b.key))), coatMain, press)
	return b
}

// show offers it where the ticket can be bound.
func (b *bindTile) show(m *moment, possible bool) {
	look.Show(possible, b.tile)
	c, ink := coatDead, look.Slate
	if m.alive() {
		c, ink = coatMain, look.White
	}
	b.tile.wear(c, m.alive())
	b.words.SetColour(ink)
	b.key.paint(ink, ink)
}

// bindCurrent shows the code of the ticket at the counter.
func (d *Desk) bindCurrent() {
	if t := d.m.current(); t != nil {
		d.openBind(*t)
	}
}
