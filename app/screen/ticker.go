package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// sentences are what the ticker says in turn while all is well and the venue has none of its own. In an idle hall the first
// stays: who comes in asks how to take a number, and a picture that changes costs power all day.
var sentences = []string{"screen.tip.no-wechat", "screen.tip.status", "screen.tip.missed", "screen.tip.watch"}

// signSentences are those that make sense where there is nothing to scan.
var signSentences = []string{"screen.tip.watch", "screen.tip.missed"}

// ticker is the line at the foot: one helpful sentence at a time, changed and never crawling.
type ticker struct {
	ground *canvas.Rectangle
	line   *pair
	lines  [2]*look.Text // instead of line

	first, second string
	g             grid
}

// leastSentence is to which part of its size a sentence shrinks before it takes two lines.
const leastSentence = 0.8

func newTicker() *ticker {
	t := &ticker{ground: look.NewPanel(look.Rise, 0), line: newPair(look.Snow, look.Mist, false)}
	for i := range t.lines {
		t.lines[i] = look.NewText("", 1, look.Snow, false)
	}
	return t
}

func (t *ticker) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{t.ground, t.lines[0], t.lines[1]}, t.line.objects()...)
}

func (t *ticker) show(m *moment) {
	t.first, t.second = sentence(m)
	t.place(t.g)
}

// sentence puts what does not work before every tip.
func sentence(m *moment) (first, second string) {
	if key := faultOf(m); key != "" {
		return m.say(key)
	}
	if n := len(m.ticker); n > 0 {
		from, _ := m.page(n, 1)
		return m.ticker[from], ""
	}
	tips := sentences
	if m.sign {
		tips = signSentences
	}
	if m.waiting() == 0 && m.quiet() {
		return m.say(tips[0])
	}
	from, _ := m.page(len(tips), 1)
	return m.say(tips[from])
}

// faultOf is what does not work, as far as customers have to know; empty when all is well.
func faultOf(m *moment) string {
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
	case !m.sign && len(m.codes) == 0 && m.closed() == nil:
		return "screen.tip.no-scan"
	case !m.sign && len(m.codes) > 0 && away(m.view.Health):
		return "screen.tip.wechat"
	}
	return ""
}

// place gives the words one line where they fit, else two smaller ones: one for each language, or both for a long sentence.
func (t *ticker) place(g grid) {
	t.g = g
	u := g.u
	look.Put(t.ground, g.ticker)
	b := g.ticker.Inset(3*u, 0)
	lines := []string{t.first, t.second}
	one := look.Width(t.first, 2.5*u, false)*leastSentence <= b.W
	if t.second != "" {
		one = look.Width(t.first, 2.5*u, false)+1.1*u+look.Width(t.second, 2.1*u, false)*leastSecond < b.W
	} else if !one {
		lines = look.Wrap(t.first, len(t.lines), 1.9*u, false, b.W)
	}
	look.Show(one, t.line.objects()...)
	look.Show(!one, t.lines[0], t.lines[1])
	if one {
		t.line.say(t.first, t.second)
	}
	t.line.size(2.5*u, 2.1*u)
	t.line.place(b, fyne.TextAlignLeading)
	b = b.Middle(b.W, min(b.H, 5.2*u))
	for i, words := range lines {
		t.lines[i].SetText(words)
		t.lines[i].SetSize(1.9 * u)
		look.Put(t.lines[i], b.Cell(i, 1, len(lines), 0))
	}
}
