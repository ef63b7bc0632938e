package look_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// hard are words that are hard on who draws them.
var hard = []string{
	"青禾社区便民服务中心", "㑇㙍𬭚𠮷㛃", "👩\u200D👩\u200D👧\u200D👦🎉🇨🇳👍🏽", "مركز خدمة المواطنين", "שלום עולם 12",
	"e\u0301a\u0300\u0301\u0302\u0303x", "Z\u0351\u036b\u0343A\u0334\u0335L\u0322\u0318", "a\u200Bb\uFEFFc\u202Ed", "हिन्दी ไทย 한국어", "0\uFE0F\u20E3⃣",
	"WWWWWWWWWWWWWW", "\xff\xfe\xfd", "ﷺ﷽𒐫", "⸻⸺",
}

// TestInkStaysInItsBox draws every hard word in boxes of several widths, and wants no ink beside them. Letters may lean out of
// their own width by a hair.
func TestInkStaysInItsBox(t *testing.T) {
	mustApp(t)
	const hair, top, high = 3, 60, 40
	text := look.NewText("", 20, look.Ink, true)
	w := test.NewTempWindow(t, container.NewWithoutLayout(canvas.NewRectangle(look.White), text))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(260, 160))
	w.Content().(*fyne.Container).Objects[0].Resize(fyne.NewSize(260, 160))
	for _, words := range hard {
		for _, width := range []int{7, 30, 77, 140} {
			text.SetText(words)
			text.Move(fyne.NewPos(60, top))
			text.Resize(fyne.NewSize(float32(width), high))
			box := image.Rect(60-hair, top, 60+width+hair, top+high)
			if p, inked := inkBeside(w.Canvas().Capture(), box); inked {
				t.Errorf("%q in a box %d wide: there is ink at %v", words, width, p)
			}
		}
	}
}

func inkBeside(picture image.Image, box image.Rectangle) (p image.Point, inked bool) {
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			p = image.Pt(x, y)
			if c := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA); !p.In(box) && c != look.White {
				return p, true
			}
		}
	}
	return p, false
}
