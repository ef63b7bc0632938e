package take

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// scanHead is the title over what is to be scanned, with WeChat's mark of scanning before it.
type scanHead struct {
	mark  *canvas.Rectangle
	scan  *look.Icon
	title *duo
}

func newScanHead() *scanHead {
	return &scanHead{look.NewPanel(look.Jade, 0), look.NewIcon(look.Scan, look.Ink), newDuo(look.Ink, look.Slate)}
}

func (h *scanHead) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{h.mark, h.scan}, h.title.objects()...)
}

func (h *scanHead) draw(words phrase, at look.Box, size float32) {
	mark, title := at.CutLeft(size*1.15, size*0.35)
	mark = mark.Middle(mark.W, mark.W)
	paint(h.mark, look.Jade, nil, 0, size*0.25)
	look.Put(h.mark, mark)
	look.Put(h.scan, mark)
	h.title.say(words)
	h.title.line(title, size, fyne.TextAlignLeading)
}
