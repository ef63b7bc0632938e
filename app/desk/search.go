package desk

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
	"paihao/queue"
)

// search is the box into which staff type a number, or a part of one. What is typed there presses no button, but for the
// function keys.
type search struct {
	widget.BaseWidget
	desk    *Desk
	text    string
	again   bool // the next character begins a new text
	changed func()
	pick    func()                  // Enter: the first that was found
	below   func(fyne.KeyName) bool // keys that go into the list

	frame, caret *canvas.Rectangle
	words, hint  *look.Text
	inside       *fyne.Container
}

var (
	_ fyne.Focusable     = (*search)(nil)
	_ fyne.Tappable      = (*search)(nil)
	_ desktop.Keyable    = (*search)(nil)
	_ desktop.Cursorable = (*search)(nil)
)

func newSearch(d *Desk) *search {
	x := &search{
		desk:  d,
		frame: look.NewFrame(look.Paper, look.Line, 1, look.RadiusTile),
		caret: canvas.NewRectangle(color.Transparent),
		words: look.NewText("", look.SizeBody, look.Ink, true),
		hint:  d.m.title("search", look.SizeBody, look.Slate, false),
	}
	x.caret.SetMinSize(fyne.NewSize(1.5, 0))
	icon := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(16), widget.NewIcon(theme.SearchIcon())))
	caret := padded(9, 0, x.caret)
	x.inside = row(4, 4, icon, x.words, caret, x.hint, layout.NewSpacer(), newKeycap(keySearch.String(), look.SizeLeast))
	x.ExtendBaseWidget(x)
	return x
}

// on tells whether something is searched for.
func (x *search) on() bool { return x.text != "" }

// open takes the keyboard; what is typed replaces what was searched for before.
func (x *search) open() {
	x.again = true
	x.desk.focus(x)
}

// leave gives the keyboard back and searches for nothing.
func (x *search) leave() {
	x.desk.unfocus(x)
	x.set("")
}

func (x *search) set(text string) {
	x.again = false
	if text == x.text {
		return
	}
	x.text = text
	x.show()
	x.changed()
}

func (x *search) show() {
	x.words.SetText(x.text)
	look.Show(!x.on(), x.hint)
	again(x.inside)
}

// TypedRune adds a character.
func (x *search) TypedRune(r rune) { x.add(string(r)) }

// add adds what is typed or pasted, as far as there is room for it.
func (x *search) add(more string) {
	text := x.text
	if x.again {
		text = ""
	}
	for _, r := range more {
		longer := strings.TrimLeft(text+plain(r), " ")
		if len([]rune(longer)) > queue.MaxSearch {
			break
		}
		text = longer
	}
	if text != "" {
		x.set(text)
	}
}

// plain is a character as numbers are written: letters become capitals and full-width characters narrow ones; what cannot
// be seen is nothing.
func plain(r rune) string {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if r = unicode.ToUpper(r); !unicode.IsPrint(r) || r == unicode.ReplacementChar {
		return ""
	}
	return string(r)
}

// paste adds the first line of what was copied elsewhere, while the keyboard is here.
func (x *search) paste(s fyne.Shortcut) {
	copied, ok := s.(*fyne.ShortcutPaste)
	if !ok || x.desk.keys.canvas.Focused() != fyne.Focusable(x) {
		return
	}
	first, _, _ := strings.Cut(strings.TrimSpace(copied.Clipboard.Content()), "\n")
	x.add(strings.TrimSpace(first))
}

// TypedKey takes characters back, chooses and leaves; keys that move go to the list, function keys to the desk.
func (x *search) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyBackspace, fyne.KeyDelete:
		runes := []rune(x.text)
		if x.again || len(runes) == 0 {
			runes = []rune{0}
		}
		x.set(string(runes[:len(runes)-1]))
	case fyne.KeyEscape:
		x.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		if x.on() {
			x.pick()
		}
	default:
		if !x.below(e.Name) && len(e.Name) > 1 && e.Name[0] == 'F' {
			x.desk.typed(e)
		}
	}
}

// KeyDown tells the desk that a key was pressed, and not only repeated by being held.
func (x *search) KeyDown(e *fyne.KeyEvent) { x.desk.pressed(e) }

// KeyUp does nothing.
func (x *search) KeyUp(*fyne.KeyEvent) {}

// FocusGained shows where the keyboard is.
func (x *search) FocusGained() { x.edge(look.Blue, 2, look.Blue) }

// FocusLost shows that it is elsewhere.
func (x *search) FocusLost() { x.edge(look.Line, 1, color.Transparent) }

func (x *search) edge(edge color.Color, width float32, caret color.Color) {
	x.frame.StrokeColor, x.frame.StrokeWidth, x.caret.FillColor = edge, width, caret
	x.frame.Refresh()
	x.caret.Refresh()
}

// Tapped takes the keyboard.
func (x *search) Tapped(*fyne.PointEvent) { x.open() }

// Cursor is a text cursor.
func (x *search) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer is called by Fyne.
func (x *search) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(x.frame, padded(0, 9, x.inside)))
}
