package looktest_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	_ "paihao/app/look/looktest"
)

// TestOwnFonts: what the bundled fonts lack shows as their box, although a font of this machine may have it. The first
// character is in every large Chinese font, the second in every large font.
func TestOwnFonts(t *testing.T) {
	for _, bold := range []bool{false, true} {
		box := draw(t, "\uFFFD\uFFFD", bold)
		for _, words := range []string{"\U00020BB7\U00020BB7", "\u0E01\u0E01"} {
			if got := draw(t, words, bold); string(got.Pix) != string(box.Pix) {
				t.Errorf("%q (bold: %t) is not drawn as two boxes", words, bold)
			}
		}
	}
}

// TestRegisteredNames: hanzi that names are registered with and GB 2312 lacks are drawn and no boxes.
func TestRegisteredNames(t *testing.T) {
	for _, r := range "㑇㙍㛃䶮玥喆堃珺翀昇淼犇骉赟锞𬱖龢邨𠅤𣲗𬭚𬶭𫖯" {
		for _, bold := range []bool{false, true} {
			if got := draw(t, string(r), bold); string(got.Pix) == string(draw(t, "\uFFFD", bold).Pix) {
				t.Errorf("%c (bold: %t) is drawn as a box", r, bold)
			}
		}
	}
}

func draw(t *testing.T, words string, bold bool) *image.NRGBA {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	w := test.NewTempWindow(t, look.NewText(words, 40, look.Ink, bold))
	w.Resize(fyne.NewSize(120, 60))
	return w.Canvas().Capture().(*image.NRGBA)
}
