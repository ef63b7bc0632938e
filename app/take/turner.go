package take

import (
	"strconv"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// turner is the buttons to the page before and the page after.
type turner struct {
	before, after *button
	number        *look.Text
}

func newTurner(w *Window) *turner {
	t := &turner{number: look.NewText("", 1, look.Ink, true)}
	t.before = newButton(w, func() { w.manner.page = max(0, w.manner.page-1) })
	t.after = newButton(w, func() { w.manner.page++ })
	t.number.SetAlign(fyne.TextAlignCenter)
	return t
}

func (t *turner) objects() []fyne.CanvasObject {
	return append(append(t.before.objects(), t.number), t.after.objects()...)
}

func (t *turner) draw(p pages, m *moment, g grid) {
	look.Show(p.count > 1, t.objects()...)
	if p.count < 2 {
		return
	}
	at := p.page(m.manner.page)
	coats := map[bool]coat{true: coatCard, false: coatDead}
	size := g.size(3.4)
	t.before.draw(p.turner.Cell(0, 3, 1, g.gap), g, size, coats[at > 0], at > 0, m.say("take.page.before"))
	t.after.draw(p.turner.Cell(2, 3, 1, g.gap), g, size, coats[at < p.count-1], at < p.count-1, m.say("take.page.after"))
	t.number.SetText(strconv.Itoa(at+1) + " / " + strconv.Itoa(p.count))
	t.number.SetSize(g.size(4))
	look.Put(t.number, p.turner.Cell(1, 3, 1, g.gap))
}
