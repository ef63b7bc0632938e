package setup

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// coat is how a tile is painted: its ground, the ground under the pointer, its edge and its words.
type coat struct{ fill, hover, edge, ink color.Color }

// The coats of tiles.
var (
	coatMain  = coat{look.Blue, look.Blue, look.Blue, look.White}
	coatPlain = coat{look.White, look.Sky, look.Line, look.Ink}
	coatOn    = coat{look.Sky, look.Sky, look.Blue, look.Blue} // what is chosen
	coatBar   = coat{look.Deck, look.Rise, look.Rise, look.Snow}
)

// tile is a panel that can be pressed, by mouse, finger or key.
type tile struct {
	widget.BaseWidget
	setup  *Setup
	face   fyne.CanvasObject
	ground *canvas.Rectangle
	coat   coat
	press  func()
	enter  bool // Enter presses it; it goes on to the next step otherwise
	frame  bool // it is no part of the page, which scrolls
	under  bool // the pointer is over it
	keyed  bool // it has the keys
}

var (
	_ fyne.Tappable      = (*tile)(nil)
	_ fyne.Focusable     = (*tile)(nil)
	_ desktop.Hoverable  = (*tile)(nil)
	_ desktop.Cursorable = (*tile)(nil)
	_ desktop.Keyable    = (*tile)(nil)
)

// tile makes one and notes it as a field of the page.
func (s *Setup) tile(name string, face fyne.CanvasObject, c coat, press func()) *tile {
	t := &tile{setup: s, face: face, ground: look.NewFrame(c.fill, c.edge, 1, look.RadiusTile), coat: c, press: press}
	t.ExtendBaseWidget(t)
	s.note(name, t)
	return t
}

// button is a tile with a few words.
func (s *Setup) button(name, words string, c coat, press func()) *tile {
	text := look.NewText(words, look.SizeBody+1, c.ink, true)
	text.SetAlign(fyne.TextAlignCenter)
	t := s.tile(name, container.NewStack(space(0, 26), text), c, press)
	t.enter = true
	return t
}

// choice is a tile that says what one of several answers means. Enter goes on, so that the answer that stands is taken by it.
func (s *Setup) choice(name, title, text string, chosen bool, press func()) *tile {
	c := coatPlain
	if chosen {
		c = coatOn
	}
	words := look.NewText(title, look.SizeBody+2, c.ink, true)
	var face fyne.CanvasObject = words
	if text == "" {
		words.SetAlign(fyne.TextAlignCenter)
		face = container.NewStack(space(0, 26), words)
	} else {
		face = container.New(stacked(0), words, newSentence(text, look.Slate))
	}
	return s.tile(name, face, c, func() {
		press()
		s.again(name)
	})
}

// Tapped presses the tile.
func (t *tile) Tapped(*fyne.PointEvent) {
	if !t.setup.writes {
		t.press()
	}
}

// KeyDown notes that a key was pressed, and not only repeated by being held.
func (t *tile) KeyDown(e *fyne.KeyEvent) { t.setup.pressed(e) }

// KeyUp does nothing.
func (t *tile) KeyUp(*fyne.KeyEvent) {}

// TypedKey presses the tile by space.
func (t *tile) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeySpace, t.enter && (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter):
		t.setup.once(e.Name, func() { t.Tapped(nil) })
	default:
		t.setup.typed(e)
	}
}

// TypedRune does nothing.
func (t *tile) TypedRune(rune) {}

// FocusGained shows that the tile has the keys.
func (t *tile) FocusGained() {
	t.keyed = true
	t.paint()
	if !t.frame {
		t.setup.reveal(t)
	}
}

// FocusLost shows that they are elsewhere.
func (t *tile) FocusLost() { t.keyed = false; t.paint() }

// MouseIn lights the tile up.
func (t *tile) MouseIn(*desktop.MouseEvent) { t.under = true; t.paint() }

// MouseMoved does nothing.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (t *tile) MouseOut() { t.under = false; t.paint() }

// Cursor is a hand.
func (t *tile) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (t *tile) paint() {
	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = t.coat.fill, t.coat.edge, 1
	if t.under {
		t.ground.FillColor = t.coat.hover
	}
	if t.keyed {
		t.ground.StrokeColor, t.ground.StrokeWidth = look.Brown, 3
	}
	t.ground.Refresh()
}

// CreateRenderer is called by Fyne.
func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(t.ground, container.New(inset{12, 8}, t.face)))
}
