package desk

import "fyne.io/fyne/v2"

// pillar is the layout of the counter's own side: the main button, the card, and what stands below. On a higher window the
// buttons grow a little; all else is the card's.
type pillar struct{}

const (
	pillarWidth = 360
	leastMain   = 96  // height of the main button
	mostMain    = 132 //
	leastPillar = 560 // height of the side where its buttons are least
	mostBelow   = 28  // by which what is below the card grows
)

// Layout places the three.
func (pillar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := max(0, size.Height-leastPillar)
	top := min(leastMain+spare/4, mostMain)
	bottom := objects[2].MinSize().Height + min(spare/5, mostBelow)
	heights := [...]float32{top, max(0, size.Height-top-bottom-2*gap), bottom}
	var at float32
	for i, o := range objects {
		o.Move(fyne.NewPos(0, at))
		o.Resize(fyne.NewSize(size.Width, heights[i]))
		at += heights[i] + gap
	}
}

// MinSize has room for the least of each.
func (pillar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(pillarWidth, leastMain+objects[1].MinSize().Height+objects[2].MinSize().Height+2*gap)
}
