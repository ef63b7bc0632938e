package desk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// coat is how a tile is painted: its ground, the ground under the pointer, and its edge.
type coat struct{ fill, hover, edge color.Color }

// The coats of tiles.
var (
	coatMain  = coat{look.Blue, look.Blue, look.Blue}
	coatFirst = coat{look.Sky, look.White, look.Blue} // the step that usually comes next
	coatPlain = coat{look.White, look.Sky, look.Line}
	coatOn    = coat{look.Sand, look.Sand, look.Brown} // a switch that is on
	coatUndo  = coat{look.Brown, look.Brown, look.Brown}
	coatDead  = coat{look.Paper, look.Paper, look.Line}
	coatBar   = coat{look.Deck, look.Rise, look.Rise} // on the dark header
)

// tile is a panel that can be pressed: every button of the desk. It takes no keyboard focus, so that the desk's keys
// always reach the desk.
type tile struct {
	widget.BaseWidget
	face   fyne.CanvasObject
	ground *canvas.Rectangle
	press  func()
	coat   coat
	dead   bool
	under  bool // the pointer is over it
}

var (
	_ fyne.Tappable      = (*tile)(nil)
	_ desktop.Hoverable  = (*tile)(nil)
	_ desktop.Cursorable = (*tile)(nil)
)

func newTile(face fyne.CanvasObject, c coat, press func()) *tile {
	t := &tile{face: face, ground: look.NewFrame(c.fill, c.edge, 1, look.RadiusTile), press: press, coat: c}
	t.ExtendBaseWidget(t)
	return t
}

// wear repaints the tile and says whether it can be pressed.
func (t *tile) wear(c coat, alive bool) {
	t.coat, t.dead = c, !alive
	t.paint()
}

func (t *tile) paint() {
	fill := t.coat.fill
	if t.under && !t.dead {
		fill = t.coat.hover
	}
	if fill != t.ground.FillColor || t.coat.edge != t.ground.StrokeColor {
		t.ground.FillColor, t.ground.StrokeColor = fill, t.coat.edge
		t.ground.Refresh()
	}
}

// Tapped presses the tile, if it is alive.
func (t *tile) Tapped(*fyne.PointEvent) {
	if t.dead || !t.Visible() {
		return
	}
	t.press()
}

// MouseIn lights the tile up.
func (t *tile) MouseIn(*desktop.MouseEvent) { t.under = true; t.paint() }

// MouseMoved does nothing.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (t *tile) MouseOut() { t.under = false; t.paint() }

// Cursor is a hand over a tile that can be pressed.
func (t *tile) Cursor() desktop.Cursor {
	if t.dead {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer is called by Fyne.
func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(t.ground, t.face))
}
