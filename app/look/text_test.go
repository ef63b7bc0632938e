package look_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	_ "paihao/app/look/looktest" // without the fonts of this machine
)

func TestFit(t *testing.T) {
	mustApp(t)
	const size = 20
	full := width("综合业务", size)
	tests := []struct {
		name, words string
		width       float32
		want        string
		least, most float32 // of the size
	}{
		{"fits", "综合业务", full, "综合业务", size, size},
		{"shrinks", "综合业务", full * 0.8, "综合业务", size * 0.75, size * 0.8},
		{"cut at the least size", "综合业务", full * 0.5, "综合…", size * look.Least, size * look.Least},
		{"no room for a letter", "综合业务", 1, "", size * look.Least, size * look.Least},
		{"no room", "综合业务", 0, "", size, size},
		{"no words", "", full, "", size, size},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, s := look.Fit(tt.words, size, false, tt.width)
			if got != tt.want || s < tt.least || s > tt.most {
				t.Errorf("Fit() = %q at %v, want %q at %v to %v", got, s, tt.want, tt.least, tt.most)
			}
		})
	}
}

// FuzzFit holds the promise of the package: whatever a name says, it stays in its box.
func FuzzFit(f *testing.F) {
	f.Add("青禾社区便民服务中心", float32(100))
	f.Add("👩‍👩‍👧‍👦🎉🇨🇳", float32(30))
	f.Add("مركز خدمة المواطنين", float32(40))
	f.Add("a\nb\tc\x00\u202e", float32(12))
	f.Add("Z\u0351\u036b\u0343A\u0334\u0335L", float32(25))
	f.Add("שלום\u200bעולם 12", float32(60))
	f.Add("𬭚𠮷ก\ufe0f\u20e3", float32(50))
	mustApp(f)
	f.Fuzz(func(t *testing.T, words string, box float32) {
		if len(words) > 400 || !(box < 4000) {
			return // names are limited by the settings
		}
		got, size := look.Fit(words, 20, true, box)
		if w := fyne.MeasureText(got, size, fyne.TextStyle{Bold: true}).Width; got != "" && w > box {
			t.Errorf("Fit(%q, %v) = %q at %v: %v wide", words, box, got, size, w)
		}
	})
}

func TestTextStaysOnOneLine(t *testing.T) {
	mustApp(t)
	text := look.NewText("一\n二\t三", 20, look.Ink, false)
	if got, want := text.Words(), "一 二 三"; got != want {
		t.Errorf("Words() = %q, want %q", got, want)
	}
	long := look.NewText(strings.Repeat("长", 100), 20, look.Ink, false)
	if got := long.MinSize().Width; got > 200 {
		t.Errorf("a text of 100 characters asks for %v, want at most 200", got)
	}
}

// A window does not draw what lies outside it. A large text in a low box begins above the box, and must not count as
// a line without height up there.
func TestTextHasItsHeight(t *testing.T) {
	mustApp(t)
	text := look.NewText("09:26", 60, look.Ink, true)
	text.Resize(fyne.NewSize(300, 20))
	for _, line := range test.WidgetRenderer(text).Objects() {
		if bottom := line.Position().Y + line.Size().Height; line.Position().Y >= 0 || bottom <= 20 {
			t.Errorf("the line reaches from %v to %v in a box of 20, want it around the box", line.Position().Y, bottom)
		}
	}
}

func width(words string, size float32) float32 {
	return fyne.MeasureText(words, size, fyne.TextStyle{}).Width
}

func mustApp(t testing.TB) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
}
