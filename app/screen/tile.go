package screen

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// callTile is one of the last calls.
type callTile struct {
	panel   *look.Slab
	number  *look.Text
	arrow   *look.Icon
	counter *look.Prose
}

func newCallTile() *callTile {
	t := &callTile{
		panel:   look.NewSlab(look.Deck),
		number:  look.NewText("", 1, look.Snow, true),
		arrow:   look.NewIcon(look.Arrow, look.Mist),
		counter: look.NewName(look.Snow, false, 3),
	}
	t.counter.SetAlign(fyne.TextAlignTrailing)
	return t
}

func (t *callTile) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{t.panel}, t.call()...)
}

func (t *callTile) call() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{t.number, t.arrow}, t.counter.Objects()...)
}

func (t *callTile) say(number, counter string, c color.Color) {
	t.number.SetText(number)
	t.counter.Say(counter)
	t.number.SetColour(c)
	t.counter.SetColour(c)
}

// The number of a last call is as large as to be read from where the code can be scanned: its digits take 5 % of the
// screen's shorter side. A digit of the bold type is 0.733 em tall.
const recentNumber = 6.2 // u

// place gives the number the room of four characters at its full size, and the counter what is left.
func (t *callTile) place(b look.Box, u float32) {
	t.panel.SetRadius(look.RoundTile * u)
	look.Put(t.panel, b.Whole())
	b = b.Inset(min(1.9*u, b.W*0.06), 0)
	size := min(recentNumber*u, b.H*1.05)
	number, rest := b.CutLeft(min(max(2.5*size, look.Width(t.number.Words(), size, true)), b.W*0.57), 0)
	arrow, counter := rest.CutRight(min(15.5*u, rest.W-3.3*u), 0)
	side := min(1.9*u+(arrow.W-3.3*u)*0.2, 2.8*u)
	putNumber(t.number, number, size)
	look.Put(t.arrow, arrow.Middle(side, side))
	t.counter.Place(counter.Inset(0, b.H*0.07), min(4.1*u, b.H*0.6))
}
