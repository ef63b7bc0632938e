package looktest

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// One digit of the smallest text that is another one is seen; a shade that only rounding changes is not.
func TestDiffering(t *testing.T) {
	one, other := mustDraw(t, "A012"), mustDraw(t, "A013")
	if n, most := differing(small(other), one), mayDiffer(one); n <= most {
		t.Errorf("another digit changes %d pixels, of which %d may differ", n, most)
	}
	shaded := plain(one)
	for i := range shaded.Pix {
		shaded.Pix[i] -= min(shaded.Pix[i], 4)
	}
	if n := differing(small(shaded), one); n != 0 {
		t.Errorf("a shade changes %d pixels", n)
	}
}

// mustDraw draws words in a window as large as the desk.
func mustDraw(t *testing.T, words string) image.Image {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	w := test.NewTempWindow(t, look.NewText(words, look.SizeLeast, look.Mist, false))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1100, 760))
	return w.Canvas().Capture()
}
