//go:build !race

package screen

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// layouts are the sizes at which the screen is laid out in different ways.
var layouts = []fyne.Size{{Width: 1280, Height: 720}, {Width: 1920, Height: 1080}, {Width: 1080, Height: 1920}, {Width: 1000, Height: 1000}, {Width: 768, Height: 1024}}

// FuzzScreen draws whole screens with names and numbers that nobody expects. Nothing leaves the box of its part, and no words
// run into others.
func FuzzScreen(f *testing.F) {
	for i, name := range strange {
		for layout := range layouts {
			f.Add(name, strange[(i+7)%len(strange)], uint8(i), uint8(layout))
		}
	}
	test.NewTempApp(f).Settings().SetTheme(look.Light())
	f.Fuzz(func(t *testing.T, name, number string, kind, layout uint8) {
		if len(name) > 400 || len(number) > 400 {
			t.Skip("longer than settings and numbers can be")
		}
		size := layouts[int(layout)%len(layouts)]
		for _, fault := range faults(drawn(size, hall(name, number, kind), kind)) {
			t.Errorf("at %v: %s", size, fault)
		}
	})
}

// word is a text on the screen, and where its ink is.
type word struct {
	words string
	ink   look.Box
}

// faults are all words and shapes that leave the box of their part, and all words that run into others.
func faults(s *Screen) (faults []string) {
	g := newGrid(s.size, s.shape)
	for _, p := range s.parts {
		room := g.of(p).Inset(-0.05*g.u, -0.05*g.u)
		var words []word
		for _, o := range p.objects() {
			faults = append(faults, outside(p, o, room, fyne.Position{}, &words)...)
		}
		for i, a := range words {
			for _, b := range words[:i] {
				if overlap(a.ink, b.ink, 0.02*g.u) {
					faults = append(faults, fmt.Sprintf("%T: %q at %v runs into %q at %v", p, a.words, a.ink, b.words, b.ink))
				}
			}
		}
	}
	return faults
}

// of is the box of a part.
func (g grid) of(p part) look.Box {
	switch p.(type) {
	case *header:
		return g.header
	case *callPanel:
		return g.call
	case *recentCalls, *board:
		return g.recent
	case *missedStrip:
		return g.missed
	case *codeCard:
		return g.codes
	case *waitingTable:
		return g.waiting
	case *ticker:
		return g.ticker
	case *sign:
		return g.sign
	}
	panic(fmt.Sprintf("%T has no box", p))
}

func outside(p part, o fyne.CanvasObject, room look.Box, at fyne.Position, words *[]word) (faults []string) {
	if !o.Visible() {
		return nil
	}
	at = at.Add(o.Position())
	if w, ok := o.(fyne.Widget); ok {
		for _, child := range test.WidgetRenderer(w).Objects() {
			faults = append(faults, outside(p, child, room, at, words)...)
		}
		return faults
	}
	ink, what := look.Box{X: at.X, Y: at.Y, W: o.Size().Width, H: o.Size().Height}, fmt.Sprintf("%T", o)
	if text, ok := o.(*canvas.Text); ok {
		ink, what = inkOf(text, at), fmt.Sprintf("%q", text.Text)
		if strings.TrimSpace(text.Text) != "" {
			*words = append(*words, word{text.Text, ink})
		}
		if ink.W > o.Size().Width+0.5 {
			faults = append(faults, fmt.Sprintf("%T: %s is %v wide in a place of %v", p, what, ink.W, o.Size().Width))
		}
	}
	if ink.W > 0 && ink.H > 0 && !inside(ink, room) {
		faults = append(faults, fmt.Sprintf("%T: %s at %v leaves %v", p, what, ink, room))
	}
	return faults
}

// inkOf is where a text has its ink: as wide as it measures, from the top of its capitals to their foot.
func inkOf(text *canvas.Text, at fyne.Position) look.Box {
	size, base := fyne.CurrentApp().Driver().RenderedTextSize(text.Text, text.TextSize, text.TextStyle, nil)
	x := at.X
	switch text.Alignment {
	case fyne.TextAlignCenter:
		x += (text.Size().Width - size.Width) / 2
	case fyne.TextAlignTrailing:
		x += text.Size().Width - size.Width
	}
	return look.Box{X: x, Y: at.Y + base - 0.74*text.TextSize, W: size.Width, H: 0.74 * text.TextSize}
}

func inside(b, room look.Box) bool {
	return b.X >= room.X && b.Y >= room.Y && b.X+b.W <= room.X+room.W && b.Y+b.H <= room.Y+room.H
}

func overlap(a, b look.Box, most float32) bool {
	w := min(a.X+a.W, b.X+b.W) - max(a.X, b.X)
	h := min(a.Y+a.H, b.Y+b.H) - max(a.Y, b.Y)
	return w > most && h > most
}

// A number is whole wherever it stands: a part of it would be another number.
func TestNumbersAreWhole(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	for _, number := range []string{"A012", "A1000", "VIP10012", "现场A10012", "WWWW100000"} {
		for kind := range uint8(6) {
			for _, size := range layouts {
				v := hall("不动产登记窗口", number, kind)
				s := drawn(size, v, kind)
				for _, p := range s.parts {
					var words []word
					for _, o := range p.objects() {
						outside(p, o, look.Box{}, fyne.Position{}, &words)
					}
					for _, w := range words {
						if cut, ok := strings.CutSuffix(w.words, "…"); ok && strings.HasPrefix(number, cut) {
							t.Errorf("at %v, kind %d: %T says %q of %q", size, kind, p, w.words, number)
						}
					}
				}
			}
		}
	}
}
