package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// nameplate is our mark and the venue's name, with the mark of a trial beside it.
type nameplate struct {
	ground *canvas.Rectangle
	brand  *look.Icon
	venue  *look.Text
	second *look.Text // the name in the second language
	trial  *look.Pill

	marked bool // it is a trial
}

func newNameplate() *nameplate {
	n := &nameplate{
		ground: look.NewPanel(look.Amber, 0),
		brand:  look.NewIcon(look.Brand, look.Ink),
		venue:  look.NewText("", 1, look.Snow, true),
		second: look.NewText("", 1, look.Mist, false),
		trial:  look.NewPill("", 1, look.Coral, look.Ink),
	}
	n.trial.Hide()
	return n
}

func (n *nameplate) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{n.ground, n.brand, n.venue, n.second, n.trial}
}

func (n *nameplate) show(m *moment) {
	name, second := m.name(m.view.Venue, m.view.VenueEN)
	n.venue.SetText(name)
	n.second.SetText(second)
	n.trial.SetText(list(m.say("look.trial")))
	n.marked = m.view.Health.Trial
	look.Show(n.marked, n.trial)
}

// placeMark puts our mark at the left of b and gives what is left.
func (n *nameplate) placeMark(b look.Box, side float32) look.Box {
	mark, b := b.CutLeft(side, side*0.35)
	mark = mark.Middle(side, side)
	n.ground.CornerRadius = side * 0.23
	look.Put(n.ground, mark)
	look.Put(n.brand, mark)
	return b
}

// placeName puts the name into b, with the second language below it.
func (n *nameplate) placeName(b look.Box, u float32) {
	n.second.SetSize(1.8 * u)
	if n.second.Words() == "" {
		n.placeTitle(b, b, u)
		return
	}
	top, low := b.Middle(b.W, 6.3*u).CutTop(4*u, 0)
	low.W = n.placeTitle(top, b, u)
	look.Put(n.second, low)
}

// placeTitle puts the name alone into b, gives the trial mark beside it its room first, and tells how much is left to the
// name: none is so long that a trial may pass for the real thing. The mark is level with the middle of a line around b.
func (n *nameplate) placeTitle(b, line look.Box, u float32) float32 {
	n.venue.SetSize(3.3 * u)
	if !n.marked {
		look.Put(n.venue, b)
		return b.W
	}
	n.trial.SetSize(2 * u)
	pill := n.trial.MinSize()
	own := max(look.Width(n.venue.Words(), 3.3*u, true), look.Width(n.second.Words(), 1.8*u, false)) + 1
	name, mark := b.CutLeft(min(own, b.W-pill.Width-2*u), 2*u)
	mark = look.Box{X: mark.X, Y: line.Y, W: pill.Width, H: line.H}
	look.Put(n.venue, name)
	look.Put(n.trial, mark.Middle(pill.Width, pill.Height))
	return name.W
}
