package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// sentences are what the ticker says in turn while all is well.
var sentences = []string{"screen.tip.missed", "screen.tip.status", "screen.tip.no-wechat", "screen.tip.watch"}

// ticker is the line at the foot: one helpful sentence at a time, changed and never crawling.
type ticker struct {
	ground *canvas.Rectangle
	words  *pair

	g grid
}

func newTicker() *ticker {
	return &ticker{ground: look.NewPanel(look.Rise, 0), words: newPair(look.Snow, look.Mist, false)}
}

func (t *ticker) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{t.ground}, t.words.objects()...)
}

func (t *ticker) show(m *moment) {
	t.words.key(sentence(m))
	t.place(t.g)
}

// sentence puts what does not work before every tip.
func sentence(m *moment) string {
	switch {
	case m.heard.IsZero():
		return "screen.tip.watch"
	case m.stale:
		return "screen.tip.stale"
	case !m.view.Health.Writable:
		return "screen.tip.unwritable"
	case m.view.Closed:
		return "screen.tip.day-over"
	case m.view.Health.Full:
		return "screen.tip.full"
	}
	from, _ := m.page(len(sentences), 1)
	return sentences[from]
}

func (t *ticker) place(g grid) {
	t.g = g
	put(t.ground, g.ticker)
	t.words.size(2.5*g.u, 2.1*g.u)
	t.words.place(g.ticker.inset(3*g.u, 0), fyne.TextAlignLeading)
}
