package setup

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// stacked lays things one below the other, as wide as there is room, so far apart. Sentences among them take the lines that
// they need at that width.
type stacked float32

// Layout is called by Fyne.
func (g stacked) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		b := look.Box{Y: y, W: size.Width}
		o.Resize(fyne.NewSize(b.W, o.Size().Height)) // a sentence knows its height when it knows its width
		b.H = o.MinSize().Height
		look.Put(o, b)
		y += b.H + float32(g)
	}
}

// MinSize is called by Fyne.
func (g stacked) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height+float32(g))
		}
	}
	return least.Subtract(fyne.NewSize(0, min(least.Height, float32(g))))
}

// centred lays a page in the middle of the window, not wider than can be read.
type centred struct{}

// Layout is called by Fyne.
func (centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(size.Width-2*margin, widest)
	for _, o := range objects {
		look.Put(o, look.Box{X: (size.Width - w) / 2, Y: margin, W: w, H: size.Height - 2*margin})
	}
}

// MinSize is called by Fyne.
func (centred) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Add(fyne.NewSize(2*margin, 2*margin))
}

// columns lays things beside each other in parts of the width, with a gap between them.
type columns []float32

// Layout is called by Fyne.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	all := float32(0)
	for i := range objects {
		all += c[i]
	}
	x, room := float32(0), size.Width-float32(len(objects)-1)*gap
	for i, o := range objects {
		w := room * c[i] / all
		b := look.Box{X: x, W: w, H: size.Height}
		o.Resize(fyne.NewSize(b.W, o.Size().Height))
		if _, line := o.(*entry); line {
			b.H = 0 // a line to be filled in stays one
		}
		b.H = max(b.H, o.MinSize().Height)
		look.Put(o, b)
		x += w + gap
	}
}

// MinSize is called by Fyne.
func (c columns) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(least.Width+m.Width, max(least.Height, m.Height))
	}
	return least
}

// inset leaves room around what it lays.
type inset struct{ x, y float32 }

// Layout is called by Fyne.
func (i inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		look.Put(o, look.Box{W: size.Width, H: size.Height}.Inset(i.x, i.y))
	}
}

// MinSize is called by Fyne.
func (i inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Add(fyne.NewSize(2*i.x, 2*i.y))
}

// even lays things beside each other, all as wide.
func even(objects ...fyne.CanvasObject) fyne.CanvasObject {
	parts := make(columns, len(objects))
	for i := range parts {
		parts[i] = 1
	}
	return container.New(parts, objects...)
}

// wide is something with a least width.
func wide(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(space(width, 0), o)
}

// space is room where nothing is.
func space(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}
