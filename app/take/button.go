package take

import (
	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// button is a tile with a phrase on it.
type button struct {
	*tile
	face *duo
}

func newButton(w *Window, do func()) *button {
	return &button{newTile(func() { w.touch(do) }), newDuo(look.Ink, look.Ink)}
}

func (b *button) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{b.tile}, b.face.objects()...)
}

// draw lays the button into its place, in its coat.
func (b *button) draw(at look.Box, g grid, size float32, c coat, alive bool, p phrase) {
	b.wear(c, alive, g.u)
	b.face.say(p)
	b.face.colour(c.ink, c.faint)
	look.Put(b.tile, at)
	b.face.stack(at.Inset(1.2*g.u, 0.6*g.u), size, fyne.TextAlignCenter)
}
