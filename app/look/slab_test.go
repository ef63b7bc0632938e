package look_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// A slab looks as one rounded rectangle of its size, wherever it lies and however round it is.
func TestSlabIsOnePiece(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	for _, c := range []struct {
		size   fyne.Size
		radius float32
	}{{fyne.NewSize(200, 120), 16}, {fyne.NewSize(200, 120), 0}, {fyne.NewSize(90, 31), 12.5}, {fyne.NewSize(60, 10), 9}} {
		slab := look.NewSlab(look.Amber)
		slab.SetRadius(c.radius)
		got, want := pixels(t, slab, c.size), pixels(t, look.NewPanel(look.Amber, c.radius), c.size)
		differ := 0
		for i := range got {
			if got[i] != want[i] {
				differ++
			}
		}
		if most := 8 * int(c.radius+1); differ > most { // the round corners are drawn in smaller pieces
			t.Errorf("%v round by %v: %d pixels differ from one rounded rectangle, want at most %d", c.size, c.radius, differ, most)
		}
	}
}

func TestSlabIsPaintedAnew(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	slab := look.NewSlab(look.Deck)
	slab.SetFill(look.Amber)
	r, g, b, _ := look.Amber.RGBA()
	want := color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
	for i, got := range pixels(t, slab, fyne.NewSize(40, 40)) {
		if got != want {
			t.Fatalf("pixel %d is %v, want %v", i, got, want)
		}
	}
}

// pixels are those of an object alone in a window of its size.
func pixels(t *testing.T, o fyne.CanvasObject, size fyne.Size) (all []color.NRGBA) {
	t.Helper()
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(size)
	picture := w.Canvas().Capture()
	for y := range int(size.Height) {
		for x := range int(size.Width) {
			all = append(all, color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA))
		}
	}
	return all
}
