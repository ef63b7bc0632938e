package take

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// mostCodes is how many codes stand beside each other, each large enough for somebody who stands there. Of more
// services, each shows its code once it is chosen.
const mostCodes = 4

// codes is the card with a code for each service to scan in place of touching: whoever scans takes a number for that service
// at once, while somebody else touches.
type codes struct {
	card  *canvas.Rectangle
	head  *scanHead
	codes [mostCodes]*code
	names [mostCodes]*look.Prose
}

func newCodes(w *Window) *codes {
	c := &codes{card: look.NewPanel(look.White, 0), head: newScanHead()}
	for i := range c.codes {
		c.codes[i], c.names[i] = newCode(w.o.Log), look.NewSentence(look.Ink, true)
		c.names[i].SetAlign(fyne.TextAlignCenter)
	}
	return c
}

func (c *codes) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{c.card}, c.head.objects()...)
	for i := range c.codes {
		all = append(append(all, c.codes[i]), c.names[i].Objects()...)
	}
	return all
}

func (c *codes) draw(m *moment, g grid) {
	shown := m.cardKind() == cardCodes
	look.Show(shown, append(c.head.objects(), c.card)...)
	services := m.own()
	if !shown {
		services = nil
	}
	for i := range c.codes {
		look.Show(i < len(services), c.names[i].Objects()...)
		if i >= len(services) {
			c.codes[i].say("")
		}
	}
	if !shown {
		return
	}
	at := newStartPlaces(m, g).card
	paint(c.card, look.White, look.Line, 0.15*g.u, 2*g.u)
	look.Put(c.card, at)
	head, b := at.Inset(2*g.u, 1.5*g.u).CutTop(6.5*g.u, g.u)
	c.head.draw(m.say("take.scan"), head, 4.6*g.u)
	columns, rows := len(services), 1
	if !g.tall {
		columns = (len(services) + 1) / 2
		rows = (len(services) + columns - 1) / columns
	}
	for i, s := range services {
		c.codes[i].say(m.code(s.ID))
		c.names[i].Say(strings.TrimSpace(s.Prefix + " " + m.offer(s).first))
		c.place(i, b.Cell(i, columns, rows, 1.5*g.u), g)
	}
}

// place lays a code with its service below it, or beside it where the place is low.
func (c *codes) place(i int, at look.Box, g grid) {
	if at.W > 1.5*at.H {
		at = at.Middle(min(at.W, at.H*2.4), at.H)
		left, right := at.CutLeft(at.H, g.u)
		look.Put(c.codes[i], left)
		c.names[i].Place(right, g.size(3.6))
		return
	}
	top, low := at.CutBottom(min(g.size(nameHigh), at.H*0.35), 0)
	look.Put(c.codes[i], top)
	c.names[i].Place(low, min(g.size(4), low.W*0.17))
}

// nameHigh is how much room the name of a service has below its code, in u: two lines, three where it is long.
const nameHigh = 7

// codesHigh is how high the card is in which n codes fill the width of a tall window.
func codesHigh(g grid, n int) float32 {
	return (g.body.W-4*g.u-float32(n-1)*1.5*g.u)/float32(n) + (3+6.5+1+nameHigh)*g.u
}
