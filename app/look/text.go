package look

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Least is the smallest part of its own size to which a text shrinks; after that it is cut with an ellipsis.
const Least = 0.6

// Drop is how far below the middle of its box a text's baseline lies, in ems: half the height of a digit. Chinese
// characters have their middle at nearly the same height, so texts centred by it stand level whatever they say.
const Drop = 0.37

// widest is how many ems a text asks for at the most; a longer one has to fit the room it is given.
const widest = 8

// Text is one line of text that keeps to its box: it shrinks to Least of its size, then it is cut. Words written from right to
// left stand in their order, and nothing turns round what stands beside them: see inOrder and clean.
type Text struct {
	widget.BaseWidget
	words  string
	size   float32
	colour color.Color
	bold   bool
	align  fyne.TextAlign
}

// NewText makes a text of the given size, in Fyne's units. It stands at the left of its box, level in the middle.
func NewText(words string, size float32, colour color.Color, bold bool) *Text {
	t := &Text{words: clean(words), size: size, colour: colour, bold: bold}
	t.ExtendBaseWidget(t)
	return t
}

// SetText changes the words.
func (t *Text) SetText(words string) {
	if words = clean(words); words != t.words {
		t.words = words
		t.Refresh()
	}
}

// SetColour changes the colour.
func (t *Text) SetColour(c color.Color) {
	if c != t.colour {
		t.colour = c
		t.Refresh()
	}
}

// SetSize changes the size that the text has where it fits.
func (t *Text) SetSize(size float32) {
	if size != t.size {
		t.size = size
		t.Refresh()
	}
}

// SetAlign says at which side of its box the text stands.
func (t *Text) SetAlign(a fyne.TextAlign) {
	if a != t.align {
		t.align = a
		t.Refresh()
	}
}

// Words gives the text as it was set, before any cut.
func (t *Text) Words() string { return t.words }

// width is how wide all the words are at their full size.
func (t *Text) width() float32 { return Width(t.words, t.size, t.bold) }

// CreateRenderer is called by Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	return &textRenderer{text: t, line: canvas.NewText("", t.colour)}
}

type textRenderer struct {
	text *Text
	line *canvas.Text
}

// Layout fits the words and puts the middle of the digits in the middle of the box.
func (r *textRenderer) Layout(box fyne.Size) {
	t := r.text
	style := fyne.TextStyle{Bold: t.bold}
	words, size := Fit(t.words, t.size, t.bold, box.Width)
	r.line.Text, r.line.TextSize = inOrder(words), size
	r.line.TextStyle, r.line.Color, r.line.Alignment = style, t.colour, t.align
	_, base := fyne.CurrentApp().Driver().RenderedTextSize(r.line.Text, r.line.TextSize, style, nil)
	r.line.Move(fyne.NewPos(0, box.Height/2+Drop*r.line.TextSize-base))
	// Fyne does not draw what lies outside the window: a line without height that begins above it would be gone.
	r.line.Resize(fyne.NewSize(box.Width, r.line.MinSize().Height))
}

func (r *textRenderer) MinSize() fyne.Size {
	m := fyne.MeasureText(r.text.words, r.text.size, fyne.TextStyle{Bold: r.text.bold})
	return fyne.NewSize(min(m.Width, widest*r.text.size), m.Height)
}

func (r *textRenderer) Refresh() {
	r.Layout(r.text.Size())
	r.line.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}

// Fit gives the words and the size at which they fit into width: at full size, else smaller down to Least,
// else cut with an ellipsis. A width of 0 or less gives no words.
func Fit(words string, size float32, bold bool, width float32) (string, float32) {
	if width <= 0 || words == "" {
		return "", size
	}
	w := Width(words, size, bold)
	if w <= width {
		return words, size
	}
	least := size * Least
	for s := size * width / w; s > least; s *= 0.98 { // widths do not shrink evenly: they are rounded letter by letter
		if Width(words, s, bold) <= width {
			return words, s
		}
	}
	if Fits(words, size, bold, width) {
		return words, least
	}
	return Cut(words, least, bold, width), least
}

// Fits tells whether words go into width without being cut.
func Fits(words string, size float32, bold bool, width float32) bool {
	return Width(words, size*Least, bold) <= width
}

// Cut gives as many of the words as fit into width at size; an ellipsis stands for the rest.
func Cut(words string, size float32, bold bool, width float32) string {
	if Width(words, size, bold) <= width {
		return words
	}
	runes := []rune(words)
	low, high := 0, len(runes) // runes[:low] with its ellipsis fits, or nothing does
	for low < high {
		mid := (low + high + 1) / 2
		if Width(string(runes[:mid])+"…", size, bold) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	for low > 0 && low < len(runes) && joined(runes[:low], runes[low]) {
		low--
	}
	if low == 0 {
		return ""
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}

// Width gives how wide words are at size, in Fyne's units.
func Width(words string, size float32, bold bool) float32 {
	return fyne.MeasureText(words, size, fyne.TextStyle{Bold: bold}).Width
}
