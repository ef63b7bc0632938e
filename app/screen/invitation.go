package screen

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// invitation is 请到: one line above a counter's name, or a stack of two before it.
type invitation struct {
	line          *look.Text // both languages
	first, second *look.Text
}

func newInvitation() *invitation {
	i := &invitation{
		line:   look.NewText("", 1, look.Mist, false),
		first:  look.NewText("", 1, look.Snow, true),
		second: look.NewText("", 1, look.Mist, false),
	}
	i.first.SetAlign(fyne.TextAlignTrailing)
	i.second.SetAlign(fyne.TextAlignTrailing)
	return i
}

func (i *invitation) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{i.line, i.first, i.second}
}

func (i *invitation) say(first, second string) {
	i.line.SetText(strings.TrimSpace(first + " " + second))
	i.first.SetText(first)
	i.second.SetText(second)
}

func (i *invitation) colour(first, second color.Color) {
	i.line.SetColour(second)
	i.first.SetColour(first)
	i.second.SetColour(second)
}

func (i *invitation) placeLine(b look.Box, u float32) {
	i.line.SetSize(2.9 * u)
	look.Put(i.line, b)
	look.Put(i.first, look.Box{})
	look.Put(i.second, look.Box{})
}

// stackFirst and stackSecond are the sizes of the two lines of a stack, in u.
const stackFirst, stackSecond = 3.4, 2.6

// width is how much a stack wants.
func (i *invitation) width(u float32) float32 {
	first := look.Width(i.first.Words(), stackFirst*u, true)
	return max(first, look.Width(i.second.Words(), stackSecond*u, false)) + 1
}

func (i *invitation) placeStacked(b look.Box, u float32) {
	u *= min(1, b.H/(7.6*u))
	i.first.SetSize(stackFirst * u)
	i.second.SetSize(stackSecond * u)
	look.Put(i.line, look.Box{})
	if i.second.Words() == "" {
		look.Put(i.first, b)
		look.Put(i.second, look.Box{})
		return
	}
	top, low := b.Middle(b.W, 7.6*u).CutTop(4.1*u, 0)
	look.Put(i.first, top)
	look.Put(i.second, low)
}
