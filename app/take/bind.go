package take

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
	"paihao/queue"
)

// bind is the card with the code that joins the number to its customer's WeChat.
type bind struct {
	card   *canvas.Rectangle
	code   *code
	place  *canvas.Rectangle // where the code stands, before it is there and when it is of no use
	sign   *look.Text
	title  *duo
	advice [4]*tip // the last one in the second language
}

func newBind(w *Window) *bind {
	b := &bind{
		card: look.NewPanel(look.White, 0), code: newCode(w.o.Log), place: look.NewPanel(look.Paper, 0),
		sign: look.NewText("", 1, look.Slate, true), title: newDuo(look.Ink, look.Slate),
	}
	for i := range b.advice {
		b.advice[i] = newTip(look.Ink, 1)
	}
	b.advice[3] = newTip(look.Slate, 0.85)
	b.sign.SetAlign(fyne.TextAlignCenter)
	return b
}

func (b *bind) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{b.card, b.place, b.sign, b.code}, b.title.objects()...)
	for _, a := range b.advice {
		all = append(all, a.Objects()...)
	}
	return all
}

// useful tells whether it is of use to scan the code: the ticket waits. Who is called has to go now.
func (b *bind) useful(m *moment) bool {
	r := m.result
	return r.codeState == codeReady && r.ticket.State == queue.Waiting && !m.stale && r.code.Valid(m.now)
}

func (b *bind) draw(m *moment, g grid) {
	if m.page != pageResult {
		look.Show(false, b.objects()...)
		b.code.say("")
		return
	}
	at, url := newResultPlaces(m, g).bind, ""
	if b.useful(m) {
		url = m.result.code.URL
	}
	scannable := b.code.say(url)
	look.Show(true, append(b.title.objects(), b.card)...)
	for _, a := range b.advice {
		look.Show(true, a.Objects()...)
	}
	look.Show(!scannable, b.place, b.sign)
	paint(b.card, look.White, look.Line, 0.15*g.u, 2*g.u)
	look.Put(b.card, at)
	code, text := at.Inset(0.5*g.u, 0.5*g.u).CutLeft(at.H-g.u, g.u)
	text.W -= 2 * g.u
	if !g.tall {
		code, text = at.Inset(3*g.u, 1.5*g.u).CutTop(min(at.W-6*g.u, at.H*0.56), g.u)
	}
	look.Put(b.code, code)
	side := min(code.W, code.H) * 0.8
	ground := look.Paper
	if m.result.codeState == codeBound {
		ground = look.Leaf
	}
	paint(b.place, ground, nil, 0, 2*g.u)
	look.Put(b.place, code.Middle(side, side))
	look.Put(b.sign, code.Middle(side, side))
	b.sign.SetSize(side * 0.5)
	b.words(m, g, text)
}

// words says what the code is for, or what stands in its way.
func (b *bind) words(m *moment, g grid, at look.Box) {
	key, sign, ink := b.key(m)
	b.sign.SetText(sign)
	b.sign.SetColour(ink)
	b.title.colour(ink, look.Slate)
	title := m.say("take.bind" + key)
	b.title.say(phrase{first: title.first})
	lines := []string{look.Say(m.first, "take.bind"+key+".do"), "", ""}
	if key == "" {
		lines = []string{m.say("take.bind.see").first, m.say("take.bind.told").first, m.say("take.bind.away").first}
	}
	size := g.size(4.6)
	if !g.tall {
		size = g.size(3.6)
	}
	high := size * 7.2
	if key != "" { // fewer sentences
		high = size * 5
	}
	at = at.Middle(at.W, min(at.H, high))
	head, rest := at.CutTop(min(size*1.6, at.H*0.28), 0.3*g.u)
	b.title.line(head, size, fyne.TextAlignLeading)
	for i, words := range append(lines, title.second) {
		b.advice[i].Say(words)
	}
	flow(rest, size*0.64, size*0.25, b.advice[:]...)
}

// key is what the card says, as a part of a translation's key, with a sign for the place of the code.
func (b *bind) key(m *moment) (key, sign string, ink color.Color) {
	r := m.result
	switch {
	case r.codeState == codeBound:
		return ".bound", "✓", look.Green
	case !m.binding:
		return ".none", "—", look.Slate
	case b.useful(m):
		return "", "", look.Ink
	case r.codeState == codeWaiting:
		return ".waiting", "…", look.Slate
	case m.stale:
		return ".none", "—", look.Slate
	case r.codeState == codeReady, r.codeAgain.IsZero():
		return ".over", "✓", look.Slate
	}
	return ".failed", "⚠", look.Brown
}
