package take

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// join is the card with the one code to scan in place of touching.
type join struct {
	card *canvas.Rectangle
	code *code
	head *scanHead
	tips [3]*tip // what for; the last one in the second language
}

func newJoin(w *Window) *join {
	j := &join{
		card: look.NewPanel(look.White, 0), code: newCode(w.o.Log), head: newScanHead(),
		tips: [3]*tip{newTip(look.Ink, 1), newTip(look.Ink, 1), newTip(look.Slate, 0.8)},
	}
	return j
}

func (j *join) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{j.card, j.code}, j.words()...)
}

func (j *join) words() []fyne.CanvasObject {
	all := j.head.objects()
	for _, tip := range j.tips {
		all = append(all, tip.Objects()...)
	}
	return all
}

func (j *join) draw(m *moment, g grid) {
	if m.cardKind() != cardJoin {
		look.Show(false, j.objects()...)
		j.code.say("")
		return
	}
	look.Show(true, append(j.words(), j.card)...)
	j.code.say(m.join())
	at := newStartPlaces(m, g).card
	paint(j.card, look.White, look.Line, 0.15*g.u, 2*g.u)
	look.Put(j.card, at)
	code, text := at.Inset(0.3*g.u, 0.3*g.u).CutLeft(min(at.H, at.W*0.52)-0.6*g.u, 0)
	if !g.tall {
		code, text = at.Inset(g.u, g.u).CutTop(min(at.W-2*g.u, at.H*0.62), 0)
	}
	look.Put(j.code, code)
	j.tips[0].Say(m.say("take.scan.no_touch").first)
	j.tips[1].Say(m.say("take.scan.remind").first)
	j.tips[2].Say(m.say("take.scan.small").second)
	j.drawWords(m, text.Inset(1.5*g.u, g.u), g)
}

// drawWords lays the sentences beside the code, or below it: what to do, and what for.
func (j *join) drawWords(m *moment, b look.Box, g grid) {
	size := g.size(4.6)
	if !g.tall {
		size = g.size(3.6)
	}
	b = b.Middle(b.W, min(b.H, size*6.4))
	head, b := b.CutTop(size*1.5, 0.5*g.u)
	j.head.draw(phrase{first: m.say("take.scan").first}, head, size)
	flow(b, size*0.64, size*0.25, j.tips[:]...)
}
