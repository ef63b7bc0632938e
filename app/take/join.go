package take

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// join is the card with the code to scan in place of touching.
type join struct {
	window *Window
	card   *canvas.Rectangle
	qr     *look.QR
	mark   *canvas.Rectangle
	scan   *look.Icon
	title  *duo
	tips   [3]*prose // what for; the last one in the second language
	unfit  string    // a code that has been reported, so that it is heard once
}

func newJoin(w *Window) *join {
	j := &join{
		window: w,
		card:   look.NewPanel(look.White, 0),
		qr:     look.NewQR(),
		mark:   look.NewPanel(look.Jade, 0),
		scan:   look.NewIcon(look.Scan, look.Ink),
		title:  newDuo(look.Ink, look.Slate),
		tips:   [3]*prose{newProse(look.Ink, false), newProse(look.Ink, false), newProse(look.Slate, false)},
	}
	j.tips[2].scale = 0.8
	return j
}

func (j *join) objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{j.card, j.qr, j.mark, j.scan}, j.title.objects()...)
	for _, tip := range j.tips {
		all = append(all, tip.objects()...)
	}
	return all
}

func (j *join) draw(m *moment, g grid) {
	at, shown := joinPlace(m, g)
	shown = shown && !m.allClosed()
	look.Show(shown, j.objects()...)
	if !shown {
		_ = j.qr.SetURL("")
		return
	}
	if url := m.join(); j.qr.SetURL(url) != nil && j.unfit != url {
		j.unfit = url
		j.window.o.Log.Error("code cannot be shown: too long")
	}
	j.title.say(phrase{first: m.say("take.scan").first})
	j.tips[0].say(m.say("take.scan.no_touch").first)
	j.tips[1].say(m.say("take.scan.remind").first)
	j.tips[2].say(m.say("take.scan.small").second)
	paint(j.card, look.White, look.Line, 0.15*g.u, 2*g.u)
	look.Put(j.card, at)
	code, text := at.Inset(0.3*g.u, 0.3*g.u).CutLeft(at.H-0.6*g.u, 0)
	if !g.tall {
		code, text = at.Inset(g.u, g.u).CutTop(min(at.W-2*g.u, at.H*0.62), 0)
	}
	look.Put(j.qr, code)
	j.words(text.Inset(1.5*g.u, g.u), g)
}

// words lays the sentences beside the code, or below it: what to do, and what for.
func (j *join) words(b look.Box, g grid) {
	size := g.size(4.6)
	if g.large || !g.tall {
		size = g.size(3.6)
	}
	b = b.Middle(b.W, min(b.H, size*6.4))
	head, b := b.CutTop(size*1.5, 0.5*g.u)
	mark, head := head.CutLeft(size*1.15, size*0.35)
	mark = mark.Middle(size*1.15, size*1.15)
	paint(j.mark, look.Jade, nil, 0, size*0.25)
	look.Put(j.mark, mark)
	look.Put(j.scan, mark)
	j.title.line(head, size, fyne.TextAlignLeading)
	flow(b, size*0.64, size*0.25, j.tips[:]...)
}

// joinPlace is where the card stands, if there is a code to show or a reason for having none: on top, or at the left of a wide
// window.
func joinPlace(m *moment, g grid) (look.Box, bool) {
	if m.page != pageStart || m.trouble() != "" || m.join() == "" && !m.allClosed() {
		return look.Box{}, false
	}
	if !g.tall {
		left, _ := g.body.CutLeft(g.body.W*0.3, g.gap*1.5)
		return left, true
	}
	top, _ := g.body.CutTop(min(34*g.u, g.body.H*0.4), 3*g.u)
	return top, true
}

// beside is what the card leaves of the body.
func beside(m *moment, g grid) look.Box {
	at, shown := joinPlace(m, g)
	switch {
	case !shown:
		return g.body
	case g.tall:
		_, rest := g.body.CutTop(at.H, 3*g.u)
		return rest
	}
	_, rest := g.body.CutLeft(at.W, g.gap*1.5)
	return rest
}
