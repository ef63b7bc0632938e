package take

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"paihao/app/look"
)

// coat is how a tile is painted: its ground, the ground under a finger, its edge, and the words on it.
type coat struct{ fill, down, edge, ink, faint color.Color }

// The coats of tiles.
var (
	coatMain  = coat{look.Blue, look.Ink, look.Blue, look.White, look.White}
	coatPlain = coat{look.White, look.Sky, look.Slate, look.Ink, look.Ink}
	coatCard  = coat{look.White, look.Sky, look.Blue, look.Ink, look.Slate}
	coatOn    = coat{look.Sky, look.White, look.Blue, look.Blue, look.Blue}
	coatTold  = coat{look.Leaf, look.Leaf, look.Green, look.Green, look.Green}
	coatSorry = coat{look.Rose, look.White, look.Red, look.Red, look.Red}
	coatDead  = coat{look.Paper, look.Paper, look.Line, look.Slate, look.Slate}
)

// tile is a panel that can be touched: every button of the window. What stands on it lies over it, and lets touches through.
// It takes no keyboard focus: keys reach the window itself, and no menu of Fyne's opens anywhere.
type tile struct {
	widget.BaseWidget
	ground *canvas.Rectangle
	press  func()
	coat   coat
	dead   bool
	down   bool // a finger is on it
	ringed bool // the keys stand on it
	unit   float32
}

var (
	_ fyne.Tappable     = (*tile)(nil)
	_ desktop.Mouseable = (*tile)(nil)
	_ desktop.Hoverable = (*tile)(nil)
)

func newTile(press func()) *tile {
	t := &tile{ground: canvas.NewRectangle(look.White), press: press, coat: coatPlain}
	t.ExtendBaseWidget(t)
	return t
}

// wear paints the tile for its place and says whether it can be touched.
func (t *tile) wear(c coat, alive bool, u float32) {
	t.coat, t.dead, t.unit = c, !alive, u
	if t.dead {
		t.down = false
	}
	t.paint()
}

func (t *tile) paint() {
	fill, edge, width := t.coat.fill, t.coat.edge, 0.25*t.unit
	if t.down {
		fill = t.coat.down
	}
	if t.ringed {
		edge, width = look.Ink, 0.7*t.unit
	}
	paint(t.ground, fill, edge, width, 1.8*t.unit)
}

// live tells whether a touch does something.
func (t *tile) live() bool { return t.Visible() && !t.dead }

// Tapped does what the tile is for, if it is alive.
func (t *tile) Tapped(*fyne.PointEvent) {
	t.lift()
	if t.live() {
		t.press()
	}
}

// MouseDown is a finger that touches the tile: it shows at once.
func (t *tile) MouseDown(*desktop.MouseEvent) {
	if t.live() {
		t.down = true
		t.paint()
	}
}

// MouseUp is a finger that lets go.
func (t *tile) MouseUp(*desktop.MouseEvent) { t.lift() }

// MouseIn does nothing: fingers do not hover.
func (t *tile) MouseIn(*desktop.MouseEvent) {}

// MouseMoved does nothing.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is a finger that slid off.
func (t *tile) MouseOut() { t.lift() }

func (t *tile) lift() {
	if t.down {
		t.down = false
		t.paint()
	}
}

// CreateRenderer is called by Fyne.
func (t *tile) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.ground) }

// paint gives a panel its colours, its edge and its corners; one that has them already is left alone.
func paint(r *canvas.Rectangle, fill, edge color.Color, width, radius float32) {
	if r.FillColor != fill || r.StrokeColor != edge || r.StrokeWidth != width || r.CornerRadius != radius {
		r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = fill, edge, width, radius
		r.Refresh()
	}
}

// paintTop gives a panel its colour, and corners at its top alone.
func paintTop(r *canvas.Rectangle, fill color.Color, radius float32) {
	if r.FillColor != fill || r.TopLeftCornerRadius != radius {
		r.FillColor, r.TopLeftCornerRadius, r.TopRightCornerRadius = fill, radius, radius
		r.Refresh()
	}
}
